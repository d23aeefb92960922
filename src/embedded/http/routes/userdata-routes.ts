import fs from 'node:fs';
import path from 'node:path';
import type { Context } from 'hono';
import { isFile, isFolder, listFilesBelow } from '../../world/files';
import { emptyAnswer, jsonAnswer, textAnswer } from '../answers';
import { fileAnswer } from '../file-answer';
import { guessMimeType } from '../mime-types';
import type { AddRoute } from '../route-table';
import type { ServerContext } from '../server-context';
import { locateUserFile, UnknownUserError, unquote } from '../users';

/** `/userdata` and `/v2/userdata`. An unknown user is 500, in v2 403. Source: ComfyUI `app/user_manager.py`. */
export function addUserdataRoutes(add: AddRoute, context: ServerContext): void {
  add('GET', '/userdata', (c) => listFolder(c, userRoot(c, context)));
  add('GET', '/v2/userdata', (c) => listTree(c, context));
  add('GET', '/userdata/:file', (c) => {
    const file = locateUserFile(userRoot(c, context), param(c, 'file'));
    if (file === undefined) return emptyAnswer(403);
    if (!fs.existsSync(file)) return emptyAnswer(404);
    const inline = context.profile.servesDangerousTypesInline
      ? {}
      : { 'X-Content-Type-Options': 'nosniff', 'Content-Disposition': 'attachment' };
    return fileAnswer(c, file, { ...inline, 'Content-Type': guessMimeType(file) });
  });
  add('POST', '/userdata/:file', (c) => writeUserFile(c, context));
  add('DELETE', '/userdata/:file', (c) => {
    const file = locateUserFile(userRoot(c, context), param(c, 'file'));
    if (file === undefined) return emptyAnswer(403);
    if (!fs.existsSync(file)) return emptyAnswer(404);
    fs.unlinkSync(file);
    return emptyAnswer(204);
  });
  add('POST', '/userdata/:file/move/:dest', (c) => moveUserFile(c, userRoot(c, context)));
}

function userRoot(c: Context, { users }: ServerContext): string {
  return users.rootFor(c.req.header('comfy-user'));
}

function param(c: Context, name: string): string {
  return c.req.param(name) ?? '';
}

function isOn(c: Context, name: string): boolean {
  return c.req.query(name)?.toLowerCase() === 'true';
}

function listFolder(c: Context, root: string): Response {
  const asked = c.req.query('dir') ?? '';
  if (asked === '') return textAnswer('Directory not provided', 400);
  const folder = locateUserFile(root, asked);
  if (folder === undefined) return textAnswer('Invalid directory', 403);
  if (!fs.existsSync(folder)) return textAnswer('Directory not found', 404);
  // The real server lists by a glob pattern, which passes over names that begin with a dot.
  const visible = isFolder(folder) ? listFilesBelow(folder).filter((name) => !/(?:^|\/)\./.test(name)) : [];
  const names = isOn(c, 'recurse') ? visible : visible.filter((name) => !name.includes('/'));
  if (isOn(c, 'full_info')) return jsonAnswer(names.map((name) => describeFile(path.join(folder, name), name)));
  return jsonAnswer(isOn(c, 'split') ? names.map((name) => [name, ...name.split('/')]) : names);
}

/** `{path, size, modified, created}`, times in whole ms. */
function describeFile(file: string, shownPath: string): object {
  const stat = fs.statSync(file);
  return { path: shownPath, size: stat.size, modified: Math.trunc(stat.mtimeMs), created: Math.trunc(stat.ctimeMs) };
}

async function writeUserFile(c: Context, context: ServerContext): Promise<Response> {
  const root = userRoot(c, context);
  const file = locateUserFile(root, param(c, 'file'));
  if (file === undefined) return emptyAnswer(403);
  if (c.req.query('overwrite') === 'false' && fs.existsSync(file)) return textAnswer('File already exists', 409);
  const bytes = await context.body.bytes(c);
  if (isFolder(file)) return emptyAnswer(400);
  fs.writeFileSync(file, bytes);
  return answerWritten(c, root, file);
}

function moveUserFile(c: Context, root: string): Response {
  const source = locateUserFile(root, param(c, 'file'));
  if (source === undefined) return emptyAnswer(403);
  if (!fs.existsSync(source)) return emptyAnswer(404);
  const target = locateUserFile(root, param(c, 'dest'));
  if (target === undefined) return emptyAnswer(403);
  if (c.req.query('overwrite') === 'false' && fs.existsSync(target)) return textAnswer('File already exists', 409);
  fs.renameSync(source, target);
  return answerWritten(c, root, target);
}

function answerWritten(c: Context, root: string, file: string): Response {
  const shownPath = path.relative(root, file).split(path.sep).join('/');
  return jsonAnswer(isOn(c, 'full_info') ? describeFile(file, shownPath) : shownPath);
}

function listTree(c: Context, context: ServerContext): Response {
  const asked = unquote(c.req.query('path') ?? '');
  const root = rootOrRefusal(c, context);
  if (root instanceof Response) return root;
  const folder = locateUserFile(root, asked, true);
  if (folder === undefined) return textAnswer('Invalid path requested', 400);
  if (!fs.existsSync(folder)) return folder === root ? jsonAnswer([]) : textAnswer('Requested path not found', 404);
  if (isFile(folder)) return textAnswer('Requested path is not a directory', 400);
  const entries = fs.readdirSync(folder, { withFileTypes: true, recursive: true });
  const described = entries.map((entry) => describeEntry(root, path.join(entry.parentPath, entry.name), entry.isDirectory()));
  described.sort(
    (a, b) => Number(a.type === 'file') - Number(b.type === 'file') || compareText(a.name.toLowerCase(), b.name.toLowerCase()),
  );
  return jsonAnswer(described);
}

function rootOrRefusal(c: Context, context: ServerContext): string | Response {
  try {
    return userRoot(c, context);
  } catch (error) {
    if (error instanceof UnknownUserError) return textAnswer('Invalid user specified in request', 403);
    throw error;
  }
}

interface TreeEntry {
  readonly name: string;
  readonly path: string;
  readonly type: 'file' | 'directory';
  readonly size?: number;
  /** Seconds since 1970. */
  readonly modified?: number;
}

function describeEntry(root: string, file: string, isDirectory: boolean): TreeEntry {
  const shown = { name: path.basename(file), path: path.relative(root, file).split(path.sep).join('/') };
  if (isDirectory) return { ...shown, type: 'directory' };
  const stat = fs.statSync(file);
  return { ...shown, type: 'file', size: stat.size, modified: stat.mtimeMs / 1000 };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
