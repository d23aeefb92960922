import { openFloor, openProductGraph, parkPointer } from '../pages';
import type { LineSpec, Numbers, Scenario, Stage } from '../scenario';
import { announceRun, endRun, sendStorm } from '../storm';
import { assertReached, type Tab } from '../tab';

const RATES = [200, 1_000] as const;
const SIZE = 500;
/** After a storm a page gets this long for what it has not applied yet. */
const GRACE_MS = 1_500;
const THREE_FRAMES_MS = 50;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function nodeIds(count: number): readonly string[] {
  return Array.from({ length: count }, (_none, index) => String(index + 1));
}

async function listen(tab: Tab, stage: Stage): Promise<Numbers> {
  await openFloor(tab, stage, 'socket');
  const numbers: Record<string, number> = {};
  for (const perSecond of RATES) {
    const watched = await tab.watch(() =>
      sendStorm(stage.server, { perSecond, seconds: stage.stormS, promptId: 'floor', nodeIds: nodeIds(SIZE) }),
    );
    numbers[`fps${perSecond}`] = watched.fps;
    numbers[`busy${perSecond}`] = watched.busyShare * 100;
  }
  return numbers;
}

/** Opens the workflow and runs it by the page's own button: the storm is about that run. Answers its prompt id. */
export async function runOpened(tab: Tab, { server }: Stage): Promise<string> {
  server.forgetRun();
  await tab.page.keyboard.press('Control+Enter');
  for (let waitedMs = 0; server.heldRun() === null && waitedMs < 5_000; waitedMs += 50) await wait(50);
  const run = server.heldRun();
  assertReached(run !== null, 'the page did not queue the workflow');
  announceRun(server, run.promptId);
  return run.promptId;
}

async function endure(tab: Tab, stage: Stage): Promise<Numbers> {
  const graph = await openProductGraph(tab, stage);
  await graph.open(stage.material.workflows[SIZE].text);
  const promptId = await runOpened(tab, stage);
  await parkPointer(tab);
  await tab.settled(await tab.now());
  const numbers: Record<string, number> = {};
  for (const perSecond of RATES) {
    const before = await countApplied(tab);
    const receivedBefore = await countReceived(tab);
    let lastSentAtMs = 0;
    let sent = 0;
    const watched = await tab.watch(async () => {
      const report = await sendStorm(stage.server, { perSecond, seconds: stage.stormS, promptId, nodeIds: nodeIds(SIZE) });
      ({ sent, lastSentAtMs } = report);
    });
    await wait(GRACE_MS);
    const after = await lastApplied(tab, lastSentAtMs);
    const applied = after.count - before;
    assertReached(applied > 0, 'no message was applied');
    numbers[`fps${perSecond}`] = watched.fps;
    numbers[`busy${perSecond}`] = watched.busyShare * 100;
    numbers[`longest${perSecond}`] = watched.longestTaskMs;
    numbers[`lag${perSecond}`] = after.lagMs;
    // The keep-alive of the page and changes of the queue send a few more: more than sent is no loss.
    numbers[`lost${perSecond}`] = Math.max(0, sent - applied, sent - ((await countReceived(tab)) - receivedBefore));
  }
  endRun(stage.server, promptId);
  return numbers;
}

function countApplied(tab: Tab): Promise<number> {
  return tab.page.evaluate(() => Number(window.benchProbe.mark('ws:applied')?.detail ?? 0));
}

function countReceived(tab: Tab): Promise<number> {
  return tab.page.evaluate(() => window.benchProbe.sockets().received);
}

/** How long after the sender's last message the page had applied it; the clocks of both sides are this machine's. */
function lastApplied(tab: Tab, sentAtMs: number): Promise<{ readonly count: number; readonly lagMs: number }> {
  return tab.page.evaluate((sentAt) => {
    const mark = window.benchProbe.mark('ws:applied');
    return { count: Number(mark?.detail ?? 0), lagMs: performance.timeOrigin + (mark?.atMs ?? 0) - sentAt };
  }, sentAtMs);
}

function linesAt(perSecond: number): readonly LineSpec[] {
  const name = (what: string): string => `${perSecond.toLocaleString('en')}/s, ${what}`;
  return [
    { what: name('frames'), key: `fps${perSecond}`, unit: 'fps', rule: { kind: 'rate', goal: 0.95 } },
    { what: name('busy share'), key: `busy${perSecond}`, unit: '%', rule: { kind: 'points', goal: 25 } },
    { what: name('longest task'), key: `longest${perSecond}`, unit: 'ms', rule: { kind: 'most', goal: 50 } },
    { what: name('last message applied after'), key: `lag${perSecond}`, unit: 'ms', rule: { kind: 'most', goal: THREE_FRAMES_MS } },
    { what: name('messages lost'), key: `lost${perSecond}`, unit: '', rule: { kind: 'most', goal: 0 } },
  ];
}

const storm: Scenario = {
  id: 'P6',
  title: 'storm, 500 nodes open',
  isInQuick: true,
  runs: 3,
  needsFrames: true,
  isGraph: false,
  lines: () => RATES.flatMap(linesAt),
  floor: listen,
  product: endure,
};

/** Scenarios about the socket. */
export const stormScenarios: readonly Scenario[] = [storm];
