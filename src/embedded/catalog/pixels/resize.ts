import { fromSharp, toSharp } from './codec';
import type { Picture, Plane } from '../values';

/** Interpolations by ComfyUI's names. `area` and `bislerp` are done with sharp's nearest relatives. */
const KERNELS: Readonly<Record<string, 'linear' | 'cubic' | 'lanczos3'>> = {
  bilinear: 'linear',
  area: 'linear',
  bicubic: 'cubic',
  bislerp: 'cubic',
  lanczos: 'lanczos3',
};

/** A size in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Stretches a picture to exactly that size. */
export async function resizePicture(picture: Picture, size: Size, method: string): Promise<Picture> {
  const width = Math.max(1, Math.round(size.width));
  const height = Math.max(1, Math.round(size.height));
  if (width === picture.width && height === picture.height) return picture;
  const kernel = KERNELS[method];
  if (kernel === undefined) return resizeNearest(picture, { width, height });
  return fromSharp(toSharp(picture).resize(width, height, { fit: 'fill', kernel }));
}

/** Stretches, or with `crop` `center` first cuts the middle out so that proportions stay. Source: ComfyUI `comfy/utils.py` common_upscale. */
export async function resizeWithCrop(picture: Picture, size: Size, { method, crop }: { method: string; crop: string }): Promise<Picture> {
  return resizePicture(crop === 'center' ? cropToAspect(picture, size) : picture, size, method);
}

function cropToAspect(picture: Picture, size: Size): Picture {
  const oldAspect = picture.width / picture.height;
  const newAspect = size.width / size.height;
  const x = oldAspect > newAspect ? Math.round((picture.width - picture.width * (newAspect / oldAspect)) / 2) : 0;
  const y = oldAspect < newAspect ? Math.round((picture.height - picture.height * (oldAspect / newAspect)) / 2) : 0;
  return cropPicture(picture, { x, y, width: picture.width - 2 * x, height: picture.height - 2 * y });
}

function resizeNearest(picture: Picture, { width, height }: Size): Picture {
  const source = new Uint32Array(picture.data.buffer.slice(picture.data.byteOffset, picture.data.byteOffset + picture.data.byteLength));
  const target = new Uint32Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.min(picture.height - 1, Math.floor(((y + 0.5) * picture.height) / height)) * picture.width;
    for (let x = 0; x < width; x++) {
      const column = Math.min(picture.width - 1, Math.floor(((x + 0.5) * picture.width) / width));
      target[y * width + x] = source[row + column] ?? 0;
    }
  }
  return { width, height, data: new Uint8Array(target.buffer) };
}

/** A rectangle in pixels. */
export interface Rectangle extends Size {
  readonly x: number;
  readonly y: number;
}

/** Cuts a rectangle out; what lies outside the picture is left away, at least one pixel remains. */
export function cropPicture(picture: Picture, { x, y, width, height }: Rectangle): Picture {
  const left = Math.max(0, Math.min(x, picture.width - 1));
  const top = Math.max(0, Math.min(y, picture.height - 1));
  const right = Math.max(left + 1, Math.min(picture.width, left + width));
  const bottom = Math.max(top + 1, Math.min(picture.height, top + height));
  const size = { width: right - left, height: bottom - top };
  const data = new Uint8Array(size.width * size.height * 4);
  for (let row = 0; row < size.height; row++) {
    const start = ((top + row) * picture.width + left) * 4;
    data.set(picture.data.subarray(start, start + size.width * 4), row * size.width * 4);
  }
  return { ...size, data };
}

/** Resizes a plane with straight interpolation between the four neighbours. */
export function resizePlane(plane: Plane, { width, height }: Size): Plane {
  if (width === plane.width && height === plane.height) return plane;
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const sourceY = Math.max(0, Math.min(plane.height - 1, ((y + 0.5) * plane.height) / height - 0.5));
    for (let x = 0; x < width; x++) {
      const sourceX = Math.max(0, Math.min(plane.width - 1, ((x + 0.5) * plane.width) / width - 0.5));
      data[y * width + x] = samplePlane(plane, sourceX, sourceY);
    }
  }
  return { width, height, data };
}

/** The value of a plane at its pixel nearest to the centre of each target pixel. */
export function resizePlaneNearest(plane: Plane, { width, height }: Size): Plane {
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.min(plane.height - 1, Math.floor(((y + 0.5) * plane.height) / height)) * plane.width;
    for (let x = 0; x < width; x++) {
      data[y * width + x] = plane.data[row + Math.min(plane.width - 1, Math.floor(((x + 0.5) * plane.width) / width))] ?? 0;
    }
  }
  return { width, height, data };
}

function samplePlane(plane: Plane, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const right = Math.min(plane.width - 1, left + 1);
  const bottom = Math.min(plane.height - 1, top + 1);
  const at = (column: number, row: number): number => plane.data[row * plane.width + column] ?? 0;
  const upper = at(left, top) + (at(right, top) - at(left, top)) * (x - left);
  const lower = at(left, bottom) + (at(right, bottom) - at(left, bottom)) * (x - left);
  return upper + (lower - upper) * (y - top);
}
