import type { Locator, Page } from '@playwright/test';
import { paintWorkflow, sleepyPrompt } from './fixtures/workflows';
import { boxOf, graphOf, jsonFile } from './pages/graph';
import { shellOf } from './pages/shell';
import { expect, serverOf, test } from './serve/app-test';
import type { App } from './serve/app-test';
import { downloadOf } from './serve/downloads';
import { otherClient } from './serve/jobs';

const waitingRows = (queue: Locator): Locator => queue.locator('[data-job-state="queued"]');

/** Queues four runs of one workflow that differ in their seed; the first one runs and is held. */
async function queueFour(page: Page, app: App): Promise<{ readonly queue: Locator; readonly seeds: () => Promise<readonly string[]> }> {
  serverOf(app).control.hold();
  await app.open(page);
  await graphOf(page).open(jsonFile('boat.json', paintWorkflow().workflow));
  await page.getByRole('spinbutton', { name: 'Batch count' }).fill('4');
  await shellOf(page).run.click();
  await expect(shellOf(page).toast('Queued 4 jobs')).toBeVisible();
  await page.getByRole('link', { name: 'Queue', exact: true }).click();
  const queue = page.getByRole('main').getByRole('region', { name: 'Queue' });
  await expect(waitingRows(queue)).toHaveCount(3);
  const seeds = async (): Promise<readonly string[]> =>
    (await waitingRows(queue).allTextContents()).map((text) => /seed (\d+)/.exec(text)?.[1] ?? '');
  expect(new Set(await seeds()).size, 'each row tells the seed that sets it apart').toBe(3);
  return { queue, seeds };
}

test('waiting jobs are put in another order by keys and by dragging, and run in it', async ({ page, app }) => {
  const { queue, seeds } = await queueFour(page, app);
  const [a = '', b = '', c = ''] = await seeds();
  const row = (seed: string): Locator => waitingRows(queue).filter({ hasText: `seed ${seed}` });

  await row(c)
    .getByRole('button', { name: /^Details of/ })
    .focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(seeds).toEqual([a, c, b]);
  await expect(queue.getByRole('status', { name: 'Order' })).toHaveText(/is no\. 2 of 3 now$/);
  await expect(row(c).getByRole('button', { name: /^Details of/ })).toBeFocused();

  const handle = row(b).getByRole('button', { name: /^Move / });
  const from = await boxOf(handle);
  const first = await boxOf(row(a));
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x, first.y + 20, { steps: 5 });
  await page.mouse.move(from.x, first.y + 4, { steps: 5 });
  await page.mouse.up();
  await expect.poll(seeds).toEqual([b, a, c]);

  await row(a).getByRole('button', { name: 'Run next' }).click();
  await expect.poll(seeds).toEqual([a, b, c]);
  await row(a).getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Move to the end' }).click();
  await expect.poll(seeds).toEqual([b, c, a]);

  serverOf(app).control.release();
  await page.getByRole('link', { name: 'History', exact: true }).click();
  const done = page
    .getByRole('main')
    .getByRole('region', { name: 'History' })
    .locator('[data-job-state="done"]')
    .filter({ hasText: 'boat' });
  await expect(done).toHaveCount(4);
  const ran = (await done.allTextContents()).slice(0, 3).map((text) => [a, b, c].find((seed) => text.includes(seed)));
  expect(ran, 'newest first').toEqual([a, c, b]);
});

