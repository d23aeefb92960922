import type { Sound } from '../values';

/** A comment such as `prompt` and its text. */
export interface Comment {
  readonly keyword: string;
  readonly text: string;
}

const BLOCK_SAMPLES = 4096;
const BITS = 16;

/**
 * Encodes sound as FLAC, 16 bits. Silent and constant stretches take a few bytes; everything else is stored as it is,
 * which every player reads though it saves no room. Source: RFC 9639.
 */
export function encodeFlac(sound: Sound, comments: readonly Comment[]): Uint8Array {
  const samples = sound.channels[0]?.length ?? 0;
  const pcm = sound.channels.map((channel) => Int16Array.from(channel, (value) => Math.max(-1, Math.min(1, value)) * 32767));
  const parts: Uint8Array[] = [ascii('fLaC'), block(0, streamInfo(sound, samples)), block(0x84, vorbisComment(comments))];
  for (let start = 0, index = 0; start < samples; start += BLOCK_SAMPLES, index++) {
    const channels = pcm.map((channel) => channel.subarray(start, start + BLOCK_SAMPLES));
    parts.push(frame(channels, index, sound.sampleRate));
  }
  return new Uint8Array(Buffer.concat(parts));
}

function block(type: number, data: Uint8Array): Uint8Array {
  return Uint8Array.from([type, data.length >> 16, (data.length >> 8) & 255, data.length & 255, ...data]);
}

function streamInfo({ sampleRate, channels }: Sound, samples: number): Uint8Array {
  const bytes = new Uint8Array(34);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, BLOCK_SAMPLES);
  view.setUint16(2, BLOCK_SAMPLES);
  const packed = (BigInt(sampleRate) << 44n) | (BigInt(channels.length - 1) << 41n) | (BigInt(BITS - 1) << 36n) | BigInt(samples);
  view.setBigUint64(10, packed);
  return bytes;
}

/** Vorbis comments as FLAC, Ogg and Opus share them: lengths are little-endian. */
export function vorbisComment(comments: readonly Comment[]): Uint8Array {
  const texts = [ascii('comfydeck'), ...comments.map(({ keyword, text }) => new TextEncoder().encode(`${keyword}=${text}`))];
  const parts = texts.flatMap((text, index) => (index === 0 ? [sized(text), uint32(comments.length)] : [sized(text)]));
  return new Uint8Array(Buffer.concat(parts));
}

function sized(data: Uint8Array): Uint8Array {
  return Buffer.concat([uint32(data.length), data]);
}

function uint32(value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(value).buffer);
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** One frame: header with its checksum, one subframe per channel, checksum of all. */
function frame(channels: readonly Int16Array[], index: number, sampleRate: number): Uint8Array {
  const count = channels[0]?.length ?? 0;
  const rate = rateInHeader(sampleRate);
  const fields = [0xff, 0xf8, 0x70 | rate.code, ((channels.length - 1) << 4) | 0x08, ...codedNumber(index)];
  const header = [...fields, (count - 1) >> 8, (count - 1) & 255, ...rate.bytes];
  const body = Buffer.concat([Uint8Array.from([...header, crc8(header)]), ...channels.map(subframe)]);
  const check = crc16(body);
  return Buffer.concat([body, Uint8Array.of(check >> 8, check & 255)]);
}

/** Frame headers may leave the rate to the file's header, but Chromium then does not play; so it is stated wherever it can be. */
function rateInHeader(sampleRate: number): { code: number; bytes: readonly number[] } {
  if (sampleRate < 65_536) return { code: 13, bytes: [sampleRate >> 8, sampleRate & 255] };
  const tens = sampleRate / 10;
  return Number.isInteger(tens) && tens < 65_536 ? { code: 14, bytes: [tens >> 8, tens & 255] } : { code: 0, bytes: [] };
}

function subframe(samples: Int16Array): Uint8Array {
  const isConstant = samples.every((value) => value === samples[0]);
  const stored = isConstant ? samples.subarray(0, 1) : samples;
  const bytes = new Uint8Array(1 + stored.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, isConstant ? 0 : 2);
  for (const [index, value] of stored.entries()) view.setInt16(1 + index * 2, value);
  return bytes;
}

/** A number in the manner of UTF-8. */
function codedNumber(value: number): number[] {
  if (value < 0x80) return [value];
  const length = value < 0x800 ? 2 : value < 0x10000 ? 3 : value < 0x200000 ? 4 : 5;
  const tail = Array.from({ length: length - 1 }, (_, place) => 0x80 | ((value >> (6 * (length - 2 - place))) & 0x3f));
  return [((0xff00 >> length) & 0xff) | (value >> (6 * (length - 1))), ...tail];
}

function crc8(bytes: readonly number[]): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x80 ? (crc << 1) ^ 0x07 : crc << 1) & 0xff;
  }
  return crc;
}

const CRC16_TABLE = Uint16Array.from({ length: 256 }, (_, index) => {
  let crc = index << 8;
  for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x8005 : crc << 1) & 0xffff;
  return crc;
});

function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) ^ (CRC16_TABLE[(crc >> 8) ^ byte] ?? 0)) & 0xffff;
  return crc;
}
