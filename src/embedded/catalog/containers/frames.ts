import { NodeFailure } from '../../engine/node-class';
import { toSharp } from '../pixels/codec';
import type { ImageBatch } from '../values';
import { boxesOf } from './mp4';

/** Encoded frames that each stand alone, and how to show them. */
export interface FrameSequence {
  readonly frames: readonly Uint8Array[];
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
}

/** Pictures as VP8 key frames: a lossy WebP is one such frame in a wrapper. Source: RFC 9649, section 2.5. */
export async function encodeVp8(images: ImageBatch, framesPerSecond: number, quality: number): Promise<FrameSequence> {
  const frames = await Promise.all(
    images.frames.map(async (frame) =>
      vp8Chunk(
        await toSharp(frame, 3)
          .webp({ quality: Math.max(1, quality), effort: 1 })
          .toBuffer(),
      ),
    ),
  );
  return { frames, width: images.width, height: images.height, framesPerSecond };
}

function vp8Chunk(webp: Buffer): Uint8Array {
  for (let at = 12; at + 8 <= webp.length;) {
    const size = webp.readUInt32LE(at + 4);
    if (webp.toString('latin1', at, at + 4) === 'VP8 ') return new Uint8Array(webp.subarray(at + 8, at + 8 + size));
    at += 8 + size + (size % 2);
  }
  throw new NodeFailure('RuntimeError', 'the picture could not be encoded as a video frame');
}

/** Pictures as AV1 key frames, with the decoder's settings (the `av1C` box): an AVIF is one such frame in a wrapper. Source: the AVIF specification. */
export async function encodeAv1(
  images: ImageBatch,
  framesPerSecond: number,
  quality: number,
): Promise<FrameSequence & { readonly config: Uint8Array }> {
  const files = await Promise.all(
    images.frames.map((frame) =>
      toSharp(frame, 3)
        .avif({ quality: Math.max(1, quality), effort: 0, chromaSubsampling: '4:2:0' })
        .toBuffer(),
    ),
  );
  const frames = files.map((file) => boxContent(file, 'mdat'));
  return { frames, config: settingsBox(files[0] ?? Buffer.alloc(0)), width: images.width, height: images.height, framesPerSecond };
}

function boxContent(file: Buffer, type: string): Uint8Array {
  const found = boxesOf(file, 0, file.length).find((box) => box.type === type);
  if (found === undefined) throw new NodeFailure('RuntimeError', 'the picture could not be encoded as a video frame');
  return new Uint8Array(file.subarray(found.start + 8, found.end));
}

function settingsBox(file: Buffer): Uint8Array {
  const meta = Buffer.from(boxContent(file, 'meta'));
  const at = meta.indexOf('av1C') - 4;
  return new Uint8Array(meta.subarray(at, at + meta.readUInt32BE(at)));
}
