import { ProtocolError } from '@/lib/errors';
import { decodeText, latin1, viewOf } from './bytes';

/** One text inside a PNG: a keyword such as `prompt` or `workflow`, and what stands under it. */
export interface PngText {
  readonly keyword: string;
  readonly text: string;
  /** How it is stored. `comf` is ComfyUI's private chunk in animated PNGs; absent when writing means `tEXt`, or `iTXt` where Latin-1 does not suffice. */
  readonly chunk?: 'tEXt' | 'zTXt' | 'iTXt' | 'comf';
}

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10] as const;
const CHUNK_OVERHEAD_BYTES = 12;
/** Texts that unpack to more than this, one or all together, are refused: a few kB can unpack to gigabytes. */
const MAX_TEXT_BYTES = 64 * 1024 * 1024;

/**
 * Reads every text of a PNG in file order: tEXt, zTXt, iTXt, and ComfyUI's `comf`.
 * tEXt is read as UTF-8 where it is valid UTF-8 (several tools write that), else as Latin-1 as the standard says. Checksums are not verified.
 * Source: PNG standard 11.3.3; ComfyUI `nodes.py` SaveImage, `comfy_api/latest/_ui.py` for `comf`.
 * @throws ProtocolError `png-signature`, `png-truncated`, `png-header`, `png-text` (broken compressed text), `png-text-size`.
 */
export async function readPngText(bytes: Uint8Array): Promise<readonly PngText[]> {
  const texts: PngText[] = [];
  let size = 0;
  for (const chunk of chunksOf(bytes)) {
    const text = await readTextChunk(chunk);
    if (text === undefined) continue;
    size += text.text.length;
    if (size > MAX_TEXT_BYTES) throw new ProtocolError('png-text-size', 'texts are too large');
    texts.push(text);
  }
  return texts;
}

/** Whether a PNG carries EXIF data (chunk `eXIf`). @throws ProtocolError as `chunksOf`. */
export function hasPngExif(bytes: Uint8Array): boolean {
  return chunksOf(bytes).some((chunk) => chunk.type === 'eXIf');
}

/**
 * Reads width and height in pixels; needs only the first 24 bytes.
 * @throws ProtocolError `png-signature`, `png-truncated`, `png-header`.
 */
export function readPngSize(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  requireSignature(bytes);
  if (bytes.length < SIGNATURE.length + 16) throw new ProtocolError('png-truncated', 'PNG ends inside its header');
  const view = viewOf(bytes);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  if (latin1(bytes.subarray(12, 16)) !== 'IHDR' || width === 0 || height === 0)
    throw new ProtocolError('png-header', 'PNG has no valid header');
  return { width, height };
}

/**
 * Returns a new PNG that carries the given texts in place of those with the same keywords; everything else is kept as it is.
 * Texts stand before the picture data, `comf` chunks after it, as ComfyUI places them. Text outside Latin-1 is stored as iTXt (UTF-8).
 * @throws ProtocolError as `readPngText`; `png-keyword` for a keyword that is empty, longer than 79 bytes or not Latin-1.
 */
export function writePngText(bytes: Uint8Array, texts: readonly PngText[]): Uint8Array {
  const replaced = new Set(texts.map((text) => text.keyword));
  const kept = chunksOf(bytes).filter((chunk) => !isTextChunk(chunk.type) || !replaced.has(keywordOf(chunk.data)));
  const early = texts.filter((text) => text.chunk !== 'comf').map(toChunk);
  const late = texts.filter((text) => text.chunk === 'comf').map(toChunk);
  const firstData = kept.findIndex((chunk) => chunk.type === 'IDAT');
  const end = kept.findIndex((chunk) => chunk.type === 'IEND');
  const split = firstData < 0 ? 1 : firstData;
  const last = end < 0 ? kept.length : end;
  return joinPngChunks([...kept.slice(0, split), ...early, ...kept.slice(split, last), ...late, ...kept.slice(last)]);
}

/**
 * Splits a PNG into its chunks; data are views on `bytes`, not copies. Bytes after IEND are ignored.
 * @throws ProtocolError `png-signature`, `png-truncated`, `png-header`.
 */
export function chunksOf(bytes: Uint8Array): readonly Chunk[] {
  readPngSize(bytes);
  const view = viewOf(bytes);
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at < bytes.length;) {
    if (at + CHUNK_OVERHEAD_BYTES > bytes.length) throw new ProtocolError('png-truncated', 'PNG ends between two chunks');
    const length = view.getUint32(at);
    const type = latin1(bytes.subarray(at + 4, at + 8));
    const start = at + 8;
    if (start + length + 4 > bytes.length) throw new ProtocolError('png-truncated', `PNG ends inside chunk ${type}`);
    chunks.push({ type, data: bytes.subarray(start, start + length) });
    if (type === 'IEND') return chunks;
    at = start + length + 4;
  }
  throw new ProtocolError('png-truncated', 'PNG has no end');
}

