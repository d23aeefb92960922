import type { Locator, Page } from '@playwright/test';
import { paintWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile } from './pages/graph';
import { shellOf } from './pages/shell';
import { expect, serverOf, test, type App } from './serve/app-test';

/** The largest seed there is: more than a number of JavaScript can hold. */
const SEED = 18_446_744_073_709_551_615n;

async function runBoat(page: Page, prefix: string): Promise<void> {
  const graph = graphOf(page);
  await graph.open(jsonFile(`${prefix}.json`, paintWorkflow({ seed: SEED, prefix, steps: 2 }).workflow));
  await expect(graph.node('KSampler')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(graph.node('Save Image').getByRole('img', { name: new RegExp(`${prefix}_\\d+_\\.png`) })).toBeVisible();
}

async function doneRows(page: Page, name: string): Promise<Locator> {
  const history = await shellOf(page).showPanel('History');
  return history.locator('[data-job-state="done"]').filter({ hasText: name });
}

/** Finished jobs this browser keeps, and whether a number beyond 2^53 is exact in them. */
const keptJobs = (page: Page): Promise<{ readonly count: number; readonly isExact: boolean }> =>
  page.evaluate(
    (seed) =>
      new Promise<{ readonly count: number; readonly isExact: boolean }>((resolve) => {
        const opening = indexedDB.open('comfydeck-ledger');
        opening.onupgradeneeded = () => opening.transaction?.abort();
        opening.onerror = () => resolve({ count: 0, isExact: false });
        opening.onsuccess = () => {
          const rows = opening.result.transaction('rows').objectStore('rows').getAll();
          rows.onsuccess = () => {
            opening.result.close();
            const entries = (rows.result as { kind: string }[]).filter(({ kind }) => kind === 'entry');
            const text = JSON.stringify(entries, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
            resolve({ count: entries.length, isExact: text.includes(`${seed}n`) });
          };
        };
      }),
    String(SEED),
  );

async function restartAndReload(page: Page, app: App): Promise<void> {
  serverOf(app).control.restart();
  await page.reload();
  await expect(shellOf(page).connection).toHaveText(/^live/);
}

test('finished jobs outlive the server and a reload, with every digit of their seed', async ({ page, app }) => {
  await app.open(page);
  await runBoat(page, 'boat');
  await expect(await doneRows(page, 'boat')).toHaveCount(1);
  await expect.poll(async () => (await keptJobs(page)).isExact).toBe(true);
  await restartAndReload(page, app);
  const rows = await doneRows(page, 'boat');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('no longer on the server');
});

test('site data cleared under an open page: nothing breaks, and what follows is kept again', async ({ page, app }) => {
  await app.open(page);
  await runBoat(page, 'before');
  await expect.poll(async () => (await keptJobs(page)).count).toBeGreaterThan(0);
  const cdp = await page.context().newCDPSession(page);
  const clear = (): Promise<unknown> =>
    cdp.send('Storage.clearDataForOrigin', { origin: new URL(app.url).origin, storageTypes: 'indexeddb,local_storage' });
  // Once at rest, and once while a job is being kept.
  await clear();
  await runBoat(page, 'after');
  await clear();
  await runBoat(page, 'last');
  await expect(await doneRows(page, 'last')).toHaveCount(1);
  await expect.poll(async () => (await keptJobs(page)).count).toBeGreaterThan(0);
  await restartAndReload(page, app);
  await expect(await doneRows(page, 'last')).toHaveCount(1);
});
