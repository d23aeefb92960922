import { jsonAnswer } from '../answers';
import type { AddRoute } from '../route-table';
import type { ServerContext } from '../server-context';

/** `/object_info` and `/object_info/{class}`; an unknown class is 200 `{}`. */
export function addObjectInfoRoutes(add: AddRoute, { engine }: ServerContext): void {
  add('GET', '/object_info', () => jsonAnswer(engine.objectInfo()));
  add('GET', '/object_info/:name', (c) => {
    const name = c.req.param('name') ?? '';
    const entry = Object.entries(engine.objectInfo()).find(([known]) => known === name);
    return jsonAnswer(entry === undefined ? {} : { [name]: entry[1] });
  });
}
