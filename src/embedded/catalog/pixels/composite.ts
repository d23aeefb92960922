import { atOrLast, imageOf, solidPlane } from './batch';
import { resizePicture, resizePlane, type Size } from './resize';
import type { ImageBatch, MaskBatch, Picture, Plane } from '../values';

/** Where and how a source is laid over a destination. */
interface Placement {
  readonly x: number;
  readonly y: number;
  readonly resizesSource: boolean;
  readonly mask: MaskBatch | undefined;
}

/** Lays one batch over another through a mask. Source: ComfyUI `comfy_extras/nodes_mask.py` composite. */
export async function compositeMasked(
  destination: readonly Picture[],
  source: readonly Picture[],
  placement: Placement,
): Promise<Picture[]> {
  const frames: Picture[] = [];
  for (const [index, below] of destination.entries()) {
    const original = source[index % source.length] ?? atOrLast(source, index);
    const above = placement.resizesSource ? await resizePicture(original, below, 'bilinear') : original;
    const plane =
      placement.mask === undefined ? undefined : resizePlane(atOrLast(placement.mask.frames, index % placement.mask.frames.length), above);
    frames.push(layOver(below, above, { ...placement, plane }));
  }
  return frames;
}

/** Lays a picture over another, mixed by the plane's values; without a plane it covers. */
export function layOver(below: Picture, above: Picture, { x, y, plane }: { x: number; y: number; plane: Plane | undefined }): Picture {
  const data = below.data.slice();
  for (let row = Math.max(0, y); row < Math.min(below.height, y + above.height); row++) {
    for (let column = Math.max(0, x); column < Math.min(below.width, x + above.width); column++) {
      const source = (row - y) * above.width + (column - x);
      const target = (row * below.width + column) * 4;
      const share = plane === undefined ? 1 : (plane.data[source] ?? 0);
      mixPixel(data, target, { from: above.data, at: source * 4, share });
    }
  }
  return { ...below, data };
}

function mixPixel(data: Uint8Array, target: number, { from, at, share }: { from: Uint8Array; at: number; share: number }): void {
  for (let channel = 0; channel < 4; channel++) {
    const old = data[target + channel] ?? 0;
    data[target + channel] = old + ((from[at + channel] ?? 0) - old) * share + 0.5;
  }
}

/** Two batches one behind the other, the second made as big as the first; alpha appears when one of them has it. */
export async function joinBatches(first: ImageBatch, second: ImageBatch): Promise<ImageBatch> {
  const frames = await Promise.all(second.frames.map((frame) => matchSize(frame, first)));
  return imageOf([...first.frames, ...frames], first.channels === 4 || second.channels === 4 ? 4 : 3);
}

/** A picture scaled to a size with its middle cut out, as batches demand. */
export async function matchSize(picture: Picture, size: Size): Promise<Picture> {
  if (picture.width === size.width && picture.height === size.height) return picture;
  const scale = Math.max(size.width / picture.width, size.height / picture.height);
  const grown = await resizePicture(
    picture,
    { width: Math.ceil(picture.width * scale), height: Math.ceil(picture.height * scale) },
    'bilinear',
  );
  const left = Math.floor((grown.width - size.width) / 2);
  const top = Math.floor((grown.height - size.height) / 2);
  return cropExact(grown, { left, top, size });
}

function cropExact(picture: Picture, { left, top, size }: { left: number; top: number; size: Size }): Picture {
  const data = new Uint8Array(size.width * size.height * 4);
  for (let row = 0; row < size.height; row++) {
    const start = ((top + row) * picture.width + left) * 4;
    data.set(picture.data.subarray(start, start + size.width * 4), row * size.width * 4);
  }
  return { width: size.width, height: size.height, data };
}

/** A plane that is 1 inside and falls to 0 at chosen edges over `feather` pixels. */
export function featheredPlane(size: Size, feather: { left: number; top: number; right: number; bottom: number }): Plane {
  return featherPlane(solidPlane(size.width, size.height, 1), feather);
}

/** Fades the edges of a plane. Source: ComfyUI `comfy_extras/nodes_mask.py` FeatherMask. */
export function featherPlane(
  plane: Plane,
  { left, top, right, bottom }: { left: number; top: number; right: number; bottom: number },
): Plane {
  const { width, height } = plane;
  const fade = (distance: number, span: number): number => (distance < span ? (distance + 1) / span : 1);
  const data = plane.data.slice();
  for (let y = 0; y < height; y++) {
    const vertical = fade(y, Math.min(top, height)) * fade(height - 1 - y, Math.min(bottom, height));
    for (let x = 0; x < width; x++) {
      const share = vertical * fade(x, Math.min(left, width)) * fade(width - 1 - x, Math.min(right, width));
      data[y * width + x] = (data[y * width + x] ?? 0) * share;
    }
  }
  return { width, height, data };
}
