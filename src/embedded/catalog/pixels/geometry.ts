import type { Picture } from '../values';
import type { Size } from './resize';

/** Mirrors a picture: `x` turns it upside down (about the x axis), `y` swaps left and right. */
export function flipPicture(picture: Picture, axis: 'x' | 'y'): Picture {
  const { width, height } = picture;
  return remap(picture, { width, height }, (x, y) => (axis === 'x' ? (height - 1 - y) * width + x : y * width + (width - 1 - x)));
}

/** Turns a picture clockwise by a number of quarters. */
export function rotatePicture(picture: Picture, quarters: number): Picture {
  const { width, height } = picture;
  if (quarters === 1) return remap(picture, { width: height, height: width }, (x, y) => (height - 1 - x) * width + y);
  if (quarters === 2) return remap(picture, { width, height }, (x, y) => (height - 1 - y) * width + (width - 1 - x));
  if (quarters === 3) return remap(picture, { width: height, height: width }, (x, y) => x * width + (width - 1 - y));
  return picture;
}

/** Lays a picture onto another at a position; parts outside are cut off. The position may be negative. */
export function pastePicture(below: Picture, above: Picture, { x, y }: { x: number; y: number }): Picture {
  const data = below.data.slice();
  const left = Math.max(0, x);
  const right = Math.min(below.width, x + above.width);
  for (let row = Math.max(0, y); row < Math.min(below.height, y + above.height) && right > left; row++) {
    const start = ((row - y) * above.width + (left - x)) * 4;
    data.set(above.data.subarray(start, start + (right - left) * 4), (row * below.width + left) * 4);
  }
  return { ...below, data };
}

function remap(picture: Picture, size: Size, sourceIndex: (x: number, y: number) => number): Picture {
  const source = pixelWords(picture);
  const target = new Uint32Array(size.width * size.height);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) target[y * size.width + x] = source[sourceIndex(x, y)] ?? 0;
  }
  return { ...size, data: new Uint8Array(target.buffer) };
}

/** The pixels as 32-bit words, copied so that they are aligned. */
function pixelWords(picture: Picture): Uint32Array {
  return new Uint32Array(picture.data.slice().buffer);
}
