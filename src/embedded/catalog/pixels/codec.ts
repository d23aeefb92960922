import sharp, { type Sharp } from 'sharp';
import { NodeFailure } from '../../engine/node-class';
import type { ImageBatch, MaskBatch, Picture, Plane } from '../values';
import { imageOf, maskOf } from './batch';

/** A decoded file: pictures without their alpha, and the mask that LoadImage makes of it (1 where the file is transparent). */
interface DecodedImage {
  readonly image: ImageBatch;
  readonly mask: MaskBatch;
  /** The pictures with alpha, for nodes that ask for a single channel. */
  readonly frames: readonly Picture[];
}

/** Side of the black mask that stands in for files without transparency. Source: ComfyUI `nodes.py` LoadImage. */
const EMPTY_MASK_SIDE = 64;

/** Decodes any image file, all pages of animated ones, turned upright by its EXIF data. */
export async function decodeImage(bytes: Uint8Array, name: string): Promise<DecodedImage> {
  try {
    return await decode(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NodeFailure('PIL.UnidentifiedImageError', `cannot identify image file '${name}': ${reason}`);
  }
}

async function decode(bytes: Uint8Array): Promise<DecodedImage> {
  const metadata = await sharp(bytes, { pages: -1 }).metadata();
  const pages = metadata.pages ?? 1;
  const source = pages > 1 ? sharp(bytes, { pages: -1 }) : sharp(bytes).rotate();
  const { data, info } = await source.toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const height = info.height / pages;
  const frames = Array.from({ length: pages }, (_, page) => {
    const size = info.width * height * 4;
    return { width: info.width, height, data: new Uint8Array(data.subarray(page * size, (page + 1) * size)) };
  });
  const mask = metadata.hasAlpha
    ? maskOf(frames.map((frame) => channelOf(frame, 3, true)))
    : maskOf([{ width: EMPTY_MASK_SIDE, height: EMPTY_MASK_SIDE, data: new Float32Array(EMPTY_MASK_SIDE ** 2) }]);
  return { image: imageOf(frames.map(withoutAlpha), 3), mask, frames };
}

/** One channel (0 red … 3 alpha) as a plane, inverted if asked. */
export function channelOf(picture: Picture, channel: number, isInverted = false): Plane {
  const data = new Float32Array(picture.width * picture.height);
  for (let i = 0; i < data.length; i++) {
    const value = (picture.data[i * 4 + channel] ?? 0) / 255;
    data[i] = isInverted ? 1 - value : value;
  }
  return { width: picture.width, height: picture.height, data };
}

/** The same colours, fully opaque. */
export function withoutAlpha(picture: Picture): Picture {
  const data = picture.data.slice();
  for (let i = 3; i < data.length; i += 4) data[i] = 255;
  return { ...picture, data };
}

/** A sharp pipeline over raw pixels; three-channel pictures lose their meaningless alpha. */
export function toSharp(picture: Picture, channels: 3 | 4 = 4): Sharp {
  const pipeline = sharp(picture.data, { raw: { width: picture.width, height: picture.height, channels: 4 } });
  return channels === 3 ? pipeline.removeAlpha() : pipeline;
}

/** Runs a sharp pipeline and takes its pixels. */
export async function fromSharp(pipeline: Sharp): Promise<Picture> {
  const { data, info } = await pipeline.toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}

/** Encodes one picture as PNG. `level` 0 to 9; ComfyUI uses 4 for outputs and 1 for previews. */
export async function encodePng(picture: Picture, channels: 3 | 4, level = 4): Promise<Uint8Array> {
  return new Uint8Array(await toSharp(picture, channels).png({ compressionLevel: level }).toBuffer());
}

/** Encodes one picture as JPEG, as latent previews are. */
export async function encodeJpeg(picture: Picture, quality = 80): Promise<Uint8Array> {
  return new Uint8Array(await toSharp(picture, 3).jpeg({ quality }).toBuffer());
}
