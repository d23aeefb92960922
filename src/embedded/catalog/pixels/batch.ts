import { NodeFailure } from '../../engine/node-class';
import type { ImageBatch, MaskBatch, Picture, Plane } from '../values';

/** An IMAGE of pictures that must have one size. */
export function imageOf(frames: readonly Picture[], channels: 3 | 4 = 3): ImageBatch {
  const { width, height } = sizeOf(frames);
  return { kind: 'image', channels, width, height, frames };
}

/** A MASK of planes that must have one size. */
export function maskOf(frames: readonly Plane[]): MaskBatch {
  const { width, height } = sizeOf(frames);
  return { kind: 'mask', width, height, frames };
}

function sizeOf(frames: readonly { width: number; height: number }[]): { width: number; height: number } {
  const [first] = frames;
  if (first === undefined) throw new NodeFailure('IndexError', 'index 0 is out of bounds for dimension 0 with size 0');
  const odd = frames.find((frame) => frame.width !== first.width || frame.height !== first.height);
  if (odd === undefined) return { width: first.width, height: first.height };
  throw new NodeFailure(
    'RuntimeError',
    `stack expects each tensor to be equal size, but got [${first.height}, ${first.width}] and [${odd.height}, ${odd.width}]`,
  );
}

/** Applies a function to every picture of a batch. */
export function mapImage(image: ImageBatch, change: (frame: Picture, index: number) => Picture, channels = image.channels): ImageBatch {
  return imageOf(image.frames.map(change), channels);
}

/** As `mapImage`, for work that sharp does. */
export async function mapImageAsync(image: ImageBatch, change: (frame: Picture, index: number) => Promise<Picture>): Promise<ImageBatch> {
  return imageOf(await Promise.all(image.frames.map(change)), image.channels);
}

/** Applies a function to every plane of a mask. */
export function mapMask(mask: MaskBatch, change: (plane: Plane, index: number) => Plane): MaskBatch {
  return maskOf(mask.frames.map(change));
}

/** The item at `index`, the last one beyond the end: how ComfyUI repeats short batches. */
export function atOrLast<T>(items: readonly T[], index: number): T {
  const item = items[Math.min(index, items.length - 1)];
  if (item === undefined) throw new NodeFailure('IndexError', 'list index out of range');
  return item;
}

/** A picture of one colour; channel values from 0 to 255. */
export function solidPicture(width: number, height: number, [red, green, blue, alpha = 255]: readonly number[]): Picture {
  const data = new Uint8Array(width * height * 4);
  for (let i = 0; i < data.length; i += 4) {
    data[i] = red ?? 0;
    data[i + 1] = green ?? 0;
    data[i + 2] = blue ?? 0;
    data[i + 3] = alpha;
  }
  return { width, height, data };
}

/** A plane of one value. */
export function solidPlane(width: number, height: number, value: number): Plane {
  return { width, height, data: new Float32Array(width * height).fill(value) };
}

/** Refuses sizes no machine would hold, as torch does when it runs out of memory. Call before making pixels. */
export function requireMemory(width: number, height: number, count: number): void {
  const bytes = width * height * count * 12;
  if (bytes > 2_000_000_000) throw new NodeFailure('torch.OutOfMemoryError', `Allocation of ${bytes} bytes failed: not enough memory`);
}
