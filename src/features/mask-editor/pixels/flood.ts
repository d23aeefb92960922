import { uniteRects, type Mask, type Rect } from './mask';

/** Whether the pixel at an index belongs to what is filled. */
export type IsAlike = (index: number) => boolean;

/** Pixels whose mask is as at `seed`, give or take `tolerance` (0…255). */
export function alikeInMask({ data }: Pick<Mask, 'data'>, seed: number, tolerance: number): IsAlike {
  const wanted = data[seed] ?? 0;
  return (index) => Math.abs((data[index] ?? 0) - wanted) <= tolerance;
}

/** Pixels whose colour is as at `seed`, give or take `tolerance` in each of red, green and blue. `pixels`: four bytes each. */
export function alikeInPicture(pixels: Uint8ClampedArray, seed: number, tolerance: number): IsAlike {
  const [red = 0, green = 0, blue = 0] = pixels.subarray(seed * 4, seed * 4 + 3);
  return (index) => {
    const at = index * 4;
    return (
      Math.abs((pixels[at] ?? 0) - red) <= tolerance &&
      Math.abs((pixels[at + 1] ?? 0) - green) <= tolerance &&
      Math.abs((pixels[at + 2] ?? 0) - blue) <= tolerance
    );
  };
}

/**
 * Covers all pixels alike that hang together with the seed (by their sides), and one more around them: so the fill meets the smooth edge
 * that bounds it.
 * @param cover one byte per pixel, empty where it shall be filled.
 * @returns the part that may have changed.
 */
export function coverFlood(cover: Mask, seed: number, isAlike: IsAlike): Rect {
  const { width, height, data } = cover;
  const inside = new Uint8Array(width * height);
  const isFree = (index: number): boolean => inside[index] === 0 && isAlike(index);
  const open = [seed];
  let filled: Rect | null = null;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!isFree(next)) continue;
    const y = Math.floor(next / width);
    let left = next;
    while (left > y * width && isFree(left - 1)) left--;
    let right = next + 1;
    while (right < (y + 1) * width && isFree(right)) right++;
    inside.fill(1, left, right);
    if (y > 0) addRuns(open, { from: left - width, to: right - width }, isFree);
    if (y + 1 < height) addRuns(open, { from: left + width, to: right + width }, isFree);
    filled = uniteRects(filled, { left: left - y * width, top: y, right: right - y * width, bottom: y + 1 });
  }
  const { left, top, right, bottom } = filled ?? { left: 0, top: 0, right: 0, bottom: 0 };
  const rect = {
    left: Math.max(0, left - 1),
    top: Math.max(0, top - 1),
    right: Math.min(width, right + 1),
    bottom: Math.min(height, bottom + 1),
  };
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) if (inside[y * width + x] === 1) coverAround(data, { x, y }, rect, width);
  return rect;
}

/** Notes the first pixel of every run of free ones in a stretch of a row. */
function addRuns(open: number[], { from, to }: { readonly from: number; readonly to: number }, isFree: IsAlike): void {
  let wasFree = false;
  for (let index = from; index < to; index++) {
    const free = isFree(index);
    if (free && !wasFree) open.push(index);
    wasFree = free;
  }
}

function coverAround(data: Uint8Array, { x, y }: { readonly x: number; readonly y: number }, rect: Rect, width: number): void {
  for (let row = Math.max(rect.top, y - 1); row < Math.min(rect.bottom, y + 2); row++)
    data.fill(255, row * width + Math.max(rect.left, x - 1), row * width + Math.min(rect.right, x + 2));
}
