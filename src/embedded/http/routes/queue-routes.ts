import type { Context } from 'hono';
import { isJsonObject, type JsonObject } from '@/lib/json';
import { emptyAnswer, jsonAnswer } from '../answers';
import { asKeyed, isTruthy, toStringList } from '../body';
import type { AddRoute } from '../route-table';
import type { ServerContext } from '../server-context';

/** `/queue`, `/interrupt` and `/free`. Source: ComfyUI `server.py`. */
export function addQueueRoutes(add: AddRoute, { engine, body, logs }: ServerContext): void {
  add('GET', '/queue', () => jsonAnswer(engine.queue()));
  add('POST', '/queue', async (c) => {
    const request = asKeyed(await body.json(c));
    if (isTruthy(request['clear'])) engine.clearPending();
    if ('delete' in request) engine.deletePending(toStringList(request['delete']));
    return emptyAnswer();
  });
  add('POST', '/interrupt', async (c) => {
    const promptId = (await readOptional(body.json(c), c))['prompt_id'];
    logs.info('interrupt requested');
    if (!isTruthy(promptId)) engine.interrupt();
    else if (typeof promptId === 'string') engine.interrupt(promptId);
    return emptyAnswer();
  });
  add('POST', '/free', async (c) => {
    const request = await body.json(c);
    if (!isJsonObject(request)) throw new TypeError('the body is no object');
    engine.free({ unloadModels: isTruthy(request['unload_models']), freeMemory: isTruthy(request['free_memory']) });
    return emptyAnswer();
  });
}

/** A body that cannot be read counts as `{}`; one that is no object is an error. */
async function readOptional(json: Promise<unknown>, c: Context): Promise<JsonObject> {
  const value = await json.catch((error: unknown) => {
    if (c.req.header('content-length') === undefined && !(error instanceof Error)) throw error;
    return {};
  });
  if (!isJsonObject(value)) throw new TypeError('the body is no object');
  return value;
}
