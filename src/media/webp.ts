import { ProtocolError } from '@/lib/errors';
import { hasMark, viewOf } from './bytes';
import { splitKeyword, type NamedText } from './named-text';
import { readTiffTexts } from './tiff';

/**
 * Reads the texts ComfyUI leaves in a WebP's EXIF chunk: entries `prompt:{…}`, `workflow:{…}` of the first directory, whatever their tag.
 * Source: ComfyUI `comfy_api/latest/_ui.py` (Make and Model entries). Texts without a keyword are left out.
 * @throws ProtocolError `webp-signature`, `webp-truncated`, `tiff-header`, `tiff-truncated`.
 */
export function readWebpText(bytes: Uint8Array): readonly NamedText[] {
  const exif = findWebpExif(bytes);
  if (exif === null) return [];
  return readTiffTexts(exif).flatMap((entry) => splitKeyword(entry) ?? []);
}

/** The EXIF data of a WebP, a TIFF block; null where it has none. @throws ProtocolError `webp-signature`, `webp-truncated`. */
export function findWebpExif(bytes: Uint8Array): Uint8Array | null {
  return findChunk(bytes, 'EXIF');
}

const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

/** Data of the first chunk of a type; chunks are padded to even length. */
function findChunk(bytes: Uint8Array, type: string): Uint8Array | null {
  if (!hasMark(bytes, 'RIFF') || !hasMark(bytes, 'WEBP', 8)) throw new ProtocolError('webp-signature', 'not a WebP');
  const view = viewOf(bytes);
  for (let at = HEADER_BYTES; at + CHUNK_HEADER_BYTES <= bytes.length;) {
    const length = view.getUint32(at + 4, true);
    const start = at + CHUNK_HEADER_BYTES;
    if (start + length > bytes.length) throw new ProtocolError('webp-truncated', 'WebP ends inside a chunk');
    if (hasMark(bytes, type, at)) return bytes.subarray(start, start + length);
    at = start + length + (length % 2);
  }
  return null;
}