test('my waiting jobs are cleared without those of others, which cannot be moved', async ({ page, app }) => {
  const { queue } = await queueFour(page, app);
  const other = otherClient(page.request, app.serverUrl);
  const foreign = await other.submit({ prompt: sleepyPrompt(1, 2), extraData: { queued_by: 'Ada' } });
  const row = queue.locator(`[data-job-id="${foreign}"]`);
  await expect(row).toContainText('by Ada');
  await expect(row.getByRole('button', { name: /^Move / })).toHaveCount(0);
  await queue.getByRole('button', { name: 'More for the queue' }).click();
  await page.getByRole('menuitem', { name: 'Clear my waiting jobs' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Clear 3 waiting jobs of yours?' });
  await dialog.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(waitingRows(queue)).toHaveCount(1);
  await expect(row).toBeVisible();
  await expect(queue.locator('[data-job-state="running"]')).toHaveCount(1);
});

test('a queue is exported and taken in again after it was cleared', async ({ page, app }) => {
  const { queue, seeds } = await queueFour(page, app);
  const before = await seeds();
  const menu = queue.getByRole('button', { name: 'More for the queue' });
  await menu.click();
  const saved = await downloadOf(page, () => page.getByRole('menuitem', { name: 'Export queue' }).click());
  expect(saved.name).toBe('queue.json');
  await queue.getByRole('button', { name: 'Clear queue' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(waitingRows(queue)).toHaveCount(0);
  await menu.click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: 'Import queue' }).click();
  await (await chooser).setFiles({ name: 'queue.json', mimeType: 'application/json', buffer: saved.bytes });
  await expect(waitingRows(queue)).toHaveCount(3);
  expect(await seeds()).toEqual(before);
});

test('a paused queue is held over a reload and in another tab, and goes on when it is resumed there', async ({ page, context, app }) => {
  const { queue, seeds } = await queueFour(page, app);
  const other = otherClient(page.request, app.serverUrl);
  const [a = '', b = '', c = ''] = await seeds();
  await queue.getByRole('button', { name: 'Pause' }).click();
  await expect(queue.getByRole('button', { name: 'Resume (3 held)' })).toBeVisible();
  await expect(waitingRows(queue).filter({ hasText: 'held here' })).toHaveCount(3);
  expect(await other.queue(), 'what runs goes on').toHaveLength(1);

  await waitingRows(queue)
    .filter({ hasText: `seed ${c}` })
    .getByRole('button', { name: /^Details of/ })
    .focus();
  await page.keyboard.press('Alt+Home');
  await expect.poll(seeds).toEqual([c, a, b]);

  await page.reload();
  await expect(waitingRows(queue).filter({ hasText: 'held here' })).toHaveCount(3);
  expect(await seeds(), 'in the order they were put in').toEqual([c, a, b]);
  serverOf(app).control.release();
  await expect(queue.locator('[data-job-state="running"]')).toHaveCount(0);
  expect(await other.queue(), 'nothing is sent while it is paused').toEqual([]);

  const second = await context.newPage();
  await app.open(second, '/queue');
  await expect(queue.getByRole('button', { name: 'Resume (3 held)' })).toBeVisible();
  const there = second.getByRole('main').getByRole('region', { name: 'Queue' });
  await there.getByRole('button', { name: 'Resume (3 held)' }).click();
  await expect(queue.getByRole('button', { name: 'Pause' }), 'told to the tab that paused').toBeVisible();
  await expect(there.getByText('No jobs yet')).toBeVisible();
  await expect(queue.getByText('No jobs yet')).toBeVisible();
  await page.getByRole('link', { name: 'History', exact: true }).click();
  const done = page.getByRole('main').locator('[data-job-state="done"]').filter({ hasText: 'boat' });
  await expect(done).toHaveCount(4);
  const ran = (await done.allTextContents()).slice(0, 3).map((text) => [a, b, c].find((seed) => text.includes(seed)));
  expect(ran, 'newest first').toEqual([b, a, c]);
  const history = (await (await page.request.get(`${app.serverUrl}/history`)).json()) as Record<string, unknown>;
  expect(Object.keys(history), 'six of the starter, one that ran, three that were held, none twice').toHaveLength(10);
});

test('one waiting job is duplicated, with the same seed behind it', async ({ page, app }) => {
  const { queue, seeds } = await queueFour(page, app);
  const before = await seeds();
  await waitingRows(queue).first().getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(waitingRows(queue)).toHaveCount(4);
  const ids = await otherClient(page.request, app.serverUrl).queue();
  expect(new Set(ids).size).toBe(5);
  await expect(waitingRows(queue).last()).toContainText(before[0] ?? '-');
});

test('jobs lost with the server are queued again, one and then all that are left', async ({ page, app }) => {
  const { queue } = await queueFour(page, app);
  const { control } = serverOf(app);
  control.restart();
  await expect(queue.locator('[data-job-state="lost"]')).toHaveCount(4);
  const bar = queue.getByRole('group', { name: 'Lost jobs' });
  await queue.locator('[data-job-state="lost"]').last().getByRole('button', { name: 'Run again' }).click();
  await expect(queue.locator('[data-job-state="lost"]')).toHaveCount(3);
  await bar.getByRole('button', { name: 'Queue all 3 again' }).click();
  await expect(bar).toBeHidden();
  await expect(queue.locator('[data-job-state="lost"]')).toHaveCount(0);
  control.release();
  // What the server did before it was restarted stays in the page's history; its own begins with these four, and takes its time on a busy machine.
  const ended = async (): Promise<number> => {
    const history = (await (await page.request.get(`${app.serverUrl}/history`)).json()) as Record<string, unknown>;
    return Object.keys(history).length;
  };
  await expect.poll(ended, { timeout: 30_000 }).toBe(4);
  await expect(queue.getByText('No jobs yet')).toBeVisible();
  expect(await ended(), 'none ran twice').toBe(4);
});
