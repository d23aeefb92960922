import type { Locator, Page, Request } from '@playwright/test';
import { plainPng } from './fixtures/files';
import { drawRuns, runId, runPicture, withLongPast } from './fixtures/long-past';
import { expect, serverOf, test } from './serve/app-test';

const PAST = { runs: 10_000, pictures: 10, pending: 0 };
const PENDING = 5_000;
const PAGE = 100;

test.use({ serverOptions: { decorateEngine: withLongPast(PAST), starter: false } });

/** The pages of the server's list that are asked for from now on. */
function watchPages(page: Page): () => readonly number[] {
  const pages: number[] = [];
  const note = (request: Request): void => {
    const url = new URL(request.url());
    if (!url.pathname.endsWith('/api/jobs') || url.searchParams.get('limit') === '1') return;
    pages.push(Number(url.searchParams.get('offset')) / PAGE);
  };
  page.on('request', note);
  return () => pages;
}

const scrollTo = (list: Locator, share: number): Promise<void> =>
  list.evaluate((element, to) => {
    let scroller: Element | null = element;
    while (scroller !== null && getComputedStyle(scroller).overflowY !== 'auto') scroller = scroller.parentElement;
    if (scroller !== null) scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * to;
  }, share);

test('a gallery of 100,000 outputs is read where one looks', async ({ page, app }) => {
  const picture = await plainPng('x.png');
  const shown = [...Array.from({ length: 64 }, (_none, n) => PAST.runs - 1 - n), ...Array.from({ length: 20 }, (_none, n) => n)];
  drawRuns(serverOf(app).control.world.folder('output'), picture.buffer, PAST, shown);
  const pages = watchPages(page);
  await app.open(page, '/gallery');
  const list = page.getByRole('main').getByRole('list', { name: 'Outputs' });
  const tile = (n: number, at: number): Locator => list.locator(`[data-output="${runPicture(n, at)}"]`);
  await expect(tile(PAST.runs - 1, 0)).toHaveAttribute('aria-setsize', String(PAST.runs * PAST.pictures));
  expect(pages()).toEqual([]);

  await scrollTo(list, 0.5);
  const oldestRead = async (): Promise<number> => {
    const refs = await list.locator('[data-output]').evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-output') ?? ''));
    return Math.min(...refs.map((ref) => Number(/run-(\d+)/.exec(ref)?.[1])));
  };
  await expect.poll(oldestRead).toBeLessThan(5_200);
  expect(await oldestRead()).toBeGreaterThan(4_800);
  expect(await list.getByRole('listitem').count()).toBeLessThan(150);

  await page.getByRole('searchbox', { name: 'Search outputs' }).focus();
  await list.locator('[tabindex="0"]').first().focus();
  await page.keyboard.press('End');
  await expect(tile(0, PAST.pictures - 1).getByRole('button')).toBeFocused();
  await expect(tile(0, PAST.pictures - 1).getByRole('img')).toBeVisible();
  await page.keyboard.press('Home');
  await expect(tile(PAST.runs - 1, 0).getByRole('button')).toBeFocused();
  expect(new Set(pages()).size, 'no page is read twice').toBe(pages().length);
  expect(pages().length).toBeLessThanOrEqual(6);
});

test('a history of 10,000 runs has its whole length, and its end is one key away', async ({ page, app }) => {
  const pages = watchPages(page);
  await app.open(page, '/history');
  const history = page.getByRole('main').getByRole('region', { name: 'History' });
  const row = (n: number): Locator => history.locator(`[data-job-id="${runId(n)}"]`);
  await expect(row(PAST.runs - 1)).toHaveAttribute('aria-setsize', String(PAST.runs));
  expect(pages()).toEqual([]);
  await row(PAST.runs - 1)
    .getByRole('button', { name: /^Details of/ })
    .focus();
  await page.keyboard.press('End');
  await expect(row(0)).toBeVisible();
  await expect(row(0)).toContainText('boat number 0');
  const middle = history.locator('[data-job-id]').filter({ hasText: /boat number 50\d\d|boat number 49\d\d/ });
  await scrollTo(history.getByRole('list').first(), 0.5);
  await expect(middle.first()).toBeVisible();
  expect(await history.getByRole('listitem').count()).toBeLessThan(60);
  expect(pages().length).toBeLessThanOrEqual(5);
});

test.describe('a long queue', () => {
  test.use({ serverOptions: { decorateEngine: withLongPast({ runs: PAST.runs, pictures: 1, pending: PENDING }), starter: false } });

  test('a queue of 5,000 shows its end at once, and does not keep the history from its whole length', async ({ page, app }) => {
    await app.open(page, '/queue');
    const queue = page.getByRole('main').getByRole('region', { name: 'Queue' });
    const rows = queue.locator('[data-job-id]');
    await expect(rows.first()).toHaveAttribute('aria-setsize', String(PENDING));
    await rows
      .first()
      .getByRole('button', { name: /^Details of/ })
      .focus();
    await page.keyboard.press('End');
    await expect(queue.locator(`[data-job-id$="${String(PENDING - 1).padStart(12, '0')}"]`)).toBeVisible();
    expect(await rows.count()).toBeLessThan(60);
    await page.getByRole('link', { name: 'History', exact: true }).click();
    const past = page.getByRole('main').getByRole('region', { name: 'History' });
    await expect(past.locator(`[data-job-id="${runId(PAST.runs - 1)}"]`)).toHaveAttribute('aria-setsize', String(PAST.runs));
  });
});
