import type { Picture } from '../values';
import { hashText } from './random';

/** Coloured noise that depends on the seed alone. */
export function noisePicture(seed: string, width: number, height: number): Picture {
  const words = new Uint32Array(width * height);
  let state = hashText(`noise ${seed}`) || 1;
  for (let i = 0; i < words.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = (state | 0xff000000) >>> 0;
  }
  return { width, height, data: new Uint8Array(words.buffer) };
}

/** Mixes two pictures of one size: `share` 0 gives the first, 1 the second; with `shareOf` the share is that at each pixel. */
export function mixPictures(first: Picture, second: Picture, share: number, shareOf?: Float32Array): Picture {
  if (shareOf === undefined && share <= 0) return first;
  if (shareOf === undefined && share >= 1) return second;
  const data = new Uint8Array(first.data.length);
  for (let i = 0; i < data.length; i++) {
    const amount = shareOf === undefined ? share : share * (shareOf[i >> 2] ?? 0);
    const from = first.data[i] ?? 0;
    data[i] = from + ((second.data[i] ?? 0) - from) * amount + 0.5;
  }
  return { width: first.width, height: first.height, data };
}
