/** A painted mask: one byte per pixel, row by row; 0 = left as it is, 255 = masked. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** A part of a mask in whole pixels; `right` and `bottom` are outside. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A place in a mask; whole numbers are corners of pixels, halves their middles. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

type Size = Pick<Mask, 'width' | 'height'>;

export function wholeOf({ width, height }: Size): Rect {
  return { left: 0, top: 0, right: width, bottom: height };
}

/** The part of `rect`, rounded outwards, that lies inside; null where none does. */
export function clipRect(size: Size, rect: Rect): Rect | null {
  const left = Math.max(0, Math.floor(rect.left));
  const top = Math.max(0, Math.floor(rect.top));
  const right = Math.min(size.width, Math.ceil(rect.right));
  const bottom = Math.min(size.height, Math.ceil(rect.bottom));
  return left < right && top < bottom ? { left, top, right, bottom } : null;
}

/** The smallest part that holds both. */
export function uniteRects(a: Rect | null, b: Rect | null): Rect | null {
  if (a === null || b === null) return a ?? b;
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

/** The smallest part outside which nothing is masked; null for an empty mask. */
export function findPainted({ width, height, data }: Mask): Rect | null {
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * width, (y + 1) * width);
    const first = row.findIndex((value) => value !== 0);
    if (first < 0) continue;
    left = Math.min(left, first);
    right = Math.max(right, row.findLastIndex((value) => value !== 0) + 1);
    top = Math.min(top, y);
    bottom = y + 1;
  }
  return left < right ? { left, top, right, bottom } : null;
}

/** Copies one part of a layer into another of the same size. */
export function copyRect(size: Size, rect: Rect, from: Uint8Array, to: Uint8Array): void {
  for (let y = rect.top; y < rect.bottom; y++) {
    const start = y * size.width + rect.left;
    to.set(from.subarray(start, start + rect.right - rect.left), start);
  }
}
