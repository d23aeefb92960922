import sharp from 'sharp';
import type { Picture, Plane } from '../values';
import { channelOf, fromSharp, toSharp } from './codec';
import { toByte } from './color';
import { extremeBox } from './mask-shapes';

/** A bell curve over 2·radius+1 places; `sigma` is in units of the radius, as in ComfyUI's `gaussian_kernel`. */
function bellCurve(radius: number, sigma: number): Float32Array {
  const curve = Float32Array.from({ length: radius * 2 + 1 }, (_, index) => {
    const distance = radius === 0 ? 0 : (index - radius) / radius;
    return Math.exp(-(distance * distance) / (2 * sigma * sigma));
  });
  const sum = curve.reduce((total, value) => total + value, 0);
  return curve.map((value) => value / sum);
}

/** Blurs all four channels; the edge is mirrored. */
export function blurPicture(picture: Picture, radius: number, sigma: number): Picture {
  const sums = blurSums(picture, radius, sigma);
  return { ...picture, data: Uint8Array.from(sums, (value) => Math.max(0, Math.min(255, Math.round(value)))) };
}

/** Strengthens what blurring would remove. Source: ComfyUI `comfy_extras/nodes_post_processing.py` Sharpen. */
export function sharpenPicture(picture: Picture, { radius, sigma, alpha }: { radius: number; sigma: number; alpha: number }): Picture {
  const sums = blurSums(picture, radius, sigma);
  const data = picture.data.map((value, index) => {
    return index % 4 === 3 ? value : Math.max(0, Math.min(255, Math.round(value + alpha * 10 * (value - (sums[index] ?? 0)))));
  });
  return { ...picture, data };
}

function blurSums({ width, height, data }: Picture, radius: number, sigma: number): Float32Array {
  const curve = bellCurve(radius, sigma);
  const rows = new Float32Array(data.length);
  const result = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) addNeighbours({ from: data, to: rows, at: y * width + x, place: x, length: width, step: 1 }, curve);
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      addNeighbours({ from: rows, to: result, at: y * width + x, place: y, length: height, step: width }, curve);
  }
  return result;
}

interface Neighbourhood {
  readonly from: ArrayLike<number>;
  readonly to: Float32Array;
  /** Index of the pixel, and its place on the line of `length` pixels that are `step` apart. */
  readonly at: number;
  readonly place: number;
  readonly length: number;
  readonly step: number;
}

function addNeighbours({ from, to, at, place, length, step }: Neighbourhood, curve: Float32Array): void {
  const radius = (curve.length - 1) / 2;
  for (let offset = -radius; offset <= radius; offset++) {
    const source = (at + (mirror(place + offset, length) - place) * step) * 4;
    const weight = curve[offset + radius] ?? 0;
    for (let channel = 0; channel < 4; channel++) {
      to[at * 4 + channel] = (to[at * 4 + channel] ?? 0) + (from[source + channel] ?? 0) * weight;
    }
  }
}

function mirror(place: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const inside = ((place % period) + period) % period;
  return inside < length ? inside : period - inside;
}

/** Reduces a picture to a number of colours, with the dithering of that name. */
export async function quantizePicture(picture: Picture, colors: number, dither: string): Promise<Picture> {
  if (colors < 2) return averageColor(picture);
  const order = /^bayer-(\d+)$/.exec(dither)?.[1];
  const source = order === undefined ? picture : addBayer(picture, Number(order), colors);
  const png = await toSharp(source, 3)
    .png({ palette: true, colours: colors, dither: dither === 'floyd-steinberg' ? 1 : 0, effort: 7, quality: 100 })
    .toBuffer();
  return fromSharp(sharp(png));
}

function averageColor(picture: Picture): Picture {
  const sums = [0, 0, 0];
  for (const [index, value] of picture.data.entries()) if (index % 4 < 3) sums[index % 4] = (sums[index % 4] ?? 0) + value;
  const count = picture.width * picture.height;
  const data = picture.data.map((value, index) => (index % 4 === 3 ? value : Math.round((sums[index % 4] ?? 0) / count)));
  return { ...picture, data };
}

/** Ordered dithering: shifts each pixel by its place in a Bayer matrix before the colours are chosen. */
function addBayer(picture: Picture, order: number, colors: number): Picture {
  const matrix = bayerMatrix(order);
  const spread = 255 / Math.max(1, Math.cbrt(colors));
  const data = picture.data.map((value, index) => {
    if (index % 4 === 3) return value;
    const [x, y] = [(index >> 2) % picture.width, Math.floor((index >> 2) / picture.width)];
    const shift = (matrix[(y % order) * order + (x % order)] ?? 0) / (order * order) - 0.5;
    return Math.max(0, Math.min(255, Math.round(value + spread * shift)));
  });
  return { ...picture, data };
}

