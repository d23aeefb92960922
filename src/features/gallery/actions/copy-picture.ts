import { AppError } from '@/lib/errors';

/**
 * Puts a picture on the clipboard, as PNG: browsers take no other kind. Pixels only, no metadata.
 * @throws AppError `no-clipboard` where the page may not (plain http), `not-drawn` for what the browser cannot draw.
 */
export async function copyPicture(url: string): Promise<void> {
  if (typeof ClipboardItem === 'undefined' || !('clipboard' in navigator)) throw new AppError('no-clipboard', 'no clipboard for pictures');
  // Handed over as a promise: the browser asks for the picture while the click still counts.
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': drawPng(url) })]);
}

async function drawPng(url: string): Promise<Blob> {
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.src = url;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new AppError('not-drawn', 'the picture cannot be drawn')) : resolve(blob)),
      'image/png',
    );
  });
}
