import type { Locator, Page } from '@playwright/test';
import { paintWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile } from './pages/graph';
import { shellOf } from './pages/shell';
import { expect, serverOf, test } from './serve/app-test';

/** The largest seed there is: more than a number of JavaScript can hold. */
const SEED = 18_446_744_073_709_551_615n;

async function runBoat(page: Page, prefix: string): Promise<void> {
  const graph = graphOf(page);
  await graph.open(jsonFile(`${prefix}.json`, paintWorkflow({ seed: SEED, prefix, steps: 2 }).workflow));
  await expect(graph.node('Save Image').getByRole('textbox', { name: 'filename_prefix' })).toHaveValue(prefix);
  await page.keyboard.press('Control+Enter');
  await expect(graph.node('Save Image').getByRole('img', { name: new RegExp(`${prefix}_\\d+_\\.png`) })).toBeVisible();
}

async function doneRows(page: Page, name: string): Promise<Locator> {
  const history = await shellOf(page).showPanel('History');
  return history.locator('[data-job-state="done"]').filter({ hasText: name });
}

/** Whether this browser keeps the finished job of that name with the seed as it was. */
const isKept = (page: Page, prefix: string): Promise<boolean> =>
  page.evaluate(
    ([seed, name]) =>
      new Promise<boolean>((resolve) => {
        const opening = indexedDB.open('comfydeck-ledger');
        opening.onupgradeneeded = () => opening.transaction?.abort();
        opening.onerror = () => resolve(false);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('rows');
          transaction.onabort = () => resolve(false);
          const rows = transaction.objectStore('rows').getAll();
          rows.onsuccess = () => {
            opening.result.close();
            const entries = (rows.result as { kind: string }[]).filter(({ kind }) => kind === 'entry');
            const texts = entries.map((entry) =>
              JSON.stringify(entry, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)),
            );
            resolve(texts.some((text) => text.includes(`${seed}n`) && text.includes(`"${name}"`)));
          };
        };
      }),
    [String(SEED), prefix] as const,
  );

test('finished jobs outlive the server and a reload, to the last digit, also after site data was cleared under the page', async ({
  page,
  app,
}) => {
  await app.open(page);
  await runBoat(page, 'before');
  await expect.poll(() => isKept(page, 'before')).toBe(true);
  const cdp = await page.context().newCDPSession(page);
  const clear = (): Promise<unknown> =>
    cdp.send('Storage.clearDataForOrigin', { origin: new URL(app.url).origin, storageTypes: 'indexeddb,local_storage' });
  // Once at rest, and once while a job is being kept.
  await clear();
  await runBoat(page, 'after');
  await clear();
  await runBoat(page, 'last');
  await expect(await doneRows(page, 'last')).toHaveCount(1);
  await expect.poll(() => isKept(page, 'last')).toBe(true);
  serverOf(app).control.restart();
  await page.reload();
  await expect(shellOf(page).connection).toHaveText(/^live/);
  const rows = await doneRows(page, 'last');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('no longer on the server');
});
