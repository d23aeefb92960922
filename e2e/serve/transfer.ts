import type { JSHandle, Locator } from '@playwright/test';
import type { ChosenFile } from '../pages/graph';

/** Drops a file of this computer on an element, as a hand does. */
export async function dropFile(target: Locator, file: ChosenFile): Promise<void> {
  const dataTransfer = await transferOf(target, file);
  await target.dispatchEvent('dragover', { dataTransfer });
  await target.dispatchEvent('drop', { dataTransfer });
}

/** Pastes a file, e.g. a picture copied elsewhere, into an element. */
export async function pasteFile(target: Locator, file: ChosenFile): Promise<void> {
  const clipboardData = await transferOf(target, file);
  await target.evaluate((element, data) => {
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, clipboardData);
}

/** Pastes text that was copied elsewhere. */
export async function pasteText(target: Locator, text: string): Promise<void> {
  await target.evaluate((element, given) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', given);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

function transferOf(target: Locator, { name, mimeType, buffer }: ChosenFile): Promise<JSHandle<DataTransfer>> {
  return target.page().evaluateHandle(
    (given) => {
      const bytes = Uint8Array.from(atob(given.base64), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], given.name, { type: given.mimeType }));
      return transfer;
    },
    { name, mimeType, base64: buffer.toString('base64') },
  );
}
