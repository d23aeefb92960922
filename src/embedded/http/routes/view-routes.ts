import path from 'node:path';
import type { Context } from 'hono';
import { isFile, readFileIfThere } from '../../world/files';
import { resolveInside } from '../../world/safe-path';
import { splitAnnotatedName, toFolderType } from '../annotated-name';
import { bytesAnswer, emptyAnswer } from '../answers';
import { fileAnswer } from '../file-answer';
import { encodeAlphaOnly, encodePreviewImage, encodeWithoutAlpha } from '../image-variants';
import { guessMimeType, isDangerousType } from '../mime-types';
import type { AddRoute } from '../route-table';
import type { ServerContext } from '../server-context';

/** GET `/view`. Source: ComfyUI `server.py` view_image. */
export function addViewRoutes(add: AddRoute, context: ServerContext): void {
  add('GET', '/view', async (c) => {
    const located = locate(c, context);
    if (typeof located === 'number') return emptyAnswer(located);
    const name = toHeaderText(path.basename(located));
    const preview = c.req.query('preview');
    const channel = c.req.query('channel') ?? (preview === undefined ? 'rgba' : '');
    const bytes = readFileIfThere(located);
    if (bytes === undefined) return emptyAnswer(404);
    const disposition = { 'Content-Disposition': `filename="${name}"` };
    if (preview === undefined && channel !== 'rgb' && channel !== 'a') {
      return fileAnswer(c, located, fileHeaders(c, name, context.profile.servesDangerousTypesInline));
    }
    const image =
      preview !== undefined
        ? await encodePreviewImage(bytes, preview, channel)
        : await (channel === 'rgb' ? encodeWithoutAlpha(bytes) : encodeAlphaOnly(bytes));
    return bytesAnswer(image.bytes, { ...disposition, 'Content-Type': image.mimeType });
  });
}

/** The file asked for, or the status of the refusal. */
function locate(c: Context, { world }: ServerContext): string | number {
  const asked = c.req.query('filename');
  if (asked === undefined) return 404;
  const annotated = splitAnnotatedName(asked);
  const name = annotated.name;
  if (name === '' || name.startsWith('/') || name.includes('..')) return 400;
  const type = annotated.type ?? toFolderType(c.req.query('type') ?? 'output');
  if (type === undefined) return 400;
  const folder = resolveInside(world.folder(type), c.req.query('subfolder') ?? '');
  if (folder === undefined) return 403;
  const file = path.join(folder, path.basename(name));
  return isFile(file) ? file : 404;
}

/** Headers carry bytes: the real server writes UTF-8 there, so each byte becomes one character. */
function toHeaderText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function fileHeaders(c: Context, name: string, isInline: boolean): Record<string, string> {
  const mimeType = guessMimeType(name);
  const shown = { 'Content-Disposition': `filename="${name}"`, 'Content-Type': mimeType };
  if (isInline) return shown;
  const safe = { 'X-Content-Type-Options': 'nosniff' };
  if (!isDangerousType(mimeType)) return { ...safe, ...shown };
  const guarded = { ...safe, Vary: 'Sec-Fetch-Dest', 'Cache-Control': 'no-store' };
  if (mimeType === 'image/svg+xml' && c.req.header('sec-fetch-dest') === 'image') return { ...guarded, ...shown };
  return { ...guarded, 'Content-Disposition': `attachment; filename="${name}"`, 'Content-Type': 'application/octet-stream' };
}
