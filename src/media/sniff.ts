import { ProtocolError } from '@/lib/errors';
import { hasMark, latin1, viewOf } from './bytes';

/** What kind of file the bytes are, by their first bytes and never by a name. `avif` stands for HEIF pictures too, `mp4` for MOV and M4V, `matroska` for WebM. */
export type FileKind =
  | 'png'
  | 'webp'
  | 'jpeg'
  | 'gif'
  | 'avif'
  | 'mp4'
  | 'matroska'
  | 'flac'
  | 'ogg'
  | 'mp3'
  | 'glb'
  | 'svg'
  | 'safetensors'
  | 'text'
  | 'binary';

/** This many bytes from the start tell what a file is. */
export const SNIFF_BYTES = 512;

/** Offset and bytes (as Latin-1 text) that mark a kind; the first row that fits counts. */
const SIGNATURES: readonly (readonly [FileKind, number, string])[] = [
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['webp', 8, 'WEBP'],
  ['jpeg', 0, '\xff\xd8\xff'],
  ['gif', 0, 'GIF8'],
  ['avif', 4, 'ftypavi'],
  ['avif', 4, 'ftypmif1'],
  ['avif', 4, 'ftypmsf1'],
  ['avif', 4, 'ftyphei'],
  ['avif', 4, 'ftyphev'],
  ['mp4', 4, 'ftyp'],
  ['mp4', 4, 'moov'],
  ['mp4', 4, 'wide'],
  ['mp4', 4, 'mdat'],
  ['matroska', 0, '\x1a\x45\xdf\xa3'],
  ['flac', 0, 'fLaC'],
  ['ogg', 0, 'OggS'],
  ['mp3', 0, 'ID3'],
  ['mp3', 0, '\xff\xfb'],
  ['mp3', 0, '\xff\xf3'],
  ['mp3', 0, '\xff\xf2'],
  ['glb', 0, 'glTF'],
];

/** Recognises a file by its first bytes. Anything without NUL bytes near the start counts as text. */
export function sniffFileKind(bytes: Uint8Array): FileKind {
  const head = latin1(bytes.subarray(0, SNIFF_BYTES));
  const found = SIGNATURES.find(([, offset, mark]) => head.startsWith(mark, offset));
  if (found !== undefined) return found[0];
  if (safetensorsHeaderBytes(bytes) !== null) return 'safetensors';
  const isUtf16 = head.startsWith('\xff\xfe') || head.startsWith('\xfe\xff');
  if (head.includes('\0') && !isUtf16) return 'binary';
  return /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/.test(head) ? 'svg' : 'text';
}

/** The format itself allows no longer header. */
const MAX_SAFETENSORS_HEADER_BYTES = 100_000_000;

/**
 * Length of the JSON header of a safetensors file (`.latent` too), behind the eight bytes that say so; null when these bytes begin no such
 * file. Layout: u64 little-endian length, JSON that begins with a brace, tensors.
 */
export function safetensorsHeaderBytes(bytes: Uint8Array): number | null {
  if (bytes.length < 9 || !hasMark(bytes, '{', 8)) return null;
  const view = viewOf(bytes);
  const length = view.getUint32(0, true);
  return view.getUint32(4, true) === 0 && length > 0 && length <= MAX_SAFETENSORS_HEADER_BYTES ? length : null;
}

/**
 * How much of a file from its start is needed to read its texts: of safetensors and GLB files, which may have many gigabytes, only the
 * header; of all others everything.
 * @param head at least `SNIFF_BYTES`, or the whole file.
 */
export function bytesNeeded(head: Uint8Array, sizeBytes: number): number {
  const kind = sniffFileKind(head);
  if (kind === 'safetensors') return Math.min(sizeBytes, 8 + (safetensorsHeaderBytes(head) ?? 0));
  if (kind === 'glb' && head.length >= 20) return Math.min(sizeBytes, 20 + viewOf(head).getUint32(12, true));
  return sizeBytes;
}

/** Decodes a text file: UTF-8 or UTF-16 by its byte order mark, else UTF-8. @throws ProtocolError `text-encoding`. */
export function decodeTextFile(bytes: Uint8Array): string {
  const [first, second] = [bytes[0], bytes[1]];
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ProtocolError('text-encoding', 'not text', { cause: error });
  }
}
