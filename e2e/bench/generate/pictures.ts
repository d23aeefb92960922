import { crc32, deflateSync } from 'node:zlib';
import { createRandom } from './random';

export const PICTURE_COUNT = 16;
const SIDE_PX = 512;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Noise in the low bits keeps the files as large as photographs. */
const NOISE = 24;

/** Sixteen PNG pictures of 512×512: soft colours with grain. */
export function generatePictures(): readonly Buffer[] {
  return Array.from({ length: PICTURE_COUNT }, (_none, index) => encodePng(paint(index)));
}

function paint(index: number): Buffer {
  const random = createRandom(100 + index);
  const rows = Buffer.alloc(SIDE_PX * (1 + SIDE_PX * 3));
  const [red, green, blue] = [random() * 200, random() * 200, random() * 200];
  let at = 0;
  for (let y = 0; y < SIDE_PX; y++) {
    rows[at++] = 0;
    for (let x = 0; x < SIDE_PX; x++) {
      const wave = 28 * Math.sin((x + index * 40) / 60) + 28 * Math.cos(y / 47);
      const grain = random() * NOISE;
      for (const base of [red, green, blue]) rows[at++] = Math.max(0, Math.min(255, base + wave + grain));
    }
  }
  return rows;
}

function encodePng(rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE_PX, 0);
  header.writeUInt32BE(SIDE_PX, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 6 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8 + body.length);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), 4 + body.length);
  return frame;
}
