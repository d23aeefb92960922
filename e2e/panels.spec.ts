import type { Locator, Page } from '@playwright/test';
import { stringifyExactJson } from '@/lib/exact-json';
import { paintWorkflow, sleepyPrompt } from './fixtures/workflows';
import { boxOf, graphOf, jsonFile, middleOf } from './pages/graph';
import { shellOf } from './pages/shell';
import { galleryOf } from './pages/viewer';
import { expect, serverOf, test } from './serve/app-test';
import { downloadOf } from './serve/downloads';
import { otherClient } from './serve/jobs';
import { runUntilStep } from './serve/steps';

const rows = (region: Locator, state?: string): Locator =>
  region.locator(state === undefined ? '[data-job-id]' : `[data-job-state="${state}"]`);
const clearDialog = (page: Page, title: string): Locator => page.getByRole('alertdialog', { name: title });

test.describe('queue', () => {
  test('shows what runs and what waits, of everybody, and cancels the one that waits', async ({ page, app }) => {
    const server = serverOf(app);
    const other = otherClient(page.request, app.serverUrl);
    server.control.hold();
    await app.open(page, '/queue');
    const queue = page.getByRole('region', { name: 'Queue' });
    await expect(queue.getByText('No jobs yet')).toBeVisible();
    const first = await other.submit({ ...paintWorkflow({ prefix: 'first' }), extraData: { queued_by: 'Ada' } });
    const second = await other.submit({ prompt: sleepyPrompt(1, 2) });
    const third = await other.submit({ prompt: sleepyPrompt(1, 3) });

    await expect(rows(queue)).toHaveCount(3);
    await expect(rows(queue, 'running')).toHaveAttribute('data-job-id', first);
    await expect(rows(queue, 'running')).toContainText('by Ada');
    await expect(rows(queue, 'running').getByRole('progressbar')).toBeVisible();
    await expect(rows(queue, 'queued').first()).toHaveAttribute('data-job-id', second);
    await expect(rows(queue, 'queued').first()).toContainText('someone else’s');

    await queue.locator(`[data-job-id="${second}"]`).getByRole('button', { name: 'Cancel job' }).click();
    await expect(rows(queue)).toHaveCount(2);
    expect(await other.queue()).toEqual([first, third]);
  });

  test('cancels the running job, and the next one begins', async ({ page, app }) => {
    const server = serverOf(app);
    const other = otherClient(page.request, app.serverUrl);
    server.control.hold();
    await app.open(page, '/queue');
    const queue = page.getByRole('region', { name: 'Queue' });
    const first = await other.submit(paintWorkflow());
    const second = await other.submit(paintWorkflow({ seed: 8 }));
    await expect(rows(queue, 'running')).toHaveAttribute('data-job-id', first);
    await rows(queue, 'running').getByRole('button', { name: 'Cancel job' }).click();
    await expect(rows(queue, 'running')).toHaveAttribute('data-job-id', second);
    await expect(rows(queue)).toHaveCount(1);
    await page.getByRole('button', { name: 'Cancel current job' }).click();
    await expect(queue.getByText('No jobs yet')).toBeVisible();
    expect((await other.finished(first))['status']).toMatchObject({ status_str: 'error', completed: false });
  });

  test('a cancelled run keeps the last picture it showed, over the next run and a reload', async ({ page, app }) => {
    const server = serverOf(app);
    await app.open(page);
    await graphOf(page).open(jsonFile('boat.json', paintWorkflow().workflow));
    await expect(graphOf(page).node('KSampler')).toBeVisible();
    server.control.hold();
    await page.keyboard.press('Control+Enter');
    await runUntilStep(server, '5', 10);
    await page.keyboard.press('Control+Enter');
    const queue = await shellOf(page).showPanel('Queue');
    await expect(rows(queue, 'running').getByRole('img', { name: 'Live preview of boat' })).toBeVisible();
    await expect(rows(queue, 'queued')).toHaveCount(1);
    await page.getByRole('button', { name: 'Cancel current job' }).click();
    server.control.release();
    await expect(rows(queue)).toHaveCount(0);
    const cancelled = async (): Promise<Locator> => rows(await shellOf(page).showPanel('History'), 'cancelled');
    await expect((await cancelled()).getByRole('img', { name: 'Last preview of boat' })).toBeVisible();
    await page.reload();
    await expect((await cancelled()).getByRole('img', { name: 'Last preview of boat' })).toBeVisible();
    await (await cancelled()).getByRole('button', { name: /^Details of/ }).click();
    await expect(page.getByRole('region', { name: 'Run details' })).toContainText('How far it got: the last preview before it ended.');
  });

  test('clears what waits after asking with the number, and leaves what runs', async ({ page, app }) => {
    const server = serverOf(app);
    const other = otherClient(page.request, app.serverUrl);
    server.control.hold();
    await app.open(page);
    const graph = graphOf(page);
    const shell = shellOf(page);
    await graph.open(jsonFile('mine.json', paintWorkflow().workflow));
    await page.getByRole('spinbutton', { name: 'Batch count' }).fill('3');
    await shell.run.click();
    await expect(shell.toast('Queued 3 jobs')).toBeVisible();
    await other.submit({ prompt: sleepyPrompt(1) });
    const queue = await shell.showPanel('Queue');
    await expect(rows(queue, 'queued')).toHaveCount(3);

    await queue.getByRole('button', { name: 'Clear queue' }).click();
    const dialog = clearDialog(page, 'Clear 3 waiting jobs?');
    await expect(dialog).toContainText('1 of them is someone else’s. They cannot be brought back. What is running goes on.');
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await expect(rows(queue)).toHaveCount(4);
    await queue.getByRole('button', { name: 'Clear queue' }).click();
    await dialog.getByRole('button', { name: 'Clear', exact: true }).click();
    await expect(rows(queue)).toHaveCount(1);
    await expect(rows(queue, 'running')).toContainText('yours');
    expect(await other.queue()).toHaveLength(1);
    await expect(shell.queueSummary('1 job in the queue')).toBeVisible();
  });

  test('shows progress, node and preview of my running job, and opens its workflow', async ({ page, app }) => {
    const server = serverOf(app);
    await app.open(page);
    const graph = graphOf(page);
    const shell = shellOf(page);
    await graph.open(jsonFile('boat.json', paintWorkflow().workflow));
    await expect(graph.node('KSampler')).toBeVisible();
    server.control.hold();
    await page.keyboard.press('Control+Enter');
    await runUntilStep(server, '5', 10);
    const queue = await shell.showPanel('Queue');
    const row = rows(queue, 'running');
    await expect(row).toContainText(/\d+ %at KSampler/);
    await expect(row.getByRole('progressbar', { name: 'Progress of boat' })).toHaveAttribute('aria-valuenow', /^[1-9]\d$/);
    await expect(row.getByRole('img', { name: 'Live preview of boat' })).toBeVisible();
    await row.getByRole('button', { name: 'Open workflow' }).click();
    await expect(shell.tabs).toHaveCount(2);
    server.control.release();
    await expect(queue.getByText('No jobs yet')).toBeVisible();
  });
});

