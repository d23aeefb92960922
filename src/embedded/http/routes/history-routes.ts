import { emptyAnswer, jsonAnswer } from '../answers';
import { asKeyed, isTruthy, toStringList } from '../body';
import type { AddRoute } from '../route-table';
import type { ServerContext } from '../server-context';

/** `/history` and `/history/{id}`. Source: ComfyUI `server.py` get_history, post_history. */
export function addHistoryRoutes(add: AddRoute, { engine, body, profile }: ServerContext): void {
  add('GET', '/history', (c) => {
    const maxItems = toInteger(c.req.query('max_items'));
    const offset = toInteger(c.req.query('offset'));
    return jsonAnswer(engine.history({ ...(maxItems !== undefined && { maxItems }), ...(offset !== undefined && { offset }) }));
  });
  add('GET', '/history/:id', (c) => {
    const id = c.req.param('id') ?? '';
    const entry = engine.historyEntry(id);
    if (entry === undefined) return jsonAnswer(profile.unknownHistoryIsAll ? engine.history({ offset: 0 }) : {});
    return jsonAnswer({ [id]: entry });
  });
  add('POST', '/history', async (c) => {
    const request = asKeyed(await body.json(c));
    if (isTruthy(request['clear'])) engine.clearHistory();
    if ('delete' in request) engine.deleteHistory(toStringList(request['delete']));
    return emptyAnswer();
  });
}

/** Python's `int(text)`; what it refuses throws, which becomes a 500. */
function toInteger(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw new TypeError(`not an integer: ${text}`);
  return Number(text);
}
