import { ProtocolError } from '@/lib/errors';
import { readTiffTexts } from './tiff';

/** One text of a WebP: `prompt`, `workflow`… and what stands behind the colon. */
export interface WebpText {
  readonly keyword: string;
  readonly text: string;
}

/**
 * Reads the texts ComfyUI leaves in a WebP's EXIF chunk: entries `prompt:{…}`, `workflow:{…}` of the first directory, whatever their tag.
 * Source: ComfyUI `comfy_api/latest/_ui.py` (Make and Model entries). Texts without a keyword are left out.
 * @throws ProtocolError `webp-signature`, `webp-truncated`, `tiff-header`, `tiff-truncated`.
 */
export function readWebpText(bytes: Uint8Array): readonly WebpText[] {
  const exif = findChunk(bytes, 'EXIF');
  if (exif === null) return [];
  return readTiffTexts(exif).flatMap((entry) => {
    const colon = entry.indexOf(':');
    const keyword = entry.slice(0, Math.max(0, colon));
    return /^\w{1,40}$/.test(keyword) ? [{ keyword, text: entry.slice(colon + 1) }] : [];
  });
}

const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

/** Data of the first chunk of a type; chunks are padded to even length. */
function findChunk(bytes: Uint8Array, type: string): Uint8Array | null {
  if (textAt(bytes, 0) !== 'RIFF' || textAt(bytes, 8) !== 'WEBP') throw new ProtocolError('webp-signature', 'not a WebP');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = HEADER_BYTES; at + CHUNK_HEADER_BYTES <= bytes.length;) {
    const length = view.getUint32(at + 4, true);
    const start = at + CHUNK_HEADER_BYTES;
    if (start + length > bytes.length) throw new ProtocolError('webp-truncated', 'WebP ends inside a chunk');
    if (textAt(bytes, at) === type) return bytes.subarray(start, start + length);
    at = start + length + (length % 2);
  }
  return null;
}

function textAt(bytes: Uint8Array, at: number): string {
  return Array.from(bytes.subarray(at, at + 4), (byte) => String.fromCharCode(byte)).join('');
}
