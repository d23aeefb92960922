import type { ApiClient } from '@/api/client';
import { MAX_MASK_PIXELS } from '@/config/limits';
import { readOrientation } from '@/media/orientation';
import type { FileRef } from '@/protocol/files';
import { MaskError } from './mask-error';

/** A picture of the server, ready for painting. Close `picture` when it is no longer drawn. */
export interface OpenedPicture {
  readonly width: number;
  readonly height: number;
  /** Its colours, also where it is transparent. */
  readonly picture: ImageBitmap;
  /** What its alpha says is masked already; all zero for pictures without. */
  readonly mask: Uint8Array<ArrayBuffer>;
  /** Stored lying, shown upright: the mask route turns nothing, so that the upright picture must go there first. */
  readonly isTurned: boolean;
}

/**
 * Loads a picture with its colours and the mask it carries. A picture that moves gives its first frame.
 * @throws ApiError; MaskError `not-a-picture`, `too-large`.
 */
export async function openPicture(
  client: Pick<ApiClient, 'readFile'>,
  file: FileRef,
  options: { readonly signal: AbortSignal; readonly cacheKey: string | undefined },
): Promise<OpenedPicture> {
  const { signal } = options;
  const cacheKey = options.cacheKey === undefined ? {} : { cacheKey: options.cacheKey };
  const bytes = await client.readFile(file, { signal, ...cacheKey });
  const drawn = await decode(bytes);
  const { width, height } = drawn;
  if (width * height > MAX_MASK_PIXELS) {
    drawn.close();
    throw new MaskError('too-large');
  }
  const mask = readMask(drawn);
  const isTurned = readOrientation(bytes) !== 1;
  if (isTurned || mask.every((value) => value === 0)) return { width, height, picture: drawn, mask, isTurned };
  // Drawing would blacken what is transparent.
  drawn.close();
  const colours = await decode(await client.readFile(file, { signal, ...cacheKey, channel: 'rgb' }));
  return { width, height, picture: colours, mask, isTurned };
}

async function decode(bytes: Uint8Array<ArrayBuffer>): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(new Blob([bytes]));
  } catch (error) {
    throw new MaskError('not-a-picture', { cause: error });
  }
}

/** The picture's pixels, four bytes each. */
export function readPixels(picture: ImageBitmap): Uint8ClampedArray {
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context?.drawImage(picture, 0, 0);
  return context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray(width * height * 4);
}

function readMask(picture: ImageBitmap): Uint8Array<ArrayBuffer> {
  const pixels = readPixels(picture);
  return Uint8Array.from({ length: pixels.length / 4 }, (_, index) => 255 - (pixels[index * 4 + 3] ?? 255));
}