/** Writes signature and chunks, with lengths and checksums. The counterpart of `chunksOf`. */
export function joinPngChunks(chunks: readonly Chunk[]): Uint8Array {
  const size = chunks.reduce<number>((sum, chunk) => sum + chunk.data.length + CHUNK_OVERHEAD_BYTES, SIGNATURE.length);
  const bytes = new Uint8Array(size);
  const view = viewOf(bytes);
  bytes.set(SIGNATURE);
  let at: number = SIGNATURE.length;
  for (const { type, data } of chunks) {
    view.setUint32(at, data.length);
    bytes.set(latin1Bytes(type), at + 4);
    bytes.set(data, at + 8);
    view.setUint32(at + 8 + data.length, crc32(bytes.subarray(at + 4, at + 8 + data.length)));
    at += data.length + CHUNK_OVERHEAD_BYTES;
  }
  return bytes;
}

function requireSignature(bytes: Uint8Array): void {
  if (SIGNATURE.some((byte, index) => bytes[index] !== byte)) throw new ProtocolError('png-signature', 'not a PNG');
}

async function readTextChunk({ type, data }: Chunk): Promise<PngText | undefined> {
  if (!isTextChunk(type)) return undefined;
  const end = data.indexOf(0);
  if (end < 0) throw new ProtocolError('png-text', `chunk ${type} has no keyword`);
  const keyword = latin1(data.subarray(0, end));
  const rest = data.subarray(end + 1);
  if (type === 'zTXt') return { keyword, text: decodeText(await inflate(rest.subarray(1))), chunk: 'zTXt' };
  if (type === 'iTXt') return { keyword, text: await readInternationalText(rest), chunk: 'iTXt' };
  return { keyword, text: decodeText(rest), chunk: type === 'comf' ? 'comf' : 'tEXt' };
}

/** Layout after the keyword: compressed flag, method, language, 0, translated keyword, 0, UTF-8 text. */
async function readInternationalText(rest: Uint8Array): Promise<string> {
  const languageEnd = rest.indexOf(0, 2);
  const keywordEnd = languageEnd < 0 ? -1 : rest.indexOf(0, languageEnd + 1);
  if (keywordEnd < 0) throw new ProtocolError('png-text', 'chunk iTXt is incomplete');
  const body = rest.subarray(keywordEnd + 1);
  return new TextDecoder().decode(rest[0] === 1 ? await inflate(body) : body);
}

function isTextChunk(type: string): boolean {
  return type === 'tEXt' || type === 'zTXt' || type === 'iTXt' || type === 'comf';
}

function keywordOf(data: Uint8Array): string {
  const end = data.indexOf(0);
  return latin1(data.subarray(0, end < 0 ? 0 : end));
}

function toChunk({ keyword, text, chunk }: PngText): Chunk {
  if (keyword === '' || keyword.length > 79 || !isLatin1(keyword)) throw new ProtocolError('png-keyword', `unusable keyword "${keyword}"`);
  if (chunk === 'zTXt') throw new ProtocolError('png-keyword', 'compressed text is not written');
  const head = latin1Bytes(keyword);
  if (chunk !== 'iTXt' && isLatin1(text)) return { type: chunk ?? 'tEXt', data: join(head, [0], latin1Bytes(text)) };
  const utf8 = new TextEncoder().encode(text);
  if (chunk === 'comf') return { type: 'comf', data: join(head, [0], utf8) };
  return { type: 'iTXt', data: join(head, [0, 0, 0, 0, 0], utf8) };
}

/** Unpacks zlib data with the platform's own decoder, which browsers and Node share. */
async function inflate(data: Uint8Array): Promise<Uint8Array> {
  const packed = new Blob([Uint8Array.from(data)]).stream().pipeThrough(new DecompressionStream('deflate'));
  const reader = packed.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length;
      if (size > MAX_TEXT_BYTES) throw new ProtocolError('png-text-size', 'compressed text is too large');
      parts.push(part.value);
    }
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    throw new ProtocolError('png-text', 'compressed text cannot be unpacked', { cause: error });
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return join(...parts);
}

function isLatin1(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 255) return false;
  return true;
}

function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function join(...parts: readonly ArrayLike<number>[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 as PNG and ZIP use it. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
