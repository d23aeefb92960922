import { solidPicture, imageOf } from '../pixels/batch';
import { cropPicture } from '../pixels/resize';
import { withoutAlpha } from '../pixels/codec';
import type { ImageBatch, Latent } from '../values';

/** Latent space has one value per 8 by 8 pixels; sizes are multiples of it. */
const LATENT_CELL = 8;

/** Pictures as a latent, trimmed in the middle to multiples of 8 as the VAE does. Source: ComfyUI `comfy/sd.py` vae_encode_crop_pixels. */
export function encodePictures(image: ImageBatch): Latent {
  const width = Math.max(1, Math.floor(image.width / LATENT_CELL) * LATENT_CELL || image.width);
  const height = Math.max(1, Math.floor(image.height / LATENT_CELL) * LATENT_CELL || image.height);
  const x = Math.floor((image.width - width) / 2);
  const y = Math.floor((image.height - height) / 2);
  const items = image.frames.map((frame) => withoutAlpha(cropPicture(frame, { x, y, width, height })));
  return { kind: 'latent', width, height, items };
}

/** A latent as pictures; items that were never sampled come out grey. */
export function decodeLatent(latent: Latent): ImageBatch {
  return imageOf(latent.items.map((item) => item ?? solidPicture(latent.width, latent.height, [128, 128, 128])));
}
