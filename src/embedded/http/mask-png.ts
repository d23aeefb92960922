import { ProtocolError } from '@/lib/errors';
import { readPngText, writePngText, type PngText } from '@/media/png';
import { encodeWithMask } from './image-variants';

/**
 * The picture under a painted mask as POST `/upload/mask` stores it: the original's colours and PNG texts, the mask's alpha.
 * @throws when the sizes differ or one of the two is no image.
 */
export async function maskPng(original: Uint8Array, mask: Uint8Array): Promise<Uint8Array> {
  const picture = await encodeWithMask(original, mask);
  return writePngText(picture, await textsOf(original));
}

/** Only PNG carries texts over; another format, or a PNG with broken ones, has none. */
async function textsOf(bytes: Uint8Array): Promise<readonly PngText[]> {
  try {
    return await readPngText(bytes);
  } catch (error) {
    if (error instanceof ProtocolError) return [];
    throw error;
  }
}
