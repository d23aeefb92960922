import { openFloor, openProductGraph } from '../pages';
import type { Numbers, Scenario, Stage } from '../scenario';
import { median } from '../stats';
import { assertReached, type Tab } from '../tab';

const MB = 1_000_000;
const REPEATS = 50;
/** Fifty over all pairs. */
const READS = 10;
/** Heap per byte of the workflow's JSON, beyond the empty page. */
const BYTES_PER_BYTE = 12;

const heap: Scenario = {
  id: 'P9',
  title: 'heap with 2,000 nodes open',
  isInQuick: false,
  runs: 3,
  needsFrames: false,
  isGraph: false,
  lines: () => [
    { what: `above the empty page, per byte of JSON`, key: 'perByte', unit: '×', rule: { kind: 'most', goal: BYTES_PER_BYTE } },
  ],
  product: async (tab, stage) => {
    const { text, nodeCount } = stage.material.workflows[2_000];
    const graph = await openProductGraph(tab, stage);
    await tab.settled(await tab.now());
    const empty = await tab.memory();
    await graph.open(text);
    const full = await tab.memory();
    assertReached(full.heapBytes > empty.heapBytes + nodeCount, 'the workflow takes no room: it is not open');
    return {
      perByte: (full.heapBytes - empty.heapBytes) / Buffer.byteLength(text),
      emptyMb: empty.heapBytes / MB,
      fullMb: full.heapBytes / MB,
    };
  },
};

const FILE_COUNTS = [40, 345] as const;
const SMALL = 40;

/**
 * Ms from the moment a slow server at last answers until node types can be searched, and the longest frame in between. The page itself
 * has long been there and at rest, so that its own start does not count.
 */
async function readTypes(
  tab: Tab,
  stage: Stage,
  files: (typeof FILE_COUNTS)[number],
): Promise<{ readonly ms: number; readonly worstMs: number }> {
  stage.server.setObjectInfo(stage.material.objectInfo[files]);
  const release = stage.server.holdObjectInfo();
  try {
    await tab.page.goto(stage.server.url);
    await tab.page.getByRole('button', { name: 'Run', exact: true }).waitFor();
    await tab.settled(await tab.now());
    assertReached(
      (await tab.page.evaluate(() => window.benchProbe.mark('app:interactive'))) === null,
      'node types were there before the answer',
    );
    let releasedAt = 0;
    let interactiveAt = 0;
    const watched = await tab.watch(async () => {
      releasedAt = release();
      interactiveAt = await tab.marked('app:interactive');
    });
    const origin = await tab.page.evaluate(() => performance.timeOrigin);
    return { ms: origin + interactiveAt - releasedAt, worstMs: watched.worstMs };
  } finally {
    release();
    stage.server.setObjectInfo(stage.material.objectInfo[SMALL]);
  }
}

async function readOnFloor(tab: Tab, stage: Stage): Promise<Numbers> {
  const numbers: Record<string, number> = {};
  for (const files of FILE_COUNTS) {
    stage.server.setObjectInfo(stage.material.objectInfo[files]);
    await openFloor(tab, stage, 'data');
    const { fetchMs, parseMs } = await tab.page.evaluate((runs) => window.floorData.read(runs), READS);
    // The goal is three parses and one fetch: the ratio to this sum is held against 1.
    numbers[`usable${files}`] = 3 * parseMs + fetchMs;
  }
  stage.server.setObjectInfo(stage.material.objectInfo[SMALL]);
  return numbers;
}

async function readBoth(tab: Tab, stage: Stage): Promise<Numbers> {
  const small = await readTypes(tab, stage, 40);
  // What the page kept of the small list would stand in for the large one.
  await tab.cdp.send('Storage.clearDataForOrigin', { origin: new URL(stage.server.url).origin, storageTypes: 'all' });
  await tab.page.goto('about:blank');
  const large = await readTypes(tab, stage, 345);
  return { usable40: small.ms, usable345: large.ms, worst345: large.worstMs };
}

const nodeTypes: Scenario = {
  id: 'P10',
  title: 'object_info to usable search',
  isInQuick: false,
  runs: 5,
  needsFrames: false,
  isGraph: false,
  lines: () => [
    { what: '6 MB, against 3 parses + fetch', key: 'usable40', unit: 'ms', rule: { kind: 'time', goal: 1 } },
    { what: '34 MB, against 3 parses + fetch', key: 'usable345', unit: 'ms', rule: { kind: 'time', goal: 1 } },
    { what: '34 MB, worst frame', key: 'worst345', unit: 'ms', rule: { kind: 'most', goal: 50 } },
  ],
  floor: readOnFloor,
  product: readBoth,
};

/** Exports the workflow again and again by the button in the bar; answers the median ms from the click to the finished file, and the file. */
async function exportMany(tab: Tab, stage: Stage): Promise<Numbers> {
  const graph = await openProductGraph(tab, stage);
  await graph.open(stage.material.workflows[2_000].text);
  const button = tab.page.getByRole('button', { name: 'Export API prompt' });
  // The first one loads what exporting needs.
  const download = tab.page.waitForEvent('download');
  await button.click();
  const file = await readText(await (await download).createReadStream());
  const times: number[] = [];
  for (let run = 0; run < REPEATS; run++) {
    await button.click();
    times.push(await tab.blobAfterClick());
  }
  assertReached(Object.keys(JSON.parse(file) as object).length === stage.material.workflows[2_000].nodeCount, 'the export is not whole');
  await openFloor(tab, stage, 'data');
  const written = await tab.page.evaluate(([text, runs]) => window.floorData.write(text, runs), [file, REPEATS] as const);
  return { exported: median(times), written };
}

async function readText(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

const exporting: Scenario = {
  id: 'P11',
  title: 'export 2,000 nodes',
  isInQuick: false,
  runs: 1,
  needsFrames: false,
  isGraph: false,
  lines: () => [
    {
      what: 'against JSON.stringify of the result',
      key: 'exported',
      floorKey: 'written',
      isAgainstItself: true,
      unit: 'ms',
      rule: { kind: 'time', goal: 3 },
    },
  ],
  product: exportMany,
};

/** Scenarios about memory and data. */
export const dataScenarios: readonly Scenario[] = [heap, nodeTypes, exporting];
