import type { TextFile } from './save-document';

/** Hands a text to the browser as a file to keep. */
export function downloadText({ fileName, text }: TextFile): void {
  downloadBlob(fileName, new Blob([text], { type: 'application/json' }));
}

/** Hands bytes to the browser as a file to keep. */
export function downloadBytes(fileName: string, bytes: Uint8Array<ArrayBuffer>): void {
  downloadBlob(fileName, new Blob([bytes]));
}

/** Hands a file to the browser to keep. The object URL lives until the next task, long enough for the click. */
export function downloadBlob(fileName: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
