import { sniffFileKind, SNIFF_BYTES, type FileKind } from '@/media/sniff';

/** What is done to pictures before they are sent. */
export interface PictureChoice {
  /** The longer side; null = as large as it is. */
  readonly maxSidePx: number | null;
  /** Null = in the format it has, or PNG where a browser cannot write that. */
  readonly format: 'png' | 'jpeg' | 'webp' | null;
}

/** Still pictures a browser reads; of others (GIF) the movement would be lost. */
const STILL: readonly FileKind[] = ['png', 'jpeg', 'webp', 'avif'];
const QUALITY = 0.92;

/** The size that fits, in the same proportions; null when the picture is small enough. */
export function shrunkSize(
  { width, height }: { readonly width: number; readonly height: number },
  maxSidePx: number | null,
): { readonly width: number; readonly height: number } | null {
  const longer = Math.max(width, height);
  if (maxSidePx === null || longer <= maxSidePx) return null;
  const scale = maxSidePx / longer;
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * A picture shrunk and written anew as chosen, upright as its EXIF data says; the file itself where nothing is to be done, or where it is
 * no picture a browser reads. What was embedded in it (workflow, EXIF) is gone then.
 */
export async function preparePicture(file: File, { maxSidePx, format }: PictureChoice): Promise<File> {
  if (maxSidePx === null && format === null) return file;
  const kind = sniffFileKind(new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer()));
  if (!STILL.includes(kind)) return file;
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return file;
  try {
    const size = shrunkSize(picture, maxSidePx);
    const wanted = format ?? (kind === 'jpeg' || kind === 'webp' ? kind : 'png');
    if (size === null && wanted === kind) return file;
    const { width, height } = size ?? picture;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (context === null) return file;
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, width, height);
    const blob = await canvas.convertToBlob({ type: `image/${wanted}`, quality: QUALITY });
    return new File([blob], withExtension(file.name, blob.type), { type: blob.type, lastModified: file.lastModified });
  } finally {
    picture.close();
  }
}

/** A browser that cannot write a format writes PNG: the name follows what was written. */
export function withExtension(name: string, type: string): string {
  const extension = type === 'image/jpeg' ? 'jpg' : type.slice('image/'.length);
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  if (extension === 'jpg' && /\.jpe?g$/i.test(name)) return name;
  return `${stem}.${extension}`;
}
