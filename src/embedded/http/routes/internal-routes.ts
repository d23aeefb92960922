import fs from 'node:fs';
import path from 'node:path';
import { isFile } from '../../world/files';
import { MODEL_FOLDERS } from '../../world/model-folders';
import { toFolderType } from '../annotated-name';
import { emptyAnswer, jsonAnswer } from '../answers';
import { asObject, isTruthy } from '../body';
import type { AddRoute } from '../route-table';
import type { ServerContext } from '../server-context';

/** `/internal/*`, never under `/api`. Source: ComfyUI `api_server/routes/internal/internal_routes.py`. */
export function addInternalRoutes(add: AddRoute, { world, logs, logSubscribers, body }: ServerContext): void {
  add(
    'GET',
    '/internal/logs',
    () =>
      jsonAnswer(
        logs
          .entries()
          .map((entry) => `${entry.t} - ${entry.m}`)
          .join(''),
      ),
    'plain',
  );
  add('GET', '/internal/logs/raw', () => jsonAnswer({ entries: logs.entries(), size: logs.size() }), 'plain');
  add(
    'PATCH',
    '/internal/logs/subscribe',
    async (c) => {
      const { clientId, enabled } = asObject(await body.json(c));
      if (typeof clientId !== 'string' || enabled === undefined) throw new TypeError('clientId or enabled is missing');
      if (isTruthy(enabled)) logSubscribers.add(clientId);
      else logSubscribers.delete(clientId);
      return emptyAnswer();
    },
    'plain',
  );
  add('GET', '/internal/folder_paths', () => jsonAnswer(folderPaths(world.dataDir)), 'plain');
  add(
    'GET',
    '/internal/files/:type',
    (c) => {
      const type = toFolderType(c.req.param('type') ?? '');
      if (type === undefined) return jsonAnswer({ error: 'Invalid directory type' }, 400);
      return jsonAnswer(newestFirst(world.folder(type)).map((name) => `${name} [${type}]`));
    },
    'plain',
  );
}

function folderPaths(dataDir: string): object {
  return Object.fromEntries(MODEL_FOLDERS.map((folder) => [folder.name, folder.paths.map((relative) => path.join(dataDir, relative))]));
}

/** Plain files directly in a folder, newest first; names that begin with a dot are passed over. */
function newestFirst(folder: string): string[] {
  const names = fs.readdirSync(folder).filter((name) => !name.startsWith('.') && isFile(path.join(folder, name)));
  const ages = new Map(names.map((name) => [name, fs.statSync(path.join(folder, name)).mtimeMs]));
  return names.sort((a, b) => (ages.get(b) ?? 0) - (ages.get(a) ?? 0));
}
