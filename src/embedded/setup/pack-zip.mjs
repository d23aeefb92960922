// Writes a zip archive: deflated files with the same date, so that the same files give the same bytes.
import { crc32, deflateRawSync } from 'node:zlib';

/** 1 January 1980, the first day of the format. */
const DATE = 0x0021;
const DEFLATED = 8;
const VERSION = 20;
const UTF8_NAMES = 0x0800;

/**
 * @param {readonly { readonly name: string, readonly bytes: Uint8Array }[]} files with `/` between folders.
 * @returns {Buffer}
 */
export function packZip(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const packed = deflateRawSync(bytes, { level: 9 });
    const label = Buffer.from(name, 'utf8');
    const facts = describe(bytes, packed, label);
    const local = Buffer.concat([uint32(0x04034b50), uint16(VERSION), facts, uint16(0), label, packed]);
    directory.push(Buffer.concat([uint32(0x02014b50), uint16(VERSION), uint16(VERSION), facts, Buffer.alloc(12), uint32(offset), label]));
    parts.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const count = uint16(files.length);
  const end = Buffer.concat([uint32(0x06054b50), uint32(0), count, count, uint32(index.length), uint32(offset), uint16(0)]);
  return Buffer.concat([...parts, index, end]);
}

/** What both the file and its line in the index say of it, from the flags to the length of its name. */
function describe(bytes, packed, label) {
  return Buffer.concat([
    uint16(UTF8_NAMES),
    uint16(DEFLATED),
    uint16(0),
    uint16(DATE),
    uint32(crc32(bytes)),
    uint32(packed.length),
    uint32(bytes.length),
    uint16(label.length),
  ]);
}

function uint16(value) {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

function uint32(value) {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}
