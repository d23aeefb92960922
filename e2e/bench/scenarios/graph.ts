import type { Point } from '../driver';
import { generateWorkflow } from '../generate/workflow';
import type { Numbers, Scenario, Stage } from '../scenario';
import { openFloorGraph, openProductGraph, parkPointer, watchGesture, zoomNear, type GraphPage } from '../pages';
import { assertReached, type Tab } from '../tab';

const TWO_FRAMES_MS = 33;
const NEAR_ENOUGH = 0.6;
const LARGE = 2_000;
/** A sweep of this length reaches the end of the graph. */
const WHOLE_SWEEP_S = 5;

async function openSizes({ graphs }: Stage, graph: GraphPage): Promise<Numbers> {
  const numbers: Record<string, number> = {};
  for (const size of graphs.sizes) {
    const { text } = graphs.get(size);
    numbers[`open${size}`] = await graph.open(text);
    const { zoom } = await graph.view();
    assertReached(zoom !== 1, `the workflow of ${size} nodes was not fitted into the view`);
  }
  return numbers;
}

const opening: Scenario = {
  id: 'P3',
  title: 'open a workflow',
  isInQuick: true,
  runs: 5,
  needsFrames: false,
  isGraph: true,
  lines: ({ graphs }) => [
    ...graphs.sizes.map((size) => ({
      what: `${size} nodes, settled`,
      key: `open${size}`,
      unit: 'ms' as const,
      rule: { kind: 'time', goal: 8, atLeast: TWO_FRAMES_MS } as const,
    })),
    ...(graphs.sizes.includes(100)
      ? [
          {
            what: '2,000 against 100 nodes',
            key: 'open2000',
            floorKey: 'open100',
            isAgainstItself: true,
            unit: 'ms' as const,
            rule: { kind: 'time', goal: 3, atLeast: TWO_FRAMES_MS } as const,
          },
        ]
      : []),
  ],
  floor: async (tab, stage) => openSizes(stage, await openFloorGraph(tab, stage)),
  product: async (tab, stage) => openSizes(stage, await openProductGraph(tab, stage)),
};

/** About 5 MB of JSON. */
const HUGE = 7_200;
const HUGE_BYTES = 5_000_000;

const openingHuge: Scenario = {
  id: 'P3',
  title: 'open a 5 MB file',
  isInQuick: false,
  runs: 3,
  needsFrames: false,
  isGraph: false,
  lines: () => [{ what: 'longest task', key: 'longest', unit: 'ms', rule: { kind: 'most', goal: 50 } }],
  product: async (tab, stage) => {
    const { text } = generateWorkflow(HUGE);
    assertReached(Buffer.byteLength(text) >= HUGE_BYTES, 'the file is too small');
    const graph = await openProductGraph(tab, stage);
    const { longestTaskMs } = await tab.watch(() => graph.open(text));
    return { longest: longestTaskMs };
  },
};

async function moveAtFit(tab: Tab, stage: Stage, graph: GraphPage): Promise<Numbers> {
  await graph.open(stage.graphs.get(LARGE).text);
  const pan = await watchGesture(tab, graph, () => tab.driver.pan(graph.centre, stage.gestureS));
  const zoom = await watchGesture(tab, graph, () => tab.driver.zoom(graph.centre, stage.gestureS, 'in'));
  await parkPointer(tab);
  return {
    panFps: pan.fps,
    panP95: pan.p95Ms,
    zoomFps: zoom.fps,
    zoomP95: zoom.p95Ms,
    longest: Math.max(pan.longestTaskMs, zoom.longestTaskMs),
  };
}

const atFit: Scenario = {
  id: 'P4',
  title: 'pan and zoom at fit, 2,000 nodes',
  isInQuick: true,
  runs: 3,
  needsFrames: true,
  isGraph: true,
  lines: () => [
    { what: 'pan', key: 'panFps', unit: 'fps', rule: { kind: 'rate', goal: 0.85 } },
    { what: 'pan, 95th percentile', key: 'panP95', unit: 'ms', rule: { kind: 'time', goal: 2 } },
    { what: 'zoom', key: 'zoomFps', unit: 'fps', rule: { kind: 'rate', goal: 0.85 } },
    { what: 'zoom, 95th percentile', key: 'zoomP95', unit: 'ms', rule: { kind: 'time', goal: 2 } },
    { what: 'longest task', key: 'longest', unit: 'ms', rule: { kind: 'most', goal: 50 } },
  ],
  floor: async (tab, stage) => moveAtFit(tab, stage, await openFloorGraph(tab, stage)),
  product: async (tab, stage) => moveAtFit(tab, stage, await openProductGraph(tab, stage)),
};

/** The wheel of the gesture before may have left the view far out: a few turns bring nodes back, where the view is. */
async function backToNear(tab: Tab, graph: GraphPage): Promise<void> {
  const { x, y, zoom } = await graph.view();
  if (zoom >= NEAR_ENOUGH) return;
  const { centre, origin } = graph;
  await zoomNear(tab, graph, { x: (centre.x - origin.x - x) / zoom, y: (centre.y - origin.y - y) / zoom });
}

