import { emptyAnswer, jsonAnswer } from '../answers';
import { asKeyed, asObject, isTruthy, toStringList } from '../body';
import type { AddRoute } from '../route-table';
import type { ServerContext } from '../server-context';

/** `/queue`, `/interrupt` and `/free`. Source: ComfyUI `server.py`. */
export function addQueueRoutes(add: AddRoute, { engine, body, logs, memory }: ServerContext): void {
  add('GET', '/queue', () => jsonAnswer(engine.queue()));
  add('POST', '/queue', async (c) => {
    const request = asKeyed(await body.json(c));
    if (isTruthy(request['clear'])) engine.clearPending();
    if ('delete' in request) engine.deletePending(toStringList(request['delete']));
    return emptyAnswer();
  });
  add('POST', '/interrupt', async (c) => {
    const promptId = asObject(await body.jsonOrEmpty(c))['prompt_id'];
    logs.info('interrupt requested');
    if (!isTruthy(promptId)) engine.interrupt();
    else if (typeof promptId === 'string') engine.interrupt(promptId);
    return emptyAnswer();
  });
  add('POST', '/free', async (c) => {
    const request = asObject(await body.json(c));
    const unloadModels = isTruthy(request['unload_models']);
    const freeMemory = isTruthy(request['free_memory']);
    engine.free({ unloadModels, freeMemory });
    if (unloadModels || freeMemory) memory.unload();
    return emptyAnswer();
  });
}
