import type { Locator, Page } from '@playwright/test';
import { isJsonObject, type JsonObject } from '@/lib/json';
import { paintWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile } from './pages/graph';
import { shellOf } from './pages/shell';
import { startEmbeddedServer } from '@/embedded/index';
import { expect, test, type Behind } from './serve/behind-proxy';
import { passUntil } from './serve/fake-time';
import { runUntilStep } from './serve/steps';

const SECOND = 1_000;
const MINUTE = 60_000;
const SAMPLER = '5';

const rowsOf = (region: Locator): Promise<string[]> =>
  region
    .locator('[data-job-id]')
    .evaluateAll((rows) => rows.map((row) => `${row.getAttribute('data-job-id')} ${row.getAttribute('data-job-state')}`));

/** What the server's history and queue hold, as rows. */
function truthOf({ server }: Behind): { readonly queue: string[]; readonly history: string[] } {
  const { engine } = server.control;
  const { queue_running: running, queue_pending: pending } = engine.queue();
  const toRows = (items: readonly unknown[], state: string): string[] => items.map((item) => `${String((item as unknown[])[1])} ${state}`);
  const history = Object.entries(engine.history({})).map(([id, entry]) => `${id} ${toState(entry)}`);
  return { queue: [...toRows(running, 'running'), ...toRows(pending, 'queued')], history: history.reverse() };
}

function toState({ status }: JsonObject): string {
  return isJsonObject(status) && status['status_str'] === 'success' ? 'done' : 'failed';
}

/** Both lists show what the server holds: every job in its state, none twice, none missing. */
async function expectTruth(page: Page, behind: Behind): Promise<void> {
  const shell = shellOf(page);
  const queue = await shell.showPanel('Queue');
  await expect.poll(() => rowsOf(queue), { timeout: 20 * SECOND }).toEqual(truthOf(behind).queue);
  const history = await shell.showPanel('History');
  await expect.poll(() => rowsOf(history), { timeout: 20 * SECOND }).toEqual(truthOf(behind).history);
}

async function openPage(page: Page, { url }: Behind): Promise<void> {
  await page.goto(`${url}#/graph`);
  await expect(shellOf(page).connection).toHaveText(/^live/);
}

/** Opens a workflow, runs it, and leaves the run standing at the sampler. */
async function standAtSampler(page: Page, behind: Behind): Promise<void> {
  await openPage(page, behind);
  const graph = graphOf(page);
  await graph.open(jsonFile('boat.json', paintWorkflow().workflow));
  await expect(graph.node('KSampler')).toBeVisible();
  behind.server.control.hold();
  await page.keyboard.press('Control+Enter');
  await runUntilStep(behind.server, SAMPLER, 6);
  await expect(progressOf(page)).toBeVisible();
}

const progressOf = (page: Page): Locator => graphOf(page).node('KSampler').getByRole('progressbar');

async function expectProgressGoesOn(page: Page, behind: Behind, step: number): Promise<void> {
  await runUntilStep(behind.server, SAMPLER, step);
  await expect(progressOf(page)).toHaveAttribute('aria-valuetext', new RegExp(`^(${step}|${step + 1}|${step + 2}) of 20$`));
}

async function finish(page: Page, behind: Behind, jobs: number): Promise<void> {
  behind.server.control.release();
  const { engine } = behind.server.control;
  const before = Object.keys(engine.history({})).length;
  await expect.poll(() => engine.queueRemaining()).toBe(0);
  expect(Object.keys(engine.history({})).length).toBeGreaterThanOrEqual(Math.max(jobs, before));
  await expectTruth(page, behind);
}

const clientIds = ({ server }: Behind): readonly string[] => server.control.sockets().map((socket) => socket.clientId);

test('reload in mid-run: the progress goes on, and the job ends where it should', async ({ page, behind }) => {
  await standAtSampler(page, behind);
  const [before] = clientIds(behind);
  await page.reload();
  await expect(shellOf(page).connection).toHaveText(/^live/);
  await expect.poll(() => clientIds(behind)).toEqual([before]);
  await expect(progressOf(page)).toBeVisible({ timeout: 15 * SECOND });
  await expectProgressGoesOn(page, behind, 9);
  await finish(page, behind, 1);
});

