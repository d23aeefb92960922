import fs from 'node:fs';
import path from 'node:path';
import type { Context } from 'hono';
import { parseExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject } from '@/lib/json';
import { isFile } from '../../world/files';
import { findModelFile, listModelFiles, type ModelFile } from '../../world/model-files';
import { findModelFolder, MODEL_FOLDERS } from '../../world/model-folders';
import { resolveInside } from '../../world/safe-path';
import { bytesAnswer, emptyAnswer, jsonAnswer } from '../answers';
import { encodeWebp } from '../image-variants';
import type { AddRoute } from '../route-table';
import type { ServerContext } from '../server-context';

/** Folders that `/experiment/models` leaves out. */
const HIDDEN_FOLDERS = new Set(['configs', 'custom_nodes']);
const PREVIEW_ENDINGS = ['.png', '.jpg', '.jpeg', '.webp', '.gif'];
const MAX_HEADER_BYTES = 1024 * 1024;

/** `/models`, `/embeddings`, `/view_metadata` and `/experiment/models`. Source: ComfyUI `server.py`, `app/model_manager.py`. */
export function addModelRoutes(add: AddRoute, { world }: ServerContext): void {
  const { dataDir } = world;
  add('GET', '/models', () => jsonAnswer(world.modelFolders()));
  add('GET', '/models/:folder', (c) => {
    const folder = param(c, 'folder');
    return findModelFolder(folder) === undefined ? emptyAnswer(404) : jsonAnswer(world.models(folder));
  });
  add('GET', '/embeddings', () =>
    jsonAnswer(world.models('embeddings').map((name) => name.slice(0, name.length - path.extname(name).length))),
  );
  add('GET', '/view_metadata/:folder', (c) => {
    const name = c.req.query('filename') ?? '';
    const file = name.endsWith('.safetensors') ? findModelFile(dataDir, param(c, 'folder'), name) : undefined;
    const metadata = file === undefined ? undefined : readSafetensorsHeader(file)?.['__metadata__'];
    return metadata === undefined ? emptyAnswer(404) : jsonAnswer(metadata);
  });
  add('GET', '/experiment/models', () => jsonAnswer(listFolders(dataDir)));
  add('GET', '/experiment/models/:folder', (c) => {
    const models = HIDDEN_FOLDERS.has(param(c, 'folder')) ? undefined : listModelFiles(dataDir, param(c, 'folder'));
    return models === undefined ? emptyAnswer(404) : jsonAnswer(models.map(describeModel));
  });
  add('GET', '/experiment/models/preview/:folder/:index/:name{.+}', async (c) => {
    const file = findPreview(dataDir, c);
    return file === undefined ? emptyAnswer(404) : bytesAnswer(await encodeWebp(fs.readFileSync(file)), { 'Content-Type': 'image/webp' });
  });
}

function param(c: Context, name: string): string {
  return c.req.param(name) ?? '';
}

function listFolders(dataDir: string): object[] {
  return MODEL_FOLDERS.filter((folder) => !HIDDEN_FOLDERS.has(folder.name)).map((folder) => ({
    name: folder.name,
    folders: folder.paths.map((relative) => path.join(dataDir, relative)),
    extensions: folder.extensions,
  }));
}

function describeModel(model: ModelFile): object {
  const [modified, created] = [model.modifiedAtMs / 1000, model.createdAtMs / 1000];
  return { name: model.name, pathIndex: model.pathIndex, modified, created, size: model.sizeBytes };
}

/** The JSON at the head of a `.safetensors` file (u64 little-endian length first); undefined when there is none or it is larger than 1 MiB. */
function readSafetensorsHeader(file: string): JsonObject | undefined {
  const bytes = fs.readFileSync(file);
  if (bytes.length < 8) return undefined;
  const length = Number(bytes.readBigUInt64LE());
  if (length > MAX_HEADER_BYTES || length > bytes.length - 8) return undefined;
  const header = parseExactJson(bytes.toString('utf8', 8, 8 + length));
  return isJsonObject(header) ? header : undefined;
}

/** The picture beside a model: `name.png` or `name.preview.png` and the like. */
function findPreview(dataDir: string, c: Context): string | undefined {
  const folder = findModelFolder(param(c, 'folder'))?.paths[Number(param(c, 'index'))];
  const model = folder === undefined ? undefined : resolveInside(path.join(dataDir, folder), param(c, 'name'));
  if (model === undefined) return undefined;
  const stem = model.slice(0, model.length - path.extname(model).length);
  return PREVIEW_ENDINGS.flatMap((ending) => [stem + ending, `${stem}.preview${ending}`]).find(isFile);
}
