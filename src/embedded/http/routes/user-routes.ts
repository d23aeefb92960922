import { jsonAnswer } from '../answers';
import { asObject } from '../body';
import type { AddRoute } from '../route-table';
import type { ServerContext } from '../server-context';
import { UserNameError } from '../users';

/** GET and POST `/users`. Source: ComfyUI `app/user_manager.py`. */
export function addUserRoutes(add: AddRoute, { users, body }: ServerContext): void {
  add('GET', '/users', () =>
    jsonAnswer(users.isMulti ? { storage: 'server', users: users.all() } : { storage: 'server', migrated: users.hasDefaultFolder() }),
  );
  add('POST', '/users', async (c) => {
    const name = asObject(await body.json(c))['username'];
    if (typeof name !== 'string') throw new TypeError('username is missing');
    try {
      return jsonAnswer(users.add(name));
    } catch (error) {
      if (error instanceof UserNameError) return jsonAnswer({ error: error.message }, 400);
      throw error;
    }
  });
}
