import type { Page } from '@playwright/test';
import { plainPng } from './fixtures/files';
import { blurWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile, type Graph } from './pages/graph';
import { shellOf } from './pages/shell';
import { expect, test, type App } from './serve/app-test';
import { exportPrompt } from './serve/downloads';
import { pasteFile, pasteText } from './serve/transfer';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

async function openBlur(page: Page, app: App): Promise<Graph> {
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('blur.json', blurWorkflow().workflow));
  await expect(graph.nodes).toHaveCount(4);
  return graph;
}

test('nodes are copied with the keys and pasted into another workflow, with their incoming wires on wish', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  await graph.clickTitle(graph.node('Blur'));
  await page.keyboard.press('Control+c');
  await expect(graph.region.getByText('Copied 1 node')).toBeAttached();

  await page.mouse.move(0, 0);
  await page.keyboard.press('Control+v');
  await expect(graph.nodes).toHaveCount(5);
  await page.keyboard.press('Control+Shift+v');
  await expect(graph.nodes).toHaveCount(6);
  const sources = Object.values(await exportPrompt(page))
    .filter((node) => node.class_type === 'ImageBlur')
    .map((node) => node.inputs['image']);
  expect(sources, 'the first stands alone, the second hangs on Load Image like the original').toEqual([['1', 0], undefined, ['1', 0]]);

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search commands' })).toBeFocused();
  await page.keyboard.type('new workflow');
  await page.keyboard.press('Enter');
  await expect(shellOf(page).tabs).toHaveCount(2);
  await expect(graph.nodes).toHaveCount(0);
  const spot = await graph.emptySpot();
  await page.mouse.click(spot.x, spot.y, { button: 'right' });
  await page.getByRole('menuitem', { name: 'Paste Ctrl+V', exact: true }).click();
  await expect(graph.node('Blur')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(graph.nodes).toHaveCount(0);
});

test('a prompt pasted as text is inserted, and other text says that it holds no nodes', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  await pasteText(graph.region, JSON.stringify({ '7': { class_type: 'ImageInvert', inputs: {} } }));
  await expect(graph.node('Invert Image Colors')).toBeVisible();
  await expect(graph.nodes).toHaveCount(5);
  await page.keyboard.press('Control+z');
  await expect(graph.nodes).toHaveCount(4);
  await pasteText(graph.region, 'a lighthouse at dusk');
  await expect(shellOf(page).toast(/The clipboard holds no nodes/)).toBeVisible();
});

test('a pasted picture is uploaded and stands in a node that loads it', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  await pasteFile(graph.region, await plainPng('harbour.png'));
  const added = graph.node('Load Image').last();
  await expect(added.getByRole('combobox', { name: 'image' })).toContainText('harbour.png');
  await expect(graph.nodes).toHaveCount(5);
  const answer = await page.request.get(`${app.serverUrl}/view?filename=harbour.png&type=input`);
  expect(answer.status()).toBe(200);
});
