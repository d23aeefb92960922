import sharp from 'sharp';
import { chunksOf, joinPngChunks } from '@/media/png';
import type { ImageBatch, Picture } from '../values';
import { encodePng, toSharp } from './codec';

/** How SaveAnimatedWEBP writes. */
interface WebpOptions {
  readonly framesPerSecond: number;
  readonly isLossless: boolean;
  readonly quality: number;
  /** 0 fast to 6 thorough. */
  readonly effort: number;
  readonly metadata: readonly { readonly keyword: string; readonly text: string }[];
}

/** EXIF tags that ComfyUI uses: the prompt in Model, whatever follows in Make and the tags before it. */
const EXIF_TAGS = ['Model', 'Make', 'ImageDescription', 'DocumentName'] as const;

/** An animated WebP; metadata as `prompt:{…}` in EXIF. Source: ComfyUI `comfy_api/latest/_ui.py` ImageSaveHelper. */
export async function encodeWebpAnimation(images: ImageBatch, options: WebpOptions): Promise<Uint8Array> {
  const frames = await Promise.all(images.frames.map((frame) => encodePng(frame, images.channels, 0)));
  const tags = options.metadata
    .slice(0, EXIF_TAGS.length)
    .map(({ keyword, text }, index) => [EXIF_TAGS[index] ?? '', `${keyword}:${text}`] as const);
  const pipeline = frames.length === 1 ? sharp(frames[0]) : sharp(frames, { join: { animated: true } });
  const webp = pipeline.withExif({ IFD0: Object.fromEntries(tags) }).webp({
    lossless: options.isLossless,
    quality: Math.max(1, options.quality),
    effort: options.effort,
    ...(frames.length > 1 && { delay: Math.round(1000 / options.framesPerSecond), loop: 0 }),
  });
  return new Uint8Array(await webp.toBuffer());
}

/** A PNG with 16 bits per channel. */
export async function encodePng16(picture: Picture, channels: 3 | 4): Promise<Uint8Array> {
  return new Uint8Array(await toSharp(picture, channels).toColourspace('rgb16').png({ compressionLevel: 4 }).toBuffer());
}

/**
 * An animated PNG: each frame is encoded as an own PNG of the same form and its data are put behind frame headers.
 * Source: the APNG part of the PNG standard (acTL, fcTL, fdAT).
 */
export async function encodeApng(images: ImageBatch, framesPerSecond: number, level: number): Promise<Uint8Array> {
  const pngs = await Promise.all(images.frames.map((frame) => encodePng(frame, images.channels, level)));
  const [first = new Uint8Array()] = pngs;
  const header = chunksOf(first).filter((chunk) => chunk.type === 'IHDR');
  const chunks = [...header, { type: 'acTL', data: words(images.frames.length, 0) }];
  let sequence = 0;
  for (const [index, png] of pngs.entries()) {
    chunks.push({ type: 'fcTL', data: frameControl(sequence++, images, framesPerSecond) });
    for (const { data } of chunksOf(png).filter((chunk) => chunk.type === 'IDAT')) {
      chunks.push(index === 0 ? { type: 'IDAT', data } : { type: 'fdAT', data: Uint8Array.from([...words(sequence++), ...data]) });
    }
  }
  return joinPngChunks([...chunks, { type: 'IEND', data: new Uint8Array() }]);
}

/** Sequence number, size, position, delay as a fraction, no disposal, no blending. */
function frameControl(sequence: number, { width, height }: ImageBatch, framesPerSecond: number): Uint8Array {
  const bytes = new Uint8Array(26);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, sequence);
  view.setUint32(4, width);
  view.setUint32(8, height);
  view.setUint16(20, Math.min(65_535, Math.round(1000 / framesPerSecond)));
  view.setUint16(22, 1000);
  return bytes;
}

function words(...values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (const [index, value] of values.entries()) view.setUint32(index * 4, value);
  return new Uint8Array(view.buffer);
}

/** An uncompressed OpenEXR file with three 32-bit float channels of linear light. Source: the OpenEXR file layout document. */
export function encodeExr(picture: Picture, colorSpace: string): Uint8Array {
  const { width, height } = picture;
  const header = exrHeader(width, height);
  const rowBytes = width * 3 * 4;
  const bytes = new Uint8Array(header.length + height * 8 + height * (8 + rowBytes));
  const view = new DataView(bytes.buffer);
  bytes.set(header);
  for (let y = 0; y < height; y++) {
    const start = header.length + height * 8 + y * (8 + rowBytes);
    view.setBigUint64(header.length + y * 8, BigInt(start), true);
    view.setInt32(start, y, true);
    view.setInt32(start + 4, rowBytes, true);
    for (let channel = 0; channel < 3; channel++) {
      for (let x = 0; x < width; x++) {
        const value = (picture.data[(y * width + x) * 4 + 2 - channel] ?? 0) / 255;
        view.setFloat32(start + 8 + (channel * width + x) * 4, colorSpace === 'linear' ? value : linearLight(value), true);
      }
    }
  }
  return bytes;
}

function linearLight(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function exrHeader(width: number, height: number): Uint8Array {
  const parts: number[] = [0x76, 0x2f, 0x31, 0x01, 2, 0, 0, 0];
  const box = int32(0, 0, width - 1, height - 1);
  const channel = (name: string): number[] => [...text(name), ...int32(2), 0, 0, 0, 0, ...int32(1, 1)];
  const attribute = (name: string, type: string, value: readonly number[]): void => {
    parts.push(...text(name), ...text(type), ...int32(value.length), ...value);
  };
  attribute('channels', 'chlist', [...channel('B'), ...channel('G'), ...channel('R'), 0]);
  attribute('compression', 'compression', [0]);
  attribute('dataWindow', 'box2i', box);
  attribute('displayWindow', 'box2i', box);
  attribute('lineOrder', 'lineOrder', [0]);
  attribute('pixelAspectRatio', 'float', float32(1));
  attribute('screenWindowCenter', 'v2f', [...float32(0), ...float32(0)]);
  attribute('screenWindowWidth', 'float', float32(1));
  return Uint8Array.from([...parts, 0]);
}

function text(value: string): number[] {
  return [...new TextEncoder().encode(value), 0];
}

function int32(...values: readonly number[]): number[] {
  return [...new Uint8Array(Int32Array.from(values).buffer)];
}

function float32(value: number): number[] {
  return [...new Uint8Array(Float32Array.of(value).buffer)];
}
