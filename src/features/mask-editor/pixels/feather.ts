import { clipRect, findPainted, type Mask, type Rect } from './mask';

/** Three running means come close to the bell curve that blurring means. */
const PASSES = 3;

/** The mask with edges softened over about `pixels` on both sides. What touches the picture's edge stays full there. */
export function feathered(mask: Mask, pixels: number): Uint8Array<ArrayBuffer> {
  const painted = findPainted(mask);
  if (painted === null) return mask.data.slice();
  const radius = Math.max(1, Math.round(pixels / 2));
  const reach = radius * PASSES + 1;
  const part = clipRect(mask, {
    left: painted.left - reach,
    top: painted.top - reach,
    right: painted.right + reach,
    bottom: painted.bottom + reach,
  });
  return part === null ? mask.data.slice() : blurPart(mask, part, radius);
}

function blurPart(mask: Mask, part: Rect, radius: number): Uint8Array<ArrayBuffer> {
  const [width, height] = [part.right - part.left, part.bottom - part.top];
  let values = new Float32Array(width * height);
  let spare = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const start = (part.top + y) * mask.width + part.left;
    values.set(mask.data.subarray(start, start + width), y * width);
  }
  for (let pass = 0; pass < PASSES; pass++) {
    for (let y = 0; y < height; y++) meanLine({ from: values, to: spare, start: y * width, step: 1, count: width }, radius);
    [values, spare] = [spare, values];
    for (let x = 0; x < width; x++) meanLine({ from: values, to: spare, start: x, step: width, count: height }, radius);
    [values, spare] = [spare, values];
  }
  const result = mask.data.slice();
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) result[(part.top + y) * mask.width + part.left + x] = Math.round(values[y * width + x] ?? 0);
  return result;
}

interface Line {
  readonly from: Float32Array;
  readonly to: Float32Array;
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** The mean over `radius` neighbours on both sides; beyond its ends a line goes on as it ends. */
function meanLine({ from, to, start, step, count }: Line, radius: number): void {
  const valueAt = (at: number): number => from[start + Math.min(count - 1, Math.max(0, at)) * step] ?? 0;
  let sum = 0;
  for (let at = -radius; at <= radius; at++) sum += valueAt(at);
  for (let at = 0; at < count; at++) {
    to[start + at * step] = sum / (2 * radius + 1);
    sum += valueAt(at + radius + 1) - valueAt(at - radius);
  }
}
