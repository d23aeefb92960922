import { ProtocolError } from '@/lib/errors';
import { hasMark, viewOf } from './bytes';
import { chunksOf } from './png';
import { sniffFileKind } from './sniff';
import { readTiffOrientation } from './tiff';
import { findWebpExif } from './webp';

/**
 * How a picture file must be turned to stand upright, by its EXIF data: 1 = as it is, 2…8 = mirrored or turned. Browsers and ComfyUI's
 * loaders turn it; ComfyUI's mask route does not. 1 for kinds that cannot say, and for broken files.
 */
export function readOrientation(bytes: Uint8Array): number {
  const exif = findExif(bytes);
  return exif === null ? 1 : readTiffOrientation(exif);
}

function findExif(bytes: Uint8Array): Uint8Array | null {
  try {
    switch (sniffFileKind(bytes)) {
      case 'jpeg':
        return findJpegExif(bytes);
      case 'webp':
        return findWebpExif(bytes);
      case 'png':
        return chunksOf(bytes).find(({ type }) => type === 'eXIf')?.data ?? null;
      default:
        return null;
    }
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

const SEGMENT_EXIF = 0xe1;
const SEGMENT_PICTURE = 0xda;

/** Segments: 0xFF, type, u16 length with itself, data; those before the picture data count. */
function findJpegExif(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const type = bytes[at + 1];
    const length = view.getUint16(at + 2);
    if (type === SEGMENT_PICTURE || length < 2) return null;
    if (type === SEGMENT_EXIF && hasMark(bytes, 'Exif\0\0', at + 4)) return bytes.subarray(at + 4, at + 2 + length);
    at += 2 + length;
  }
  return null;
}
