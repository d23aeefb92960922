import type { Comment } from '../sound/flac';

/** A box by its place in the file. */
export interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Adds texts to an MP4 whose index stands behind its data (as the clips here do): `moov/udta/meta` with `keys` and `ilst`, the form
 * that ffmpeg writes with `use_metadata_tags` and ComfyUI therefore has. A file with its index in front stays as it is: its offsets would break.
 * Source: ISO/IEC 14496-12; QuickTime File Format, "Metadata".
 */
export function withMp4Metadata(bytes: Uint8Array, comments: readonly Comment[]): Uint8Array {
  const boxes = boxesOf(bytes, 0, bytes.length);
  const moov = boxes.find((box) => box.type === 'moov');
  if (moov === undefined || boxes.some((box) => box.type === 'mdat' && box.start > moov.start)) return bytes;
  const kept = boxesOf(bytes, moov.start + 8, moov.end).filter((child) => child.type !== 'udta');
  const children = kept.map((child) => bytes.subarray(child.start, child.end));
  const rest = boxes.filter((box) => box !== moov).map((box) => bytes.subarray(box.start, box.end));
  return new Uint8Array(Buffer.concat([...rest, box('moov', ...children, commentsBox(comments))]));
}

/** A box: u32 size, four characters, content. */
export function box(type: string, ...content: readonly Uint8Array[]): Uint8Array {
  const size = content.reduce((sum, part) => sum + part.length, 8);
  return Buffer.concat([uint32(size), Buffer.from(type, 'latin1'), ...content]);
}

/** Big-endian u32. */
export function uint32(...values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, index * 4);
  return bytes;
}

/** `udta` with all comments. */
export function commentsBox(comments: readonly Comment[]): Uint8Array {
  return box('udta', metadataBox(comments));
}

function metadataBox(comments: readonly Comment[]): Uint8Array {
  const handler = box('hdlr', uint32(0, 0), Buffer.from('mdta'), uint32(0, 0, 0), Buffer.alloc(1));
  const keys = box('keys', uint32(0, comments.length), ...comments.map(({ keyword }) => box('mdta', Buffer.from(keyword))));
  const values = comments.map(({ text }, index) => {
    const data = box('data', uint32(1, 0), Buffer.from(text));
    return Buffer.concat([uint32(data.length + 8, index + 1), data]);
  });
  return box('meta', uint32(0), handler, keys, box('ilst', ...values));
}

/** The boxes between two offsets; stops at the first that does not fit. */
export function boxesOf(bytes: Uint8Array, from: number, to: number): Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to;) {
    const small = view.getUint32(at);
    const size = small === 1 && at + 16 <= to ? Number(view.getBigUint64(at + 8)) : small === 0 ? to - at : small;
    if (size < 8 || at + size > to) return boxes;
    boxes.push({ type: Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1'), start: at, end: at + size });
    at += size;
  }
  return boxes;
}