test.describe('history', () => {
  test('lists past runs newest first, filters by text and by state', async ({ page, app }) => {
    await app.open(page, '/history');
    const history = page.getByRole('region', { name: 'History' });
    await expect(rows(history)).toHaveCount(6);
    await expect(rows(history).first()).toContainText('lighthouse keeper');
    await history.getByRole('searchbox', { name: 'Search history' }).fill('neon');
    await expect(rows(history)).toHaveCount(1);
    await expect(page).toHaveURL(/#\/history\?q=neon$/);
    await history.getByRole('combobox', { name: 'State' }).selectOption('Failed');
    await expect(history.getByText('No run fits')).toBeVisible();
    await history.getByRole('button', { name: 'Show all runs' }).click();
    await expect(rows(history)).toHaveCount(6);
  });

  test('opens a workflow, runs one again exactly, deletes one, clears all', async ({ page, app }) => {
    await app.open(page, '/history');
    const other = otherClient(page.request, app.serverUrl);
    const shell = shellOf(page);
    const history = page.getByRole('region', { name: 'History' });
    const city = rows(history).filter({ hasText: 'neon city at night, rain' });
    await city.hover();
    await city.getByRole('button', { name: 'Run again' }).click();
    await expect(shell.toast(/^Queued .* again$/)).toBeVisible();
    await expect(city).toHaveCount(2);
    await expect(rows(history)).toHaveCount(7);
    const again = await other.historyEntry((await city.first().getAttribute('data-job-id')) ?? '');
    expect(stringifyExactJson(again), 'the largest seed is sent again as it was').toContain('18446744073709551615');

    await city.last().getByRole('button', { name: 'Delete from history' }).click();
    await expect(history.getByText(/leaves the history\. Its files stay\./)).toBeVisible();
    await history.getByRole('button', { name: 'Undo' }).click();
    await expect(city).toHaveCount(2);
    await city.last().getByRole('button', { name: 'Delete from history' }).click();
    await page.getByRole('link', { name: 'Queue', exact: true }).click();
    await page.getByRole('link', { name: 'History', exact: true }).click();
    await expect(city).toHaveCount(1);

    await city.getByRole('button', { name: 'Open workflow' }).click();
    await expect(graphOf(page).node('KSampler').getByRole('spinbutton', { name: 'seed' })).toHaveValue('18446744073709551615');

    await page.getByRole('link', { name: 'History', exact: true }).click();
    await history.getByRole('button', { name: 'Clear history' }).click();
    const dialog = clearDialog(page, 'Clear the history of 6 runs?');
    await expect(dialog).toContainText('Their files stay on the server.');
    await dialog.getByRole('button', { name: 'Clear', exact: true }).click();
    await expect(history.getByText('No runs yet')).toBeVisible();
    await expect(history.getByRole('button', { name: 'Clear history' })).toBeDisabled();
  });

  test('shows one run in detail: outputs, times, parameters', async ({ page, app }) => {
    const other = otherClient(page.request, app.serverUrl);
    const id = await other.submit(paintWorkflow({ text: 'a green boat', seed: 18446744073709551615n, prefix: 'detail' }));
    await other.finished(id);
    await app.open(page, '/history');
    await page
      .locator(`[data-job-id="${id}"]`)
      .getByRole('button', { name: /^Details of/ })
      .click();
    await expect(page).toHaveURL(new RegExp(`#/history/${id}$`));
    const detail = page.getByRole('region', { name: 'Run details' });
    await expect(detail.getByRole('list', { name: 'Outputs' }).getByRole('listitem')).toHaveCount(1);
    await expect(detail).toContainText('18446744073709551615');
    await expect(detail).toContainText('a green boat');
    await expect(detail).toContainText('from Load Checkpoint #1');
    await expect(detail.getByText(id)).toBeVisible();
    await detail.getByRole('link', { name: /^Show detail_/ }).click();
    await expect(galleryOf(page).viewer).toBeVisible();
    await page.keyboard.press('Escape');
    await page.goBack();
    await page.goBack();
    await expect(detail).toBeVisible();
    await detail.getByRole('button', { name: 'Back to history' }).click();
    await expect(detail).toBeHidden();
  });

  test('shows a failed run with its node, its message and the folded traceback', async ({ page, app }) => {
    const server = serverOf(app);
    server.control.failNode('VAEDecode', 'CUDA out of memory. Tried to allocate 2.00 GiB');
    await app.open(page);
    const graph = graphOf(page);
    await graph.open(jsonFile('boat.json', paintWorkflow().workflow));
    await expect(graph.node('KSampler')).toBeVisible();
    await page.keyboard.press('Control+Enter');
    const node = graph.node('VAE Decode');
    await expect(node.getByRole('img', { name: 'Failed' })).toBeVisible();
    await expect(node.getByRole('listitem')).toHaveText(/^The server ran out of memory\. ?Make the picture.*CUDA out of memory/);
    const problems = await shellOf(page).showPanel('Problems');
    await expect(problems.getByRole('button', { name: /VAE Decode #6 failed: The server ran out of memory/ })).toBeVisible();
    await expect(problems.getByText('Traceback', { exact: true })).toBeVisible();
    await page.reload();
    await expect(node.getByRole('img', { name: 'Failed' }), 'a reload forgets nothing').toBeVisible();
    await expect(node.getByRole('listitem')).toContainText('The server ran out of memory');
    await expect(problems.getByRole('button', { name: /VAE Decode #6 failed/ })).toBeVisible();
    const history = await shellOf(page).showPanel('History');
    const failed = rows(history, 'failed');
    await failed.getByRole('button', { name: /^Details of/ }).click();
    const detail = page.getByRole('region', { name: 'Run details' });
    await expect(detail.getByText('CUDA out of memory. Tried to allocate 2.00 GiB')).toBeVisible();
    await expect(detail).toContainText('VAE Decode #6 (VAEDecode)');
    const traceback = detail.getByRole('region', { name: 'Traceback' });
    await expect(traceback).toBeHidden();
    await detail.getByText('Traceback', { exact: true }).click();
    await expect(traceback).toBeVisible();
  });
});

test('a tab closed by its button leaves the keyboard at the tab beside it', async ({ page, app }) => {
  await app.open(page);
  const { tab, tabs } = shellOf(page);
  for (const name of ['one', 'two', 'three']) await graphOf(page).open(jsonFile(`${name}.json`, paintWorkflow().workflow));
  await expect(tabs).toHaveCount(3);
  await tab('two').getByRole('button', { name: 'Close two' }).press('Enter');
  await expect(tab('three').getByRole('button', { name: 'three', exact: true })).toBeFocused();
  await tab('three').getByRole('button', { name: 'Close three' }).press('Enter');
  await expect(tab('one').getByRole('button', { name: 'one', exact: true })).toBeFocused();
  await tab('one').getByRole('button', { name: 'Close one' }).press('Enter');
  await expect(page.getByRole('banner').getByRole('button', { name: 'New workflow' })).toBeFocused();
});

test.describe('gallery', () => {
  test('shows outputs newest first, filters by kind and text, changes tile size', async ({ page, app }) => {
    await app.open(page, '/gallery');
    const { outputs, region, output } = galleryOf(page);
    await expect(outputs.first()).toHaveAttribute('data-output', /^output\/portrait_\d+_\.png$/);
    const all = await outputs.count();
    await region.getByRole('combobox', { name: 'Kind' }).selectOption('Sounds');
    await expect(outputs).toHaveCount(1);
    await expect(page).toHaveURL(/#\/gallery\?kind=audio$/);
    await region.getByRole('combobox', { name: 'Kind' }).selectOption('Texts');
    await expect(outputs).toHaveCount(1);
    await expect(outputs.first()).toContainText('Waves at the harbor, take two');
    await region.getByRole('combobox', { name: 'Kind' }).selectOption('All kinds');
    await expect(outputs).toHaveCount(all);
    await region.getByRole('searchbox', { name: 'Search outputs' }).fill('neon city');
    await expect(outputs).toHaveCount(1);
    await expect(output('city_00001_.png').getByRole('img', { name: /neon city at night/ })).toBeVisible();
    const before = await boxOf(outputs.first());
    await region.getByRole('slider', { name: 'Tile size' }).fill('320');
    await expect.poll(async () => (await boxOf(outputs.first())).width).toBeGreaterThan(before.width);
  });

  test('the viewer zooms, goes on and back, downloads and tells where a picture came from', async ({ page, app }) => {
    await app.open(page, '/gallery');
    const { open, viewer } = galleryOf(page);
    await open('portrait_00001_.png');
    const picture = viewer.getByRole('img', { name: /portrait of a lighthouse keeper/ });
    await expect(picture).toBeVisible();
    await expect(viewer.getByRole('complementary', { name: 'Details' })).toContainText('482910337');
    await expect(viewer.getByRole('complementary', { name: 'Details' })).toContainText('384 × 512');

    await viewer.getByRole('button', { name: '100 %' }).click();
    await expect.poll(async () => Math.round((await boxOf(picture)).width)).toBe(384);
    const middle = await middleOf(picture);
    await page.mouse.move(middle.x + 60, middle.y - 40);
    await page.mouse.wheel(0, -900);
    await expect.poll(async () => (await boxOf(picture)).width, 'larger than the stage').toBeGreaterThan(1_200);
    const before = await boxOf(picture);
    const pointed = (middle.x + 60 - before.x) / before.width;
    await page.mouse.wheel(0, -200);
    await expect.poll(async () => (await boxOf(picture)).width).toBeGreaterThan(before.width * 1.2);
    const after = await boxOf(picture);
    expect((middle.x + 60 - after.x) / after.width, 'the point under the pointer stays').toBeCloseTo(pointed, 2);
    await viewer.getByRole('button', { name: 'Fit', exact: true }).click();
    await expect.poll(async () => (await boxOf(picture)).height).toBeLessThan(page.viewportSize()?.height ?? 0);

    const saved = await downloadOf(page, () => viewer.getByRole('link', { name: 'Download' }).click());
    expect(saved.name).toBe('portrait_00001_.png');
    expect(saved.bytes.subarray(1, 4).toString('latin1')).toBe('PNG');

    await viewer.getByRole('button', { name: 'Next output' }).click();
    await expect(picture).toBeHidden();
    await expect(viewer.getByRole('status').first()).toContainText(/, 2 of \d+$/);
    await page.keyboard.press('ArrowLeft');
    await expect(picture).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(viewer).toBeHidden();
    await expect(page).toHaveURL(/#\/gallery$/);
  });

  test('the live preview of a running job is the first tile', async ({ page, app }) => {
    const server = serverOf(app);
    await app.open(page);
    const graph = graphOf(page);
    await graph.open(jsonFile('boat.json', paintWorkflow().workflow));
    await expect(graph.node('KSampler')).toBeVisible();
    server.control.hold();
    await page.keyboard.press('Control+Enter');
    await runUntilStep(server, '5', 10);
    const gallery = await shellOf(page).showPanel('Gallery');
    const first = gallery.getByRole('list', { name: 'Outputs' }).getByRole('listitem').first();
    await expect(first.getByRole('img', { name: 'Live preview of boat' })).toBeVisible();
    await expect(first).toContainText(/Live preview · \d+ %/);
    server.control.release();
    await expect(first).toHaveAttribute('data-output', /^output\/boat_\d+_\.png$/);
  });
});

test.describe('wall', () => {
  test('fits a wall and a phone with a full queue, in letters large enough, and follows the jobs of others', async ({ page, app }) => {
    const { control } = serverOf(app);
    const other = otherClient(page.request, app.serverUrl);
    const findFaults = (leastPx: number): readonly string[] => {
      const cut = [...document.querySelectorAll('main *')].filter((element) => element.getBoundingClientRect().right > innerWidth + 1);
      const texts = [...document.querySelectorAll('main *')].filter((element) => element.childNodes[0]?.nodeType === Node.TEXT_NODE);
      const small = texts.filter((element) => parseFloat(getComputedStyle(element).fontSize) < leastPx);
      return [...cut, ...small].map((element) => `${element.tagName} ${element.textContent}`.slice(0, 120));
    };
    control.hold();
    await app.open(page, '/kiosk?images=1&redact=0');
    await expect(page.getByText('Nothing is running')).toBeVisible();
    const name = 'a rather long name of a workflow about a red boat in the harbour';
    const { prompt, workflow } = paintWorkflow();
    const named = { ...workflow, extra: { comfydeck: { name } } };
    for (let count = 0; count < 9; count++) await other.submit({ prompt, workflow: named, extraData: { queued_by: 'Ada' } });
    await expect(page.getByRole('region', { name: 'Running now' }).getByRole('progressbar')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Queue' }).getByRole('listitem')).toHaveCount(7);
    for (const [width, height, leastPx] of [
      [1920, 1080, 20],
      [1080, 1920, 20],
      [390, 844, 10],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect.poll(() => page.evaluate(findFaults, leastPx), `${width} × ${height}`).toEqual([]);
    }
    await page.keyboard.press('Tab');
    await expect(page.locator('main :focus'), 'nothing to press').toHaveCount(0);
    control.release();
    await expect(page.getByText('Nothing is running')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Newest outputs' }).getByText(/boat_\d+_\.png/)).toBeAttached();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/#\/graph/);
  });
});
