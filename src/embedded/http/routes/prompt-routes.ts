import { jsonAnswer } from '../answers';
import { asKeyed } from '../body';
import type { AddRoute } from '../route-table';
import type { ServerContext } from '../server-context';

/** GET and POST `/prompt`. Source: ComfyUI `server.py` get_prompt, post_prompt. */
export function addPromptRoutes(add: AddRoute, { engine, body, logs }: ServerContext): void {
  add('GET', '/prompt', () => jsonAnswer({ exec_info: { queue_remaining: engine.queueRemaining() } }));
  add('POST', '/prompt', async (c) => {
    logs.info('got prompt');
    const answer = engine.submit(asKeyed(await body.json(c)));
    if (answer.status !== 200) logs.warning('invalid prompt');
    return jsonAnswer(answer.body, answer.status);
  });
}
