import { element, tagsElement } from './matroska';
import type { FrameSequence } from './frames';
import type { Comment } from '../sound/flac';

/** A cluster may span at most this long: block times in it are signed 16-bit milliseconds. */
const CLUSTER_MS = 5000;

/** Writes a WebM (or Matroska) file of VP8 key frames. Source: RFC 9559, and the WebM container guidelines. */
export function writeWebm(sequence: FrameSequence, comments: readonly Comment[], docType: 'webm' | 'matroska' = 'webm'): Uint8Array {
  const { frames, width, height, framesPerSecond } = sequence;
  const head = element(
    0x1a45dfa3,
    element(0x4286, number(1)),
    element(0x42f7, number(1)),
    element(0x42f2, number(4)),
    element(0x42f3, number(8)),
    element(0x4282, Buffer.from(docType)),
    element(0x4287, number(4)),
    element(0x4285, number(2)),
  );
  const info = element(
    0x1549a966,
    element(0x2ad7b1, number(1_000_000)),
    element(0x4489, float((frames.length * 1000) / framesPerSecond)),
    element(0x4d80, Buffer.from('comfydeck')),
    element(0x5741, Buffer.from('comfydeck')),
  );
  const track = element(
    0xae,
    element(0xd7, number(1)),
    element(0x73c5, number(1)),
    element(0x83, number(1)),
    element(0x86, Buffer.from('V_VP8')),
    element(0x23e383, number(Math.round(1e9 / framesPerSecond))),
    element(0xe0, element(0xb0, number(width)), element(0xba, number(height))),
  );
  const segment = element(0x18538067, info, element(0x1654ae6b, track), tagsElement(comments), ...clusters(frames, 1000 / framesPerSecond));
  return new Uint8Array(Buffer.concat([head, segment]));
}

function clusters(frames: readonly Uint8Array[], frameMs: number): Uint8Array[] {
  const perCluster = Math.max(1, Math.floor(CLUSTER_MS / frameMs));
  return Array.from({ length: Math.ceil(frames.length / perCluster) }, (_, cluster) => {
    const start = cluster * perCluster;
    const startMs = Math.round(start * frameMs);
    const blocks = frames.slice(start, start + perCluster).map((frame, index) => {
      const offset = Math.round((start + index) * frameMs) - startMs;
      return element(0xa3, Buffer.from([0x81, offset >> 8, offset & 255, 0x80]), frame);
    });
    return element(0x1f43b675, element(0xe7, number(startMs)), ...blocks);
  });
}

function number(value: number): Uint8Array {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(Math.ceil(hex.length / 2) * 2, '0'), 'hex');
}

function float(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}