function bayerMatrix(order: number): readonly number[] {
  if (order <= 1) return [0];
  const half = order / 2;
  const smaller = bayerMatrix(half);
  return Array.from({ length: order * order }, (_, index) => {
    const [x, y] = [index % order, Math.floor(index / order)];
    const quadrant = [0, 2, 3, 1][(y >= half ? 2 : 0) + (x >= half ? 1 : 0)] ?? 0;
    return 4 * (smaller[(y % half) * half + (x % half)] ?? 0) + quadrant;
  });
}

/** Brightness of each pixel, 0 to 1. */
function luminance(picture: Picture): Plane {
  const data = new Float32Array(picture.width * picture.height);
  for (let i = 0; i < data.length; i++) {
    data[i] = (0.299 * (picture.data[i * 4] ?? 0) + 0.587 * (picture.data[i * 4 + 1] ?? 0) + 0.114 * (picture.data[i * 4 + 2] ?? 0)) / 255;
  }
  return { width: picture.width, height: picture.height, data };
}

/** A plane as an opaque grey picture. */
export function planeToPicture(plane: Plane): Picture {
  const data = new Uint8Array(plane.data.length * 4);
  for (let i = 0; i < plane.data.length; i++) {
    const value = toByte(plane.data[i] ?? 0);
    data.set([value, value, value, 255], i * 4);
  }
  return { width: plane.width, height: plane.height, data };
}

/** Edges as white lines: blur, gradient, thinning across the edge, and two thresholds, the lower only where it touches the higher. */
export function findEdges(picture: Picture, low: number, high: number): Picture {
  const { width, height, data } = luminance(blurPicture(picture, 2, 0.5));
  const strength = new Float32Array(data.length);
  const isUpright = new Uint8Array(data.length);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const gradient = (step: number, side: number): number =>
        slope(data, at - side, step) + 2 * slope(data, at, step) + slope(data, at + side, step);
      const [dx, dy] = [gradient(1, width), gradient(width, 1)];
      strength[at] = Math.hypot(dx, dy);
      isUpright[at] = Math.abs(dx) > Math.abs(dy) ? 1 : 0;
    }
  }
  return planeToPicture({ width, height, data: linkEdges(thin(strength, isUpright, width), width, { low, high }) });
}

function slope(data: Float32Array, at: number, step: number): number {
  return (data[at + step] ?? 0) - (data[at - step] ?? 0);
}

function thin(strength: Float32Array, isUpright: Uint8Array, width: number): Float32Array {
  return strength.map((value, at) => {
    const step = isUpright[at] === 1 ? 1 : width;
    return value >= (strength[at - step] ?? 0) && value > (strength[at + step] ?? 0) ? value : 0;
  });
}

function linkEdges(strength: Float32Array, width: number, { low, high }: { low: number; high: number }): Float32Array {
  const edges = new Float32Array(strength.length);
  const open: number[] = [];
  for (const [at, value] of strength.entries()) if (value >= high) open.push(at);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (edges[at] === 1) continue;
    edges[at] = 1;
    for (const step of [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1]) {
      if ((strength[at + step] ?? 0) >= low && edges[at + step] === 0) open.push(at + step);
    }
  }
  return edges;
}

/** Operations on bright and dark areas, per colour, with a square of `size` pixels. */
export function morph(picture: Picture, operation: string, size: number): Picture {
  const radius = Math.floor(size / 2);
  const planes = [0, 1, 2].map((channel) => channelOf(picture, channel));
  const changed = planes.map((plane) => morphPlane(plane, operation, radius));
  const data = picture.data.slice();
  for (let i = 0; i < data.length; i++) if (i % 4 < 3) data[i] = toByte(changed[i % 4]?.data[i >> 2] ?? 0);
  return { ...picture, data };
}

function morphPlane(plane: Plane, operation: string, radius: number): Plane {
  const dilate = (source: Plane): Plane => extremeBox(source, radius, Math.max);
  const erode = (source: Plane): Plane => extremeBox(source, radius, Math.min);
  const minus = (a: Plane, b: Plane): Plane => ({ ...a, data: a.data.map((value, index) => value - (b.data[index] ?? 0)) });
  switch (operation) {
    case 'erode':
      return erode(plane);
    case 'dilate':
      return dilate(plane);
    case 'open':
      return dilate(erode(plane));
    case 'close':
      return erode(dilate(plane));
    case 'gradient':
      return minus(dilate(plane), erode(plane));
    case 'bottom_hat':
      return minus(erode(dilate(plane)), plane);
    default:
      return minus(plane, dilate(erode(plane)));
  }
}
