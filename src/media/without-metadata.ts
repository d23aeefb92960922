import { viewOf } from './bytes';
import { chunksOf, joinPngChunks } from './png';
import { sniffFileKind } from './sniff';

/** Chunks that tell of how a PNG was made; all others stay. */
const PNG_METADATA: ReadonlySet<string> = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'comf', 'tIME']);
const WEBP_METADATA: ReadonlySet<string> = new Set(['EXIF', 'XMP ']);
const WEBP_EXIF_AND_XMP_FLAGS = 0x0c;

/**
 * The same picture without prompt, workflow, EXIF and XMP; pixels are not touched. Null for kinds whose metadata cannot be taken out
 * here (videos, sounds, 3D). Pure.
 * @throws ProtocolError for a broken PNG.
 */
export function withoutMetadata(bytes: Uint8Array): Uint8Array | null {
  switch (sniffFileKind(bytes)) {
    case 'png':
      return joinPngChunks(chunksOf(bytes).filter(({ type }) => !PNG_METADATA.has(type)));
    case 'webp':
      return withoutWebpChunks(bytes);
    case 'jpeg':
      return withoutJpegSegments(bytes);
    case 'gif':
      return bytes;
    default:
      return null;
  }
}

function withoutWebpChunks(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [];
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true);
    const end = Math.min(bytes.length, at + 8 + length + (length % 2));
    const type = String.fromCharCode(...bytes.subarray(at, at + 4));
    if (!WEBP_METADATA.has(type)) kept.push(bytes.slice(at, end));
    const [header] = kept;
    if (type === 'VP8X' && header !== undefined) header[8] = (header[8] ?? 0) & ~WEBP_EXIF_AND_XMP_FLAGS;
    at = end;
  }
  const joined = join([bytes.slice(0, 12), ...kept]);
  viewOf(joined).setUint32(4, joined.length - 8, true);
  return joined;
}

/** Segments APP1 (EXIF, XMP), APP13 and comments go; colour profiles stay. */
function withoutJpegSegments(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda) {
    const marker = bytes[at + 1] ?? 0;
    const end = at + 2 + view.getUint16(at + 2);
    if (marker !== 0xe1 && marker !== 0xed && marker !== 0xfe) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return join([...kept, bytes.subarray(at)]);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