test('R7 duplicated tab: two ids, both live, neither goes deaf when the other closes', async ({ page, behind, context }) => {
  await standAtSampler(page, behind);
  const name = await page.evaluate(() => window.name);
  const copy = await context.newPage();
  await copy.addInitScript((text) => {
    window.name ||= text;
  }, name);
  await openPage(copy, behind);
  await expect.poll(() => new Set(clientIds(behind)).size).toBe(2);
  expect(behind.server.control.sockets().every((socket) => socket.isRegistered)).toBe(true);
  await copy.close();
  await expect.poll(() => clientIds(behind).length).toBe(1);
  await expectProgressGoesOn(page, behind, 9);
  const other = await context.newPage();
  await openPage(other, behind);
  await expect.poll(() => clientIds(behind).length).toBe(2);
  const own = await page.evaluate(() => window.name);
  await page.close();
  await expect.poll(() => behind.server.control.sockets().map((socket) => socket.isRegistered)).toEqual([true]);
  expect(own).not.toContain(clientIds(behind)[0] ?? 'none');
  await finish(other, behind, 1);
});

test('the server is killed in mid-run and comes back empty: jobs are lost by name, what was done stays, nothing runs twice', async ({
  page,
  behind,
}) => {
  const { server, proxy } = behind;
  const victim = await startEmbeddedServer({ port: 0, starter: true, testNodes: true, stepMs: 20 });
  proxy.swapUpstream(victim.url);
  await openPage(page, behind);
  const graph = graphOf(page);
  await graph.open(jsonFile('boat.json', paintWorkflow({ steps: 2 }).workflow));
  await expect(graph.node('KSampler')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(graph.node('Save Image').getByRole('img', { name: /boat_\d+_\.png/ })).toBeVisible();
  victim.control.hold();
  await page.getByRole('spinbutton', { name: 'Batch count' }).fill('2');
  await page.keyboard.press('Control+Enter');
  const queue = await shellOf(page).showPanel('Queue');
  await expect(queue.locator('[data-job-state="running"]')).toHaveCount(1);
  await expect(queue.locator('[data-job-state="queued"]')).toHaveCount(1);
  const lostIds = await queue.locator('[data-job-id]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-job-id')));
  await victim.stop();
  proxy.swapUpstream(server.url);
  const banner = page.getByRole('alert').filter({ hasText: 'The server restarted, 2 jobs were lost.' });
  await expect(banner).toBeVisible({ timeout: 15 * SECOND });
  const lost = queue.locator('[data-job-state="lost"]');
  await expect(lost).toHaveCount(2);
  expect(await lost.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-job-id')))).toEqual(lostIds);
  expect(server.control.engine.queueRemaining(), 'nothing is queued again by itself').toBe(0);
  await banner.getByRole('button', { name: 'Dismiss' }).click();
  await expect(banner).toBeHidden();
  const before = Object.keys(server.control.engine.history({})).length;
  await queue.getByRole('button', { name: 'Queue all 2 again' }).click();
  await expect.poll(() => Object.keys(server.control.engine.history({})).length).toBe(before + 2);
  await expect(queue.locator('[data-job-id]')).toHaveCount(0);
  const history = await shellOf(page).showPanel('History');
  await expect(history.locator('[data-job-state="done"]').filter({ hasText: 'boat' })).toHaveCount(3);
});

test('two browsers on one server: each sees the jobs of both', async ({ page, behind, browser }) => {
  const other = await browser.newContext();
  const guest = await other.newPage();
  await standAtSampler(page, behind);
  await openPage(guest, behind);
  await graphOf(guest).open(jsonFile('boat.json', paintWorkflow().workflow));
  await expect(graphOf(guest).node('KSampler')).toBeVisible();
  await guest.keyboard.press('Control+Enter');
  await expect.poll(() => behind.server.control.engine.queueRemaining()).toBe(2);
  await expectTruth(page, behind);
  await expectTruth(guest, behind);
  await finish(page, behind, 2);
  await expectTruth(guest, behind);
  await other.close();
});

