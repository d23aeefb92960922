import type { JSHandle, Locator } from '@playwright/test';
import type { Point } from './driver';
import type { Stage } from './scenario';
import { assertReached, type Tab } from './tab';

declare global {
  interface Window {
    /** Of the floor page `graph`. */
    floorGraph: {
      readonly view: { readonly x: number; readonly y: number; readonly zoom: number };
      readonly boxAt: (x: number, y: number) => { readonly x: number; readonly y: number } | null;
    };
    /** Of the floor page `data`. */
    floorData: {
      readonly read: (runs: number) => Promise<{ fetchMs: number; parseMs: number }>;
      readonly write: (text: string, runs: number) => number;
    };
  }
}

const PARK: Point = { x: 700, y: 4 };
const NEAR_ZOOM = 0.8;

/** Opens a floor page and waits until it can be used. */
export async function openFloor({ page, marked }: Tab, { server }: Stage, name: string): Promise<void> {
  await page.goto(`${server.url}floor/${name}.html`);
  await marked('app:interactive');
}

/** Opens the product and waits until it can be worked with. */
export async function openProduct({ page, marked }: Tab, { server }: Stage, route = ''): Promise<void> {
  await page.goto(`${server.url}${route}`);
  await marked('app:interactive');
}

/** Milliseconds from the drop of a workflow file until the page is at rest with it painted. */
export async function dropWorkflow(tab: Tab, target: Locator, text: string): Promise<number> {
  const transfer = await transferOf(tab, text);
  await target.evaluate((element, dataTransfer) => {
    element.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
  }, transfer);
  await tab.settled(0);
  const droppedAt = await target.evaluate((element, dataTransfer) => {
    const now = performance.now();
    element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    return now;
  }, transfer);
  const paintedAt = await tab.marked('workflow:painted', droppedAt);
  return (await tab.settled(paintedAt)) - droppedAt;
}

function transferOf({ page }: Tab, text: string): Promise<JSHandle<DataTransfer>> {
  return page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], 'workflow.json', { type: 'application/json' }));
    return transfer;
  }, text);
}

/** What the gestures need to know of a page with a graph. */
export interface GraphPage {
  readonly centre: Point;
  /** Where the graph's own pixels begin. */
  readonly origin: Point;
  /** Right end of a sweep. */
  readonly right: Point;
  readonly view: () => Promise<{ readonly x: number; readonly y: number; readonly zoom: number }>;
  /** Opens the workflow; answers the ms until settled. */
  readonly open: (text: string) => Promise<number>;
}

const FLOOR_CENTRE: Point = { x: 720, y: 450 };

/** The floor's graph. */
export async function openFloorGraph(tab: Tab, stage: Stage): Promise<GraphPage> {
  await openFloor(tab, stage, 'graph');
  return {
    centre: FLOOR_CENTRE,
    origin: { x: 0, y: 0 },
    right: { x: 1_300, y: 450 },
    open: (text) => dropWorkflow(tab, tab.page.locator('canvas'), text),
    view: () =>
      tab.page.evaluate(() => {
        const { view } = window.floorGraph;
        return { x: view.x, y: view.y, zoom: view.zoom };
      }),
  };
}

/** The product's graph. */
export async function openProductGraph(tab: Tab, stage: Stage): Promise<GraphPage> {
  await openProduct(tab, stage);
  const region = tab.page.getByRole('region', { name: 'Graph', exact: true });
  await region.waitFor();
  const box = await region.boundingBox();
  assertReached(box !== null, 'the graph has no place on the page');
  return {
    centre: { x: box.x + box.width / 2, y: box.y + box.height / 2 },
    origin: { x: box.x, y: box.y },
    right: { x: box.x + box.width - 30, y: box.y + box.height / 2 },
    open: (text) => dropWorkflow(tab, region, text),
    view: () =>
      tab.page.evaluate(() => {
        const { transform } = getComputedStyle(document.querySelector('.react-flow__viewport') ?? document.body);
        const matrix = new DOMMatrix(transform);
        return { x: matrix.e, y: matrix.f, zoom: matrix.a };
      }),
  };
}

/** Runs a gesture and makes sure that it moved the view. */
export async function watchGesture(tab: Tab, graph: GraphPage, gesture: () => Promise<void>): ReturnType<Tab['watch']> {
  const seen: string[] = [JSON.stringify(await graph.view())];
  const watched = await tab.watch(async () => {
    await gesture();
    seen.push(JSON.stringify(await graph.view()));
  });
  assertReached(seen[0] !== seen[1], 'the gesture did not move the view');
  return watched;
}

/** Turns the wheel over a point of the graph until it is shown at 0.8, then drags that point into the middle. */
export async function zoomNear(tab: Tab, graph: GraphPage, target: Point): Promise<void> {
  const pixel = async (): Promise<Point> => {
    const { x, y, zoom } = await graph.view();
    return { x: graph.origin.x + x + target.x * zoom, y: graph.origin.y + y + target.y * zoom };
  };
  for (let turn = 0; turn < 200; turn++) {
    const { zoom } = await graph.view();
    if (zoom >= NEAR_ZOOM) break;
    const wanted = -Math.log2(NEAR_ZOOM / zoom) / 0.002;
    await tab.driver.wheel(await pixel(), Math.max(-100, Math.min(-5, wanted)));
    await tab.page.evaluate(() => new Promise(requestAnimationFrame));
  }
  const { zoom } = await graph.view();
  assertReached(Math.abs(zoom - NEAR_ZOOM) < 0.1, `the wheel led to a scale of ${zoom}`);
  const from = await pixel();
  await tab.driver.press(from, 'middle');
  await tab.driver.move({ x: (from.x + graph.centre.x) / 2, y: (from.y + graph.centre.y) / 2 }, 'middle');
  await tab.driver.move(graph.centre, 'middle');
  await tab.driver.release(graph.centre, 'middle');
  await tab.settled(await tab.now());
}

/** Takes the pointer off everything. */
export async function parkPointer({ driver }: Tab): Promise<void> {
  await driver.move(PARK);
}
