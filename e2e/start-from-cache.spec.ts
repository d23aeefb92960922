import type { Page } from '@playwright/test';
import { paintWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile } from './pages/graph';
import { expect, serverOf, test, type App } from './serve/app-test';

const asked = (app: App): number =>
  serverOf(app)
    .control.requests()
    .filter(({ path }) => path.endsWith('/object_info')).length;

/** Opens the page with a workflow, which the browser then keeps. */
async function openWorkflow(page: Page, app: App): Promise<void> {
  await app.open(page);
  await graphOf(page).open(jsonFile('boat.json', paintWorkflow().workflow));
  await expect(graphOf(page).node('KSampler')).toBeVisible();
}

/** Looks for a node type the way people do. */
async function findNodeType(page: Page, name: string): Promise<void> {
  const spot = await graphOf(page).emptySpot();
  await page.mouse.dblclick(spot.x, spot.y);
  const dialog = page.getByRole('dialog', { name: 'Add node' });
  await dialog.getByRole('combobox', { name: 'Search nodes' }).fill(name);
  await expect(dialog.getByRole('option', { name, exact: true })).toBeVisible();
}

/** Whether the browser keeps the answer of a server for the next start. */
const keptAnswers = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open('comfydeck-node-types');
        opening.onsuccess = () => {
          const database = opening.result;
          if (!database.objectStoreNames.contains('answers')) {
            database.close();
            return resolve(0);
          }
          const count = database.transaction('answers').objectStore('answers').count();
          count.onsuccess = () => {
            database.close();
            resolve(count.result);
          };
        };
        opening.onerror = () => resolve(0);
      }),
  );

test('the first start asks for the node definitions once, before the code of the page is there', async ({ page, app }) => {
  const order: string[] = [];
  page.on('request', (request) => order.push(new URL(request.url()).pathname));
  await openWorkflow(page, app);
  await findNodeType(page, 'KSampler');
  expect(asked(app)).toBe(1);
  const firstRoute = order.findIndex((path) => path.startsWith('/api/'));
  expect(order[firstRoute], 'nothing of the server is asked for earlier').toBe('/api/object_info');
});

test('the next start works with the definitions of the last one while the server takes its time', async ({ page, app }) => {
  const { control } = serverOf(app);
  await openWorkflow(page, app);
  await expect.poll(() => keptAnswers(page)).toBe(1);

  control.clearRequests();
  const answerNow = control.slowRoute('/object_info', 40_000);
  await page.reload();
  await expect(graphOf(page).input('KSampler', 'model'), 'the workflow is drawn with what is known of its types').toBeVisible();
  await findNodeType(page, 'KSampler');
  expect(asked(app), 'asked and not answered yet').toBe(1);
  answerNow();
});
