import type { Comment } from '../sound/flac';

/** Puts an ID3v2.4 tag with one user text per comment before an MP3; an older tag is dropped. Source: the ID3v2.4 structure document. */
export function withId3(bytes: Uint8Array, comments: readonly Comment[]): Uint8Array {
  const frames = Buffer.concat(comments.map(({ keyword, text }) => userText(keyword, text)));
  const head = Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, ...syncSafe(frames.length)]);
  return new Uint8Array(Buffer.concat([head, frames, bytes.subarray(tagSize(bytes))]));
}

/** TXXX: encoding 3 (UTF-8), description, 0, text. */
function userText(keyword: string, text: string): Uint8Array {
  const body = Buffer.from(`\u0003${keyword}\0${text}`);
  return Buffer.concat([Buffer.from('TXXX'), Buffer.from(syncSafe(body.length)), Buffer.alloc(2), body]);
}

/** Four bytes of seven bits each. */
function syncSafe(value: number): number[] {
  return [21, 14, 7, 0].map((shift) => (value >> shift) & 127);
}

function tagSize(bytes: Uint8Array): number {
  if (bytes[0] !== 0x49 || bytes[1] !== 0x44 || bytes[2] !== 0x33) return 0;
  return 10 + [6, 7, 8, 9].reduce((size, at) => (size << 7) | ((bytes[at] ?? 0) & 127), 0);
}
