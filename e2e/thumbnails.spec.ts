import type { Page } from '@playwright/test';
import { galleryOf } from './pages/viewer';
import { expect, serverOf, test, type App } from './serve/app-test';

const viewed = (app: App): number =>
  serverOf(app)
    .control.requests()
    .filter(({ path }) => path.endsWith('/view')).length;

/** How many small copies the browser keeps for the next start. */
const keptThumbnails = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const isThere = (await indexedDB.databases()).some(({ name }) => name === 'comfydeck-thumbnails');
    if (!isThere) return 0;
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('comfydeck-thumbnails');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error ?? new Error('not opened'));
    });
    return new Promise<number>((resolve) => {
      const count = database.transaction('thumbnails').objectStore('thumbnails').count();
      count.onsuccess = () => {
        database.close();
        resolve(count.result);
      };
    });
  });

test('pictures of the gallery are made small once and are there again after a reload', async ({ page, app }) => {
  await app.open(page, '/gallery?kind=image');
  const { output, region } = galleryOf(page);
  const picture = output('city_00001_.png').getByRole('img', { name: /neon city at night/ });
  await expect(picture).toHaveAttribute('src', /^blob:/);
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => Math.max(image.naturalWidth, image.naturalHeight))).toBe(256);
  const pictures = await region.getByRole('img').count();
  await expect.poll(() => keptThumbnails(page)).toBeGreaterThanOrEqual(pictures);

  serverOf(app).control.clearRequests();
  await page.reload();
  await expect(picture).toHaveAttribute('src', /^blob:/);
  await expect(region.getByRole('img')).toHaveCount(pictures);
  expect(viewed(app), 'nothing is loaded again').toBe(0);
});
