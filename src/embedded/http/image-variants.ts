import sharp, { type Sharp } from 'sharp';

/** Formats the image library of the real server opens; everything else (SVG, HTML, video) fails there. */
const READABLE = new Set(['png', 'jpeg', 'webp', 'gif', 'tiff', 'heif']);

/** An encoded image. */
export interface EncodedImage {
  readonly bytes: Uint8Array;
  readonly mimeType: string;
}

async function open(bytes: Uint8Array): Promise<Sharp> {
  const { format } = await sharp(bytes).metadata();
  if (!READABLE.has(format)) throw new TypeError(`cannot identify image of format ${format}`);
  return sharp(bytes);
}

/** `preview=FORMAT;QUALITY`: the first frame at full size as webp or jpeg. @throws when the bytes are no image. */
export async function encodePreviewImage(bytes: Uint8Array, preview: string, channel: string): Promise<EncodedImage> {
  const parts = preview.split(';');
  const last = parts.at(-1) ?? '';
  const quality = Math.min(100, Math.max(1, /^\d+$/.test(last) ? Number(last) : 90));
  const isJpeg = parts[0] === 'jpeg' && !channel.includes('a');
  const image = await open(bytes);
  const flat = isJpeg || channel === 'rgb' ? image.removeAlpha() : image;
  const encoded = isJpeg ? flat.jpeg({ quality }) : flat.webp({ quality });
  return { bytes: await encoded.toBuffer(), mimeType: isJpeg ? 'image/jpeg' : 'image/webp' };
}

/** `channel=rgb`: PNG without alpha. */
export async function encodeWithoutAlpha(bytes: Uint8Array): Promise<EncodedImage> {
  const image = await open(bytes);
  return { bytes: await image.removeAlpha().toColourspace('srgb').png().toBuffer(), mimeType: 'image/png' };
}

/** `channel=a`: black RGBA PNG that carries only the alpha. */
export async function encodeAlphaOnly(bytes: Uint8Array): Promise<EncodedImage> {
  const { data, width, height } = await toRgba(bytes);
  for (let i = 0; i < data.length; i += 4) data.fill(0, i, i + 3);
  return { bytes: await fromRgba(data, width, height), mimeType: 'image/png' };
}

/** The original's colours with the mask's alpha, as PNG. @throws when the sizes differ or one is no image. */
export async function encodeWithMask(original: Uint8Array, mask: Uint8Array): Promise<Uint8Array> {
  const picture = await toRgba(original);
  const alpha = await toRgba(mask);
  if (picture.width !== alpha.width || picture.height !== alpha.height) throw new TypeError('the mask has another size than the picture');
  for (let i = 3; i < picture.data.length; i += 4) picture.data[i] = alpha.data[i] ?? 255;
  return fromRgba(picture.data, picture.width, picture.height);
}

async function toRgba(bytes: Uint8Array): Promise<{ data: Buffer; width: number; height: number }> {
  const image = await open(bytes);
  const { data, info } = await image.toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

function fromRgba(data: Buffer, width: number, height: number): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
}

/** Any readable image as webp, for model previews. */
export async function encodeWebp(bytes: Uint8Array): Promise<Uint8Array> {
  const image = await open(bytes);
  return image.webp().toBuffer();
}