test('R6 ghost: a socket gone deaf is noticed, and the progress is heard again', async ({ page, behind }) => {
  await standAtSampler(page, behind);
  const { proxy, server } = behind;
  proxy.setFaults({ ghostMs: 3 * SECOND });
  proxy.resetSockets();
  await expect.poll(() => server.control.sockets().length).toBe(2);
  await expect.poll(() => server.control.sockets().map((socket) => socket.isRegistered), { timeout: 10 * SECOND }).toEqual([false]);
  proxy.setFaults({});
  server.control.engine.submit({ prompt: sleeper(), client_id: 'somebody' });
  await expect.poll(() => server.control.sockets().some((socket) => socket.isRegistered), { timeout: 12 * SECOND }).toBe(true);
  await expectProgressGoesOn(page, behind, 9);
  await finish(page, behind, 2);
});

function sleeper(): JsonObject {
  return {
    '1': { class_type: 'EmptyImage', inputs: { width: 8, height: 8, batch_size: 1, color: 7 } },
    '2': { class_type: 'PreviewImage', inputs: { images: ['1', 0] } },
  };
}

/** Stops the page's clock; from then on only `runFor` moves it. */
async function stopClock(page: Page): Promise<void> {
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 500);
}

test('R5 stall of 90 s, then a burst: stale at 30 to 32 s, right within 2 s of its end', async ({ page, behind }) => {
  await page.clock.install();
  await standAtSampler(page, behind);
  const { connection } = shellOf(page);
  const queue = await shellOf(page).showPanel('Queue');
  await expect(queue.locator('[data-job-state="running"]')).toHaveCount(1);
  // The last word of the server is one that comes just before the stall.
  await page.waitForResponse((response) => response.url().endsWith('/queue'));
  await stopClock(page);
  behind.proxy.setFaults({ isStalled: true });
  behind.server.control.release();
  await page.clock.runFor(28 * SECOND);
  await expect(connection).toHaveText(/^delayed/);
  const staleMs = 28 * SECOND + (await passUntil(page, 4 * SECOND, async () => /^stale/.test((await connection.textContent()) ?? '')));
  expect(staleMs).toBeGreaterThanOrEqual(29 * SECOND);
  expect(staleMs).toBeLessThanOrEqual(32 * SECOND);
  await page.clock.runFor(90 * SECOND - staleMs);
  await expect(connection).toHaveText(/^offline/);
  await expect.poll(() => behind.server.control.engine.queueRemaining()).toBe(0);
  await expect(queue.locator('[data-job-state="running"]'), 'what is not known is not claimed').toHaveCount(1);
  behind.proxy.setFaults({});
  await passUntil(page, 2 * SECOND, async () => (await rowsOf(queue)).length === 0 && /^live/.test((await connection.textContent()) ?? ''));
  await page.clock.resume();
  await expectTruth(page, behind);
});

test('R17 hidden for 10 min: at most one request a minute, right when it is seen again', async ({ page, behind }) => {
  await page.clock.install();
  await openPage(page, behind);
  const queue = await shellOf(page).showPanel('Queue');
  await stopClock(page);
  await page.clock.runFor(10 * SECOND);
  const setVisible = (state: 'hidden' | 'visible'): Promise<void> =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value });
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => value === 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await setVisible('hidden');
  await page.clock.runFor(10 * SECOND);
  const requests: string[] = [];
  // Chunks that the page's start still fetches are no questions to the server.
  page.on('request', (request) => !request.url().includes('/assets/') && requests.push(request.url()));
  for (let minute = 0; minute < 10; minute += 1) {
    behind.server.control.engine.submit({ prompt: sleeper(), client_id: 'somebody' });
    await page.clock.runFor(MINUTE);
  }
  expect(requests.length, requests.join('\n')).toBeLessThanOrEqual(10);
  behind.server.control.hold();
  behind.server.control.engine.submit({ prompt: sleeper(), client_id: 'somebody' });
  await setVisible('visible');
  await passUntil(page, 2 * SECOND, async () => (await rowsOf(queue)).join() === truthOf(behind).queue.join());
  behind.server.control.release();
  await page.clock.resume();
  await expectTruth(page, behind);
});
