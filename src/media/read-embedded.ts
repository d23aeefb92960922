import { ProtocolError } from '@/lib/errors';
import { readPngText } from './png';
import { readWebpText } from './webp';

/** What kind of file the bytes are, by their first bytes and never by a name. */
export type FileKind =
  'png' | 'webp' | 'jpeg' | 'gif' | 'avif' | 'mp4' | 'matroska' | 'flac' | 'ogg' | 'mp3' | 'glb' | 'svg' | 'text' | 'binary';

/** Texts ComfyUI and other tools leave in a file; JSON as text, unparsed. */
export interface EmbeddedTexts {
  readonly workflow?: string;
  readonly prompt?: string;
  /** The settings line of another program (A1111). */
  readonly parameters?: string;
}

/** File kinds whose texts can be read here. */
export function hasReadableTexts(kind: FileKind): boolean {
  return kind === 'png' || kind === 'webp';
}

/**
 * Reads the embedded texts of a file whose kind `hasReadableTexts`; others give none. The keywords are matched without case; of texts with
 * the same keyword the first counts.
 * @throws ProtocolError from the container reader when the file is broken.
 */
export async function readEmbedded(bytes: Uint8Array, kind: FileKind = sniffFileKind(bytes)): Promise<EmbeddedTexts> {
  if (kind === 'png') return pick(await readPngText(bytes));
  return kind === 'webp' ? pick(readWebpText(bytes)) : {};
}

function pick(texts: readonly { readonly keyword: string; readonly text: string }[]): EmbeddedTexts {
  const find = (keyword: string): string | undefined => texts.find((text) => text.keyword.toLowerCase() === keyword)?.text;
  const [workflow, prompt, parameters] = [find('workflow'), find('prompt'), find('parameters')];
  return {
    ...(workflow === undefined ? {} : { workflow }),
    ...(prompt === undefined ? {} : { prompt }),
    ...(parameters === undefined ? {} : { parameters }),
  };
}

/** Offset and bytes (as Latin-1 text) that mark a kind; the first row that fits counts. */
const SIGNATURES: readonly (readonly [FileKind, number, string])[] = [
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['webp', 8, 'WEBP'],
  ['jpeg', 0, '\xff\xd8\xff'],
  ['gif', 0, 'GIF8'],
  ['avif', 4, 'ftypavi'],
  ['mp4', 4, 'ftyp'],
  ['matroska', 0, '\x1a\x45\xdf\xa3'],
  ['flac', 0, 'fLaC'],
  ['ogg', 0, 'OggS'],
  ['mp3', 0, 'ID3'],
  ['mp3', 0, '\xff\xfb'],
  ['glb', 0, 'glTF'],
];

/** Recognises a file by its first bytes. Anything without NUL bytes near the start counts as text. */
export function sniffFileKind(bytes: Uint8Array): FileKind {
  const head = Array.from(bytes.subarray(0, 512), (byte) => String.fromCharCode(byte)).join('');
  const found = SIGNATURES.find(([, offset, mark]) => head.startsWith(mark, offset));
  if (found !== undefined) return found[0];
  const isUtf16 = head.startsWith('\xff\xfe') || head.startsWith('\xfe\xff');
  if (head.includes('\0') && !isUtf16) return 'binary';
  return /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/.test(head) ? 'svg' : 'text';
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
