import type { Comment } from '../sound/flac';

const SEGMENT = 0x18538067;

/**
 * Appends tags to a WebM or Matroska file whose single segment reaches to the end of the file and has a size of eight bytes, as ffmpeg writes it;
 * other files stay as they are. Source: RFC 9559 (Matroska), RFC 8794 (EBML).
 */
export function withMatroskaTags(bytes: Uint8Array, comments: readonly Comment[]): Uint8Array {
  const segment = findSegment(bytes);
  if (segment === undefined) return bytes;
  const tags = tagsElement(comments);
  const whole = Buffer.concat([bytes, tags]);
  whole.set(sizeOf8(bytes.length - segment.dataAt + tags.length), segment.sizeAt);
  return new Uint8Array(whole);
}

/** All comments as one tag of the whole file. */
export function tagsElement(comments: readonly Comment[]): Uint8Array {
  const simple = comments.map(({ keyword, text }) => {
    return element(0x67c8, element(0x45a3, Buffer.from(keyword.toUpperCase())), element(0x4487, Buffer.from(text)));
  });
  return element(0x1254c367, element(0x7373, element(0x63c0), ...simple));
}

/** An EBML element: id, size, content. */
export function element(id: number, ...content: readonly Uint8Array[]): Uint8Array {
  const size = content.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Buffer.from(id.toString(16), 'hex'), sizeOf8(size), ...content]);
}

/** A size in the eight-byte form, which is always allowed. */
function sizeOf8(size: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(0x0100000000000000n | BigInt(size));
  return bytes;
}

function findSegment(bytes: Uint8Array): { sizeAt: number; dataAt: number } | undefined {
  for (let at = 0; at + 12 <= bytes.length;) {
    const idLength = Math.clz32(bytes[at] ?? 0) - 23;
    const sizeAt = at + idLength;
    const sizeLength = Math.clz32(bytes[sizeAt] ?? 0) - 23;
    if (idLength > 4 || sizeLength > 8) return undefined;
    const id = bytes.subarray(at, sizeAt).reduce((value, byte) => value * 256 + byte, 0);
    if (id === SEGMENT) return sizeLength === 8 ? { sizeAt, dataAt: sizeAt + 8 } : undefined;
    const mask = 0xff >> sizeLength;
    const size = bytes.subarray(sizeAt + 1, sizeAt + sizeLength).reduce((value, byte) => value * 256 + byte, (bytes[sizeAt] ?? 0) & mask);
    at = sizeAt + sizeLength + size;
  }
  return undefined;
}
