import type { Context } from 'hono';
import path from 'node:path';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject } from '@/lib/json';
import { readFileIfThere, writeFileDeep } from '../../world/files';
import { emptyAnswer, HttpFailure, jsonAnswer } from '../answers';
import { asObject } from '../body';
import type { AddRoute } from '../route-table';
import type { ServerContext } from '../server-context';
import { UnknownUserError } from '../users';

/** `/settings` and `/settings/{id}`, kept in `comfy.settings.json` of the user. Source: ComfyUI `app/app_settings.py`. */
export function addSettingsRoutes(add: AddRoute, context: ServerContext): void {
  const { body } = context;
  add('GET', '/settings', (c) => jsonAnswer(readSettings(settingsFile(c, context))));
  add('GET', '/settings/:id', (c) => {
    const entry = Object.entries(readSettings(settingsFile(c, context))).find(([id]) => id === c.req.param('id'));
    return jsonAnswer(entry?.[1] ?? null);
  });
  // Reading before the body has arrived is the real server's order: of two requests at once the later one wins whole.
  add('POST', '/settings', async (c) => {
    const file = settingsFile(c, context);
    const settings = readSettings(file);
    writeSettings(file, { ...settings, ...asObject(await body.json(c)) });
    return emptyAnswer();
  });
  add('POST', '/settings/:id', async (c) => {
    const file = settingsFile(c, context);
    const settings = readSettings(file);
    writeSettings(file, { ...settings, [c.req.param('id') ?? '']: await body.json(c) });
    return emptyAnswer();
  });
}

function settingsFile(c: Context, { users }: ServerContext): string {
  try {
    return path.join(users.rootFor(c.req.header('comfy-user')), 'comfy.settings.json');
  } catch (error) {
    if (error instanceof UnknownUserError) throw new HttpFailure(401);
    throw error;
  }
}

/** A settings file that cannot be read counts as empty, as on the real server. */
function readSettings(file: string): JsonObject {
  const bytes = readFileIfThere(file);
  if (bytes === undefined) return {};
  try {
    const parsed = parseExactJson(bytes.toString('utf8'));
    return isJsonObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

function writeSettings(file: string, settings: JsonObject): void {
  writeFileDeep(file, stringifyExactJson(settings, 4));
}
