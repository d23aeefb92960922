import fs from 'node:fs';
import path from 'node:path';
import { parseExactJson } from '@/lib/exact-json';
import { isFile, readFileIfThere, writeFileDeep } from '../../world/files';
import { resolveInside } from '../../world/safe-path';
import { splitAnnotatedName, toFolderType } from '../annotated-name';
import { emptyAnswer, jsonAnswer } from '../answers';
import { asObject } from '../body';
import { maskPng } from '../mask-png';
import type { AddRoute } from '../route-table';
import type { ServerContext } from '../server-context';

/** POST `/upload/image` and `/upload/mask`. Source: ComfyUI `server.py` image_upload. */
export function addUploadRoutes(add: AddRoute, context: ServerContext): void {
  add('POST', '/upload/image', async (c) => {
    const form = await context.body.form(c);
    return storeUpload(form, context, (file, bytes) => Promise.resolve(writeFileDeep(file, bytes)));
  });
  add('POST', '/upload/mask', async (c) => {
    const form = await context.body.form(c);
    return storeUpload(form, context, async (file, bytes) => {
      const original = locateOriginal(form, context);
      if (original !== undefined) writeFileDeep(file, await maskPng(fs.readFileSync(original), bytes));
    });
  });
}

type Save = (file: string, bytes: Uint8Array) => Promise<void>;

async function storeUpload(form: FormData, { world }: ServerContext, save: Save): Promise<Response> {
  const typeName = textField(form, 'type') ?? 'input';
  const type = toFolderType(typeName);
  if (type === undefined) throw new TypeError(`unknown upload type ${typeName}`);
  const image = form.get('image');
  if (!(image instanceof File)) {
    if (image !== null && image !== '') throw new TypeError('image is a text field');
    return emptyAnswer(400);
  }
  if (image.name === '') return emptyAnswer(400);
  const subfolder = textField(form, 'subfolder') ?? '';
  const folder = path.resolve(world.folder(type), path.normalize(subfolder));
  const file = resolveInside(world.folder(type), path.resolve(folder, image.name));
  if (file === undefined) return emptyAnswer(400);
  const bytes = new Uint8Array(await image.arrayBuffer());
  const isOverwriting = ['true', '1'].includes(textField(form, 'overwrite') ?? '');
  const target = isOverwriting ? { name: image.name, isThere: false } : findFreeName(folder, image.name, bytes);
  if (!target.isThere) await save(path.resolve(folder, target.name), bytes);
  return jsonAnswer({ name: target.name, subfolder, type });
}

/** The first of `name`, `name (1)`, `name (2)` … that is free, or that already holds these bytes. */
function findFreeName(folder: string, name: string, bytes: Uint8Array): { name: string; isThere: boolean } {
  const ending = path.extname(name);
  const stem = name.slice(0, name.length - ending.length);
  for (let n = 0; ; n++) {
    const candidate = n === 0 ? name : `${stem} (${n})${ending}`;
    const existing = readFileIfThere(path.resolve(folder, candidate));
    if (existing === undefined) return { name: candidate, isThere: false };
    if (existing.equals(bytes)) return { name: candidate, isThere: true };
  }
}

/** The picture a mask belongs to; undefined (and then nothing is written) when the reference is refused or names no file. */
function locateOriginal(form: FormData, { world }: ServerContext): string | undefined {
  const reference = asObject(parseExactJson(textField(form, 'original_ref') ?? ''));
  const fileName = reference['filename'];
  if (typeof fileName !== 'string') throw new TypeError('original_ref has no filename');
  const { name, type: annotatedType } = splitAnnotatedName(fileName);
  const typeName = typeof reference['type'] === 'string' ? reference['type'] : 'output';
  const subfolder = typeof reference['subfolder'] === 'string' ? reference['subfolder'] : '';
  const type = annotatedType ?? toFolderType(typeName);
  if (name === '' || name.startsWith('/') || name.includes('..') || type === undefined) return undefined;
  const folder = resolveInside(world.folder(type), subfolder);
  const file = folder === undefined ? undefined : path.join(folder, name);
  return file !== undefined && isFile(file) ? file : undefined;
}

function textField(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === 'string' ? value : undefined;
}
