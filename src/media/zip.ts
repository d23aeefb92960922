import { crc32 } from './png';

/** One file of an archive. */
export interface ZipEntry {
  /** Its path in the archive, `/` between folders. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Sizes and offsets are 32 bits wide. */
export const MAX_ZIP_BYTES = 0xfffffffe;

const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
/** Names are UTF-8. */
const UTF8_FLAG = 0x0800;
/** 1980-01-01: the format's first day stands for "not told". */
const NO_DATE = 0x0021;

/**
 * Packs files into a ZIP, stored as they are: pictures and videos are compressed already. Source: APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.16.
 * Parts are to be handed to a `Blob` one after the other; entries are not copied. At most 65,535 files.
 * @throws RangeError when the archive would be larger than `MAX_ZIP_BYTES`.
 */
export function toZipParts(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer>[] {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const head = { name: new TextEncoder().encode(name), crc: crc32(bytes), size: bytes.length };
    const local = writeHeader(head, null);
    parts.push(local, bytes);
    directory.push(writeHeader(head, offset));
    offset += local.length + bytes.length;
    if (offset > MAX_ZIP_BYTES) throw new RangeError('the archive is larger than a ZIP can be');
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  return [...parts, ...directory, writeEnd(entries.length, size, offset)];
}

interface Head {
  readonly name: Uint8Array;
  readonly crc: number;
  readonly size: number;
}

/** The header before a file's bytes, or with its offset the one in the directory. */
function writeHeader({ name, crc, size }: Head, offset: number | null): Uint8Array<ArrayBuffer> {
  const fixed = offset === null ? LOCAL_BYTES : CENTRAL_BYTES;
  const bytes = new Uint8Array(fixed + name.length);
  const view = new DataView(bytes.buffer);
  const shift = offset === null ? 4 : 6;
  view.setUint32(0, offset === null ? 0x04034b50 : 0x02014b50, true);
  if (offset !== null) view.setUint16(4, 20, true);
  view.setUint16(shift, 20, true);
  view.setUint16(shift + 2, UTF8_FLAG, true);
  view.setUint16(shift + 8, NO_DATE, true);
  view.setUint32(shift + 10, crc, true);
  view.setUint32(shift + 14, size, true);
  view.setUint32(shift + 18, size, true);
  view.setUint16(shift + 22, name.length, true);
  if (offset !== null) view.setUint32(42, offset, true);
  bytes.set(name, fixed);
  return bytes;
}

function writeEnd(count: number, size: number, offset: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(END_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return bytes;
}
