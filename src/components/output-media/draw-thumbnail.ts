import { THUMBNAIL_SIDE_PX } from '@/config/limits';

const QUALITY = 0.8;

/** A size that fits into the square of a thumbnail with the same proportions; never larger than the picture, never without area. */
export function fitThumbnail(width: number, height: number): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, THUMBNAIL_SIDE_PX / Math.max(1, width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * A small copy of a picture (its first frame, where it moves), as WebP, or as PNG by browsers that write no WebP.
 * @throws what the platform throws for files that it cannot draw.
 */
export async function drawThumbnail(bytes: Uint8Array<ArrayBuffer>): Promise<Blob> {
  const full = await createImageBitmap(new Blob([bytes]));
  try {
    const size = fitThumbnail(full.width, full.height);
    const small = await createImageBitmap(full, { resizeWidth: size.width, resizeHeight: size.height, resizeQuality: 'medium' });
    return await encode(small);
  } finally {
    full.close();
  }
}

async function encode(bitmap: ImageBitmap): Promise<Blob> {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
  return canvas.convertToBlob({ type: 'image/webp', quality: QUALITY });
}
