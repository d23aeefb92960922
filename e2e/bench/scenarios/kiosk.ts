import { generatePictures } from '../generate/pictures';
import type { Numbers, Scenario, Stage } from '../scenario';
import { announceRun, endRun, sendStorm } from '../storm';
import { assertReached, type Tab } from '../tab';

const MB = 1_000_000;
const ROUTE = '#/kiosk';
const SETTLING_S = 10;
const REST_S = 50;
/** One job in 20 s of the simulated half hour is one in two thirds of a second. */
const JOB_MS = 667;
const NODE_IDS = Array.from({ length: 40 }, (_none, index) => String(index + 1));

/** Opens the kiosk; false where this build has none, which leads to the screen for unknown addresses or to another one. */
async function openKiosk(tab: Tab, { server }: Stage): Promise<boolean> {
  await tab.page.goto(`${server.url}${ROUTE}`);
  await tab.settled(await tab.now());
  const isUnknown = await tab.page.getByText('There is no such page').isVisible();
  return !isUnknown && new URL(tab.page.url()).hash.startsWith(ROUTE);
}

/** Jobs begin and end while messages and previews pour in. */
async function simulate(stage: Stage, seconds: number, preview: Buffer): Promise<void> {
  let job = 0;
  let promptId = '';
  const nextJob = (elapsedMs: number): void => {
    const due = Math.floor(elapsedMs / JOB_MS);
    if (due < job) return;
    if (promptId !== '') endRun(stage.server, promptId);
    job = due + 1;
    promptId = `00000000-0000-4000-a000-${String(seconds * 1_000 + job).padStart(12, '0')}`;
    announceRun(stage.server, promptId);
  };
  const slices = Math.ceil((seconds * 1_000) / JOB_MS);
  for (let slice = 0; slice < slices; slice++) {
    nextJob(slice * JOB_MS);
    await sendStorm(stage.server, { perSecond: 200, seconds: JOB_MS / 1_000, promptId, nodeIds: NODE_IDS, preview });
  }
  endRun(stage.server, promptId);
}

async function endure(tab: Tab, stage: Stage): Promise<Numbers> {
  stage.server.setHistory(10_000);
  assertReached(await openKiosk(tab, stage), 'the kiosk has gone');
  const [preview] = generatePictures();
  assertReached(preview !== undefined, 'no picture');
  await simulate(stage, SETTLING_S, preview);
  const early = await tab.memory();
  await simulate(stage, REST_S, preview);
  const late = await tab.memory();
  const received = await tab.page.evaluate(() => window.benchProbe.sockets().received);
  assertReached(received > 10_000, `only ${received} messages reached the page`);
  return { early: early.heapBytes / MB, late: late.heapBytes / MB, earlyDom: early.domNodes, lateDom: late.domNodes };
}

/** An image that fits a wall for weeks must not grow: half an hour of jobs in a minute. */
export const kioskScenarios: readonly Scenario[] = [
  {
    id: 'P12',
    title: 'kiosk: half an hour of load in 60 s',
    isInQuick: false,
    runs: 1,
    needsFrames: false,
    isGraph: false,
    lines: () => [
      {
        what: 'heap at the end against 10 s',
        key: 'late',
        floorKey: 'early',
        isAgainstItself: true,
        unit: 'MB',
        rule: { kind: 'time', goal: 1.1 },
      },
      {
        what: 'DOM nodes at the end against 10 s',
        key: 'lateDom',
        floorKey: 'earlyDom',
        isAgainstItself: true,
        unit: '',
        rule: { kind: 'time', goal: 1.05 },
      },
    ],
    unavailable: async (tab, stage) => ((await openKiosk(tab, stage)) ? null : 'there is no kiosk screen in this build'),
    product: endure,
  },
];
