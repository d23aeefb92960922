import { gzipSync } from 'node:zlib';
import type { Response } from '@playwright/test';
import { openFloor, openProduct } from '../pages';
import type { Numbers, Scenario, Stage } from '../scenario';
import { assertReached, type Tab } from '../tab';

const KB = 1_000;

const coldLoad: Scenario = {
  id: 'P1',
  title: 'cold load to interactive, 1,500 node types',
  isInQuick: true,
  runs: 5,
  needsFrames: false,
  isGraph: false,
  lines: () => [{ what: 'from navigation', key: 'interactive', unit: 'ms', rule: { kind: 'time', goal: 4, atLeast: 33 } }],
  floor: async (tab, stage) => {
    await openFloor(tab, stage, 'shell');
    return { interactive: await tab.marked('app:interactive') };
  },
  product: async (tab, stage) => {
    await openProduct(tab, stage);
    const interactive = await tab.marked('app:interactive');
    const isRunnable = await tab.page.getByRole('button', { name: 'Run', exact: true }).isVisible();
    assertReached(isRunnable, 'the frame of the page is not there');
    return { interactive };
  },
};

/** The bytes of scripts whose answer was complete before the page could be used. */
async function measureScripts(tab: Tab, stage: Stage): Promise<Numbers> {
  const answers: Response[] = [];
  tab.page.on('response', (answer) => {
    if (answer.request().resourceType() === 'script') answers.push(answer);
  });
  await openProduct(tab, stage);
  const interactiveMs = await tab.marked('app:interactive');
  const ends = await tab.page.evaluate(() =>
    performance.getEntriesByType('resource').map((entry) => [entry.name, (entry as PerformanceResourceTiming).startTime] as const),
  );
  const startOf = new Map(ends);
  const early = answers.filter((answer) => (startOf.get(answer.url()) ?? 0) < interactiveMs);
  const bodies = await Promise.all(early.map((answer) => answer.body()));
  assertReached(bodies.length > 0, 'no script was loaded');
  return {
    files: bodies.length,
    gzipKb: bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0) / KB,
    kb: bodies.reduce((sum, body) => sum + body.length, 0) / KB,
  };
}

const firstScripts: Scenario = {
  id: 'P2',
  title: 'JavaScript before interactive',
  isInQuick: false,
  runs: 1,
  needsFrames: false,
  isGraph: false,
  lines: () => [{ what: 'gzip', key: 'gzipKb', unit: 'KB', rule: { kind: 'most', goal: 350 } }],
  product: measureScripts,
};

/** Scenarios about the start of the page. */
export const startScenarios: readonly Scenario[] = [coldLoad, firstScripts];
