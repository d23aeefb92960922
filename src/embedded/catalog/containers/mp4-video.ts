import type { Comment } from '../sound/flac';
import type { FrameSequence } from './frames';
import { box, commentsBox, uint32 } from './mp4';

const TICKS_PER_SECOND = 90_000;
const MATRIX = uint32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/** Writes an MP4 file of AV1 key frames, index behind the data. Source: ISO/IEC 14496-12, and the AV1 binding to it. */
export function writeMp4(sequence: FrameSequence & { readonly config: Uint8Array }, comments: readonly Comment[]): Uint8Array {
  const head = box('ftyp', Buffer.from('isom'), uint32(512), Buffer.from('isomav01iso2mp41'));
  const data = box('mdat', ...sequence.frames);
  const ticks = Math.round(TICKS_PER_SECOND / sequence.framesPerSecond);
  const duration = ticks * sequence.frames.length;
  const movie = box(
    'mvhd',
    uint32(0, 0, 0, TICKS_PER_SECOND, duration, 0x10000),
    uint16(0x100, 0),
    uint32(0, 0),
    MATRIX,
    uint32(0, 0, 0, 0, 0, 0, 2),
  );
  const media = box('mdia', mediaHeader(duration), handler(), mediaInformation(sequence, { ticks, offset: head.length + 8 }));
  const track = box('trak', trackHeader(sequence, duration), media);
  return new Uint8Array(Buffer.concat([head, data, box('moov', movie, track, commentsBox(comments))]));
}

function trackHeader({ width, height }: FrameSequence, duration: number): Uint8Array {
  return box('tkhd', uint32(7, 0, 0, 1, 0, duration, 0, 0), uint16(0, 0, 0, 0), MATRIX, uint32(width << 16, height << 16));
}

function mediaHeader(duration: number): Uint8Array {
  return box('mdhd', uint32(0, 0, 0, TICKS_PER_SECOND, duration), uint16(0x55c4, 0));
}

function handler(): Uint8Array {
  return box('hdlr', uint32(0, 0), Buffer.from('vide'), uint32(0, 0, 0), Buffer.from('video\0'));
}

function mediaInformation(
  sequence: FrameSequence & { readonly config: Uint8Array },
  { ticks, offset }: { ticks: number; offset: number },
): Uint8Array {
  const { frames } = sequence;
  const table = box(
    'stbl',
    box('stsd', uint32(0, 1), sampleEntry(sequence)),
    box('stts', uint32(0, 1, frames.length, ticks)),
    box('stsc', uint32(0, 1, 1, frames.length, 1)),
    box('stsz', uint32(0, 0, frames.length, ...frames.map((frame) => frame.length))),
    box('stco', uint32(0, 1, offset)),
  );
  const reference = box('dinf', box('dref', uint32(0, 1), box('url ', uint32(1))));
  return box('minf', box('vmhd', uint32(1, 0, 0)), reference, table);
}

function sampleEntry({ width, height, config }: FrameSequence & { readonly config: Uint8Array }): Uint8Array {
  const resolution = uint32(0x480000, 0x480000, 0);
  return box(
    'av01',
    uint32(0),
    uint16(0, 1, 0, 0),
    uint32(0, 0, 0),
    uint16(width, height),
    resolution,
    uint16(1),
    Buffer.alloc(32),
    uint16(24, 0xffff),
    config,
  );
}

function uint16(...values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, index * 2);
  return bytes;
}
