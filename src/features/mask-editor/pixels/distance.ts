import { findPainted, type Mask, type Rect } from './mask';

/** From this value on a pixel counts as masked where it must be one or the other. */
const MASKED_FROM = 128;

/** The masked area made larger on all sides, round at its corners; soft edges inside the new one are kept. In whole pixels. */
export function grown(mask: Mask, pixels: number): Uint8Array<ArrayBuffer> {
  const painted = findPainted(mask);
  if (painted === null) return mask.data.slice();
  const part = expand(mask, painted, pixels + 1);
  return raise(mask, part, pixels);
}

/** The masked area made smaller on all sides; the picture's own edge is none. In whole pixels. */
export function shrunk(mask: Mask, pixels: number): Uint8Array<ArrayBuffer> {
  const painted = findPainted(mask);
  if (painted === null) return mask.data.slice();
  // One pixel around the painted part is free: nothing nearer can lie outside.
  const part = expand(mask, painted, 1);
  const free = { ...mask, data: mask.data.map((value) => 255 - value) };
  return raise(free, part, pixels).map((value) => 255 - value);
}

function expand({ width, height }: Mask, { left, top, right, bottom }: Rect, by: number): Rect {
  return {
    left: Math.max(0, left - by),
    top: Math.max(0, top - by),
    right: Math.min(width, right + by),
    bottom: Math.min(height, bottom + by),
  };
}

function raise(mask: Mask, part: Rect, pixels: number): Uint8Array<ArrayBuffer> {
  const result = mask.data.slice();
  const columns = heightsTo(mask, part, pixels);
  const width = part.right - part.left;
  const distances = new Float64Array(width);
  for (let y = part.top; y < part.bottom; y++) {
    const from = (y - part.top) * width;
    nearestInRow(columns.subarray(from, from + width), distances);
    for (let x = 0; x < width; x++) {
      const value = Math.round(255 * Math.min(1, Math.max(0, pixels + 1 - Math.sqrt(distances[x] ?? 0))));
      const at = y * mask.width + part.left + x;
      if (value > (result[at] ?? 0)) result[at] = value;
    }
  }
  return result;
}

/** For each pixel of a part how far the next masked one in its column is; capped a little above `most`. */
function heightsTo({ width, data }: Mask, part: Rect, most: number): Uint16Array {
  const columns = part.right - part.left;
  const rows = part.bottom - part.top;
  const heights = new Uint16Array(columns * rows);
  const cap = most + 2;
  const step = (row: number, beforeRow: number): void => {
    for (let x = 0; x < columns; x++) {
      const at = row * columns + x;
      const isMasked = (data[(part.top + row) * width + part.left + x] ?? 0) >= MASKED_FROM;
      const passed = beforeRow < 0 || beforeRow >= rows ? cap : (heights[beforeRow * columns + x] ?? 0) + 1;
      const own = isMasked ? 0 : Math.min(cap, passed);
      heights[at] = beforeRow > row ? Math.min(heights[at] ?? cap, own) : own;
    }
  };
  for (let row = 0; row < rows; row++) step(row, row - 1);
  for (let row = rows - 1; row >= 0; row--) step(row, row + 1);
  return heights;
}

/** Squared distances in the plane from those in the columns: the lower envelope of parabolas (Meijster, Roerdink, Hesselink 2000). */
function nearestInRow(heights: Uint16Array, distances: Float64Array): void {
  const count = heights.length;
  const tops = new Int32Array(count);
  const starts = new Int32Array(count);
  const square = (at: number): number => (heights[at] ?? 0) ** 2;
  const valueAt = (x: number, top: number): number => (x - top) ** 2 + square(top);
  let last = 0;
  for (let x = 1; x < count; x++) {
    while (last >= 0 && valueAt(starts[last] ?? 0, tops[last] ?? 0) > valueAt(starts[last] ?? 0, x)) last--;
    if (last < 0) {
      last = 0;
      tops[0] = x;
      continue;
    }
    const top = tops[last] ?? 0;
    const start = 1 + Math.floor((x * x - top * top + square(x) - square(top)) / (2 * (x - top)));
    if (start >= count) continue;
    last++;
    tops[last] = x;
    starts[last] = start;
  }
  for (let x = count - 1; x >= 0; x--) {
    distances[x] = valueAt(x, tops[last] ?? 0);
    if (x === starts[last]) last--;
  }
}
