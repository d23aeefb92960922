import type { Browser, CDPSession, Page } from '@playwright/test';
import { createDriver, type Driver } from './driver';
import { installProbe, plantSlowness, type Watched } from './probe';

/** A run that proves nothing, because the input did not reach the page or the page did not do the work. */
export class VoidRun extends Error {}

/** @throws VoidRun unless the condition holds. */
export function assertReached(condition: boolean, what: string): asserts condition {
  if (!condition) throw new VoidRun(what);
}

/** One measured page in a profile of its own. */
export interface Tab {
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly driver: Driver;
  /** Frames, tasks and the share of time the page's main thread was busy while `action` went on. */
  readonly watch: (action: () => Promise<unknown>) => Promise<Watched & { readonly busyShare: number }>;
  /** Waits for a mark later than `afterMs` and answers its time. */
  readonly marked: (name: string, afterMs?: number) => Promise<number>;
  /** Waits for 800 ms of quiet and answers since when it has been quiet, never before `fromMs`. */
  readonly settled: (fromMs: number) => Promise<number>;
  /** Ms from the last click to the file the page made of it. */
  readonly blobAfterClick: () => Promise<number>;
  /** After two forced collections. */
  readonly memory: () => Promise<{ readonly heapBytes: number; readonly domNodes: number }>;
  readonly now: () => Promise<number>;
  readonly errors: readonly string[];
}

const VIEWPORT = { width: 1_440, height: 900 };
const QUIET_MS = 800;
const WAIT_MS = 40_000;
const POLL_MS = 25;
/** Per frame: halves the frame rate, yet leaves the page able to come to rest. */
const PLANTED_MS = 30;

/** Opens an empty page that is being watched; `close` ends it with its profile. */
export async function openTab(browser: Browser, isSlowed: boolean): Promise<{ readonly tab: Tab; readonly close: () => Promise<void> }> {
  const context = await browser.newContext({ viewport: VIEWPORT, colorScheme: 'dark' });
  const page = await context.newPage();
  await page.addInitScript(installProbe);
  if (isSlowed) await page.addInitScript(plantSlowness, PLANTED_MS);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  await cdp.send('HeapProfiler.enable');
  return { tab: { page, cdp, driver: createDriver(cdp), errors, ...measuring(page, cdp) }, close: () => context.close() };
}

/** Asks again and again; the page's own means of waiting need `eval`, which the content policy forbids. */
async function poll(what: string, ask: () => Promise<number | null>): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() - startedAt > WAIT_MS) throw new VoidRun(`waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function measuring(page: Page, cdp: CDPSession): Pick<Tab, 'watch' | 'marked' | 'settled' | 'blobAfterClick' | 'memory' | 'now'> {
  const metric = async (name: string): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return metrics.find((entry) => entry.name === name)?.value ?? 0;
  };
  const now = (): Promise<number> => page.evaluate(() => performance.now());
  return {
    now,
    watch: async (action) => {
      const [taskBefore, startedAt] = [await metric('TaskDuration'), performance.now()];
      await page.evaluate(() => window.benchProbe.begin());
      await action();
      const watched = await page.evaluate(() => window.benchProbe.end());
      const busyS = (await metric('TaskDuration')) - taskBefore;
      return { ...watched, busyShare: (busyS * 1_000) / (performance.now() - startedAt) };
    },
    marked: (name, afterMs = 0) =>
      poll(`mark ${name}`, () =>
        page.evaluate(
          ([wanted, after]) => {
            const mark = window.benchProbe.mark(wanted);
            return mark !== null && mark.atMs > after ? mark.atMs : null;
          },
          [name, afterMs] as const,
        ),
      ),
    settled: (fromMs) =>
      poll('quiet', () =>
        page.evaluate(
          ([quietMs, from]) => {
            const since = Math.max(from, window.benchProbe.busyUntilMs());
            return performance.now() - since >= quietMs ? since : null;
          },
          [QUIET_MS, fromMs] as const,
        ),
      ),
    blobAfterClick: () =>
      poll('file', () =>
        page.evaluate(() => {
          const ms = window.benchProbe.lastBlobAtMs() - window.benchProbe.lastClickAtMs();
          return ms > 0 ? ms : null;
        }),
      ),
    memory: async () => {
      for (const _round of [1, 2]) await cdp.send('HeapProfiler.collectGarbage');
      return { heapBytes: await metric('JSHeapUsedSize'), domNodes: await metric('Nodes') };
    },
  };
}
