import { hasMark, latin1, viewOf } from './bytes';
import type { FileKind } from './sniff';

/** `truncated`: a part says it is longer than the file; `broken`: no part stands where one must. */
export type Damage = 'truncated' | 'broken';

/**
 * Whether a media file is cut short or broken, by the lengths its outer parts claim. Asked only when nothing could be read from it, to
 * say why; pictures and sound themselves are not judged. Kinds without a check here (their readers say it themselves) give null.
 */
export function findDamage(bytes: Uint8Array, kind: FileKind): Damage | null {
  switch (kind) {
    case 'jpeg':
      return checkJpeg(bytes);
    case 'avif':
    case 'mp4':
      return checkBoxes(bytes, kind === 'avif' ? ['meta', 'mdat'] : ['moov']);
    case 'matroska':
      return checkMatroska(bytes);
    case 'flac':
      return checkFlac(bytes);
    case 'ogg':
      return checkOgg(bytes);
    case 'mp3':
      return checkMp3(bytes);
    case 'webp':
      return viewOf(bytes).getUint32(4, true) + 8 > bytes.length ? 'truncated' : null;
    default:
      return null;
  }
}

/** Segments of `FF`, kind, u16 length, up to the picture data; then an end mark must follow somewhere. */
function checkJpeg(bytes: Uint8Array): Damage | null {
  const view = viewOf(bytes);
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return 'broken';
    const kind = bytes[at + 1] ?? 0;
    if (kind === 0xff) {
      at++;
      continue;
    }
    if (kind === 0xd9) return null;
    if (kind === 0xda) return latin1(bytes.subarray(at)).includes('\xff\xd9') ? null : 'truncated';
    at += 2 + view.getUint16(at + 2);
  }
  return 'truncated';
}

/** Boxes of u32 length and four letters; length 1 means that 64 bits follow, 0 that the box goes to the end. A needed one may be the last. */
function checkBoxes(bytes: Uint8Array, needed: readonly string[]): Damage | null {
  const view = viewOf(bytes);
  const missing = new Set(needed);
  for (let at = 0; at < bytes.length;) {
    if (at + 8 > bytes.length) return 'truncated';
    const short = view.getUint32(at);
    if (!/^[\x20-\x7e\xa9]{4}$/.test(latin1(bytes.subarray(at + 4, at + 8)))) return 'broken';
    if (short === 1 && at + 16 > bytes.length) return 'truncated';
    const length = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? bytes.length - at : short;
    if (length < 8) return 'broken';
    if (at + length > bytes.length) return 'truncated';
    missing.delete(latin1(bytes.subarray(at + 4, at + 8)));
    at += length;
  }
  return missing.size === 0 ? null : 'truncated';
}

/** The EBML header, then a segment whose length may be unknown (all ones). */
function checkMatroska(bytes: Uint8Array): Damage | null {
  const header = readVint(bytes, 4);
  if (header === null) return bytes.length < 5 ? 'truncated' : 'broken';
  const segment = 4 + header.size + header.value;
  if (segment + 5 > bytes.length) return 'truncated';
  if (!hasMark(bytes, '\x18\x53\x80\x67', segment)) return 'broken';
  const length = readVint(bytes, segment + 4);
  if (length === null) return segment + 12 > bytes.length ? 'truncated' : 'broken';
  const isUnknown = length.value === 2 ** (7 * length.size) - 1;
  return !isUnknown && segment + 4 + length.size + length.value > bytes.length ? 'truncated' : null;
}

/** EBML's number: the zeros before the first one tell how many bytes follow. */
function readVint(bytes: Uint8Array, at: number): { readonly value: number; readonly size: number } | null {
  const first = bytes[at] ?? 0;
  const size = Math.clz32(first) - 23;
  if (first === 0 || at + size > bytes.length) return null;
  let value = first - 2 ** (8 - size);
  for (let index = 1; index < size; index++) value = value * 256 + (bytes[at + index] ?? 0);
  return { value, size };
}

/** Metadata blocks of kind, u24 length, the first of kind 0, the last marked. */
function checkFlac(bytes: Uint8Array): Damage | null {
  const view = viewOf(bytes);
  for (let at = 4; ;) {
    if (at + 4 > bytes.length) return 'truncated';
    const head = view.getUint32(at);
    const kind = (head >>> 24) & 0x7f;
    if (kind === 0x7f || (at === 4) !== (kind === 0)) return 'broken';
    at += 4 + (head & 0xffffff);
    if (at > bytes.length) return 'truncated';
    if (head >>> 31 === 1) return null;
  }
}

/** Pages of `OggS`, 22 bytes, u8 count, that many lengths, data. */
function checkOgg(bytes: Uint8Array): Damage | null {
  for (let at = 0; at < bytes.length;) {
    if (at + 27 > bytes.length) return 'truncated';
    if (!hasMark(bytes, 'OggS', at)) return 'broken';
    const count = bytes[at + 26] ?? 0;
    const lengths = bytes.subarray(at + 27, at + 27 + count);
    at += 27 + count + lengths.reduce((sum, length) => sum + length, 0);
    if (lengths.length < count || at > bytes.length) return 'truncated';
  }
  return null;
}

/** `ID3`, version, flags, four bytes of seven bits each. A file without it carries no texts. */
function checkMp3(bytes: Uint8Array): Damage | null {
  if (!hasMark(bytes, 'ID3')) return null;
  if (bytes.length < 10) return 'truncated';
  const size = bytes.subarray(6, 10);
  if (size.some((byte) => byte > 127)) return 'broken';
  return 10 + size.reduce((sum, byte) => sum * 128 + byte, 0) > bytes.length ? 'truncated' : null;
}