async function moveNear(tab: Tab, stage: Stage, graph: GraphPage, between: () => Promise<void>): Promise<Numbers> {
  await graph.open(stage.graphs.get(LARGE).text);
  await zoomNear(tab, graph, stage.graphs.get(LARGE).middle);
  const pan = await watchGesture(tab, graph, () => tab.driver.pan(graph.centre, stage.gestureS));
  const zoom = await watchGesture(tab, graph, () => tab.driver.zoom(graph.centre, stage.gestureS, 'out'));
  await backToNear(tab, graph);
  const sweep = await watchGesture(tab, graph, () => tab.driver.sweep(graph.right, stage.gestureS, between));
  await parkPointer(tab);
  return {
    panFps: pan.fps,
    zoomFps: zoom.fps,
    sweepFps: sweep.fps,
    longest: Math.max(pan.longestTaskMs, zoom.longestTaskMs, sweep.longestTaskMs),
  };
}

/** Honesty: a sweep that shows no node of the last column was drawn by nobody. */
async function sweepWithWitness(tab: Tab, stage: Stage): Promise<Numbers> {
  const graph = await openProductGraph(tab, stage);
  const { lastColumn } = stage.graphs.get(LARGE);
  let isLastSeen = false;
  const numbers = await moveNear(tab, stage, graph, async () => {
    isLastSeen ||= await tab.page.evaluate(
      (ids) => ids.some((id) => document.querySelector(`[data-node-id="${CSS.escape(id)}"]`) !== null),
      lastColumn,
    );
  });
  if (stage.gestureS >= WHOLE_SWEEP_S) assertReached(isLastSeen, 'no node of the last column was ever there');
  return numbers;
}

const near: Scenario = {
  id: 'P5',
  title: 'at 0.8 and through the detail threshold, 2,000 nodes',
  isInQuick: false,
  runs: 3,
  needsFrames: true,
  isGraph: true,
  lines: () => [
    { what: 'pan', key: 'panFps', unit: 'fps', rule: { kind: 'rate', goal: 0.8 } },
    { what: 'sweep', key: 'sweepFps', unit: 'fps', rule: { kind: 'rate', goal: 0.8 } },
    { what: 'zoom through the threshold', key: 'zoomFps', unit: 'fps', rule: { kind: 'rate', goal: 0.8 } },
    { what: 'longest task', key: 'longest', unit: 'ms', rule: { kind: 'most', goal: 100 } },
  ],
  floor: async (tab, stage) => moveNear(tab, stage, await openFloorGraph(tab, stage), () => Promise.resolve()),
  product: sweepWithWitness,
};

async function dragOnFloor(tab: Tab, stage: Stage): Promise<Numbers> {
  const graph = await openFloorGraph(tab, stage);
  await graph.open(stage.graphs.get(LARGE).text);
  await zoomNear(tab, graph, stage.graphs.get(LARGE).middle);
  const placeOf = ({ x, y }: Point): Promise<number | null> =>
    tab.page.evaluate(([left, top]) => window.floorGraph.boxAt(left, top)?.x ?? null, [x, y] as const);
  const before = await placeOf(graph.centre);
  assertReached(before !== null, 'no box in the middle');
  const view = JSON.stringify(await graph.view());
  const watched = await tab.watch(() => tab.driver.dragAround(graph.centre, stage.gestureS));
  assertReached((await placeOf(graph.centre)) !== before, 'the box did not move');
  assertReached(JSON.stringify(await graph.view()) === view, 'the drag moved the view, not the box');
  return { dragFps: watched.fps, longest: watched.longestTaskMs };
}

async function dragInProduct(tab: Tab, stage: Stage): Promise<Numbers> {
  const graph = await openProductGraph(tab, stage);
  await graph.open(stage.graphs.get(LARGE).text);
  await zoomNear(tab, graph, stage.graphs.get(LARGE).middle);
  const found = await tab.page.evaluate(({ x, y }) => {
    const near = [...document.querySelectorAll<HTMLElement>('[data-node-id]')]
      .map((element) => ({ id: element.dataset['nodeId'] ?? '', box: element.getBoundingClientRect() }))
      .map(({ id, box }) => ({ id, at: { x: box.x + 40, y: box.y + 8 } }))
      .filter(({ at }) => document.elementFromPoint(at.x, at.y)?.closest('[data-node-id]') !== null)
      .sort((a, b) => Math.hypot(a.at.x - x, a.at.y - y) - Math.hypot(b.at.x - x, b.at.y - y));
    return near[0] ?? null;
  }, graph.centre);
  assertReached(found !== null, 'no node near the middle');
  const placeOf = (): Promise<string> =>
    tab.page.evaluate((id) => {
      const box = document.querySelector(`[data-node-id="${CSS.escape(id)}"]`)?.getBoundingClientRect();
      return box === undefined ? 'gone' : `${Math.round(box.x)} ${Math.round(box.y)}`;
    }, found.id);
  const before = { place: await placeOf(), view: JSON.stringify(await graph.view()) };
  const watched = await tab.watch(() => tab.driver.dragAround(found.at, stage.gestureS));
  assertReached((await placeOf()) !== before.place, `node ${found.id} did not move`);
  assertReached(JSON.stringify(await graph.view()) === before.view, 'the drag moved the view, not the node');
  return { dragFps: watched.fps, longest: watched.longestTaskMs };
}

const dragging: Scenario = {
  id: 'P13',
  title: 'drag one node of 2,000',
  isInQuick: false,
  runs: 3,
  needsFrames: true,
  isGraph: true,
  lines: () => [{ what: 'drag', key: 'dragFps', unit: 'fps', rule: { kind: 'rate', goal: 0.85 } }],
  floor: dragOnFloor,
  product: dragInProduct,
};

/** Scenarios about the graph; with `--real` they run on joined real workflows as well. */
export const graphScenarios: readonly Scenario[] = [opening, openingHuge, atFit, near, dragging];
