import { expect, type Page } from '@playwright/test';

/** Waits until this browser has kept a draft that holds the text: from then on leaving the page loses nothing. */
export async function draftKept(page: Page, text: string): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(
        (wanted) =>
          new Promise<boolean>((resolve, reject) => {
            const opening = indexedDB.open('comfydeck');
            opening.onerror = () => reject(new Error('no database'));
            opening.onsuccess = () => {
              const rows = opening.result.transaction('drafts').objectStore('drafts').getAll();
              rows.onsuccess = () => {
                opening.result.close();
                resolve(JSON.stringify(rows.result).includes(wanted));
              };
            };
          }),
        text,
      ),
    )
    .toBe(true);
}
