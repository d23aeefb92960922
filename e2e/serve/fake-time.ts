import { expect, type Page } from '@playwright/test';

const STEP_MS = 100;
/** What one look may take of the real time: the network and the drawing between two steps cost the page's clock nothing. */
const LOOK_MS = 400;

/**
 * Lets the page's clock, which stands still, go on in small steps until something holds. Answers how much of its time that took.
 * @throws Error when it does not hold within `limitMs` of that clock.
 */
export async function passUntil(page: Page, limitMs: number, holds: () => Promise<boolean>): Promise<number> {
  for (let passedMs = 0; passedMs <= limitMs; passedMs += STEP_MS) {
    if (await holdsSoon(holds)) return passedMs;
    await page.clock.runFor(STEP_MS);
  }
  throw new Error(`not within ${limitMs} ms: ${String(holds)}`);
}

async function holdsSoon(holds: () => Promise<boolean>): Promise<boolean> {
  try {
    await expect.poll(holds, { timeout: LOOK_MS, intervals: [20, 50, 100] }).toBe(true);
    return true;
  } catch {
    return false;
  }
}
