import type { TextFile } from './save-document';

/** Hands a text to the browser as a file to keep. The object URL lives until the next task, long enough for the click. */
export function downloadText({ fileName, text }: TextFile): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
