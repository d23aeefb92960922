import { vorbisComment, type Comment } from '../sound/flac';

const PAGE_SEGMENTS = 255;

interface Page {
  readonly head: Uint8Array;
  readonly segments: Uint8Array;
  readonly body: Uint8Array;
}

/**
 * Replaces the comment packet of an Ogg Opus file whose comments fill whole pages of their own, as encoders write them; other files stay as they are.
 * Source: RFC 3533 (pages), RFC 7845 (Opus in Ogg).
 */
export function withOpusTags(bytes: Uint8Array, comments: readonly Comment[]): Uint8Array {
  const pages = pagesOf(bytes);
  const first = pages.findIndex((page) => new TextDecoder().decode(page.body.subarray(0, 8)) === 'OpusTags');
  const last = pages.findIndex((page, index) => index >= first && (page.segments.at(-1) ?? 255) < 255);
  const [start, end] = [pages[first], pages[last]];
  if (start === undefined || end === undefined) return bytes;
  const packet = Buffer.concat([Buffer.from('OpusTags'), vorbisComment(comments)]);
  const all = [...pages.slice(0, first), ...paginate(packet, start.head), ...pages.slice(last + 1)];
  return new Uint8Array(Buffer.concat(all.map(writePage)));
}

function pagesOf(bytes: Uint8Array): Page[] {
  const pages: Page[] = [];
  for (let at = 0; at + 27 <= bytes.length && bytes[at] === 0x4f;) {
    const count = bytes[at + 26] ?? 0;
    const segments = bytes.subarray(at + 27, at + 27 + count);
    const start = at + 27 + count;
    const size = segments.reduce((sum, length) => sum + length, 0);
    pages.push({ head: bytes.subarray(at, at + 26), segments, body: bytes.subarray(start, start + size) });
    at = start + size;
  }
  return pages;
}

/** Cuts a packet into pages; every page but the first is marked as a continuation. */
function paginate(packet: Uint8Array, head: Uint8Array): Page[] {
  const lacing = Uint8Array.from([...Array.from({ length: Math.floor(packet.length / 255) }, () => 255), packet.length % 255]);
  const pages: Page[] = [];
  for (let at = 0, offset = 0; at < lacing.length; at += PAGE_SEGMENTS) {
    const segments = lacing.subarray(at, at + PAGE_SEGMENTS);
    const size = segments.reduce((sum, length) => sum + length, 0);
    const ownHead = head.slice();
    ownHead[5] = at === 0 ? 0 : 1;
    pages.push({ head: ownHead, segments, body: packet.subarray(offset, offset + size) });
    offset += size;
  }
  return pages;
}

/** Numbers and checksums are written anew: the pages behind the comments move up or down. */
function writePage(page: Page, index: number): Uint8Array {
  const bytes = Buffer.concat([page.head, Uint8Array.of(page.segments.length), page.segments, page.body]);
  bytes.writeUInt32LE(index, 18);
  bytes.writeUInt32LE(0, 22);
  bytes.writeUInt32LE(oggCrc(bytes), 22);
  return bytes;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc >>> 0;
});

function oggCrc(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) ^ (CRC_TABLE[(crc >>> 24) ^ byte] ?? 0)) >>> 0;
  return crc;
}
