import { openFloor, openProduct, parkPointer } from '../pages';
import type { Numbers, Scenario, Stage } from '../scenario';
import { assertReached, type Tab } from '../tab';

const MB = 1_000_000;
const LOOK_MS = 200;
const MAX_LOOKS = 25;

/** Presses the gallery's button and answers how long until the first screen of pictures could be seen. */
async function pressGallery(tab: Tab, role: 'link' | 'button'): Promise<number> {
  await tab.page.getByRole(role, { name: 'Gallery', exact: true }).first().click();
  const clickedAt = await tab.page.evaluate(() => window.benchProbe.lastClickAtMs());
  return (await tab.marked('gallery:first-pictures', clickedAt)) - clickedAt;
}

async function openGallery(tab: Tab, stage: Stage, size: 10_000 | 100_000): Promise<Numbers> {
  stage.server.setHistory(size);
  await openProduct(tab, stage);
  await tab.settled(await tab.now());
  const first = await pressGallery(tab, 'link');
  return { first };
}

const opening: Scenario = {
  id: 'P7',
  title: 'gallery of 10,000: open',
  isInQuick: false,
  runs: 5,
  needsFrames: false,
  isGraph: false,
  lines: () => [{ what: 'first pictures', key: 'first', unit: 'ms', rule: { kind: 'time', goal: 3, atLeast: 33 } }],
  floor: async (tab, stage) => {
    await openFloor(tab, stage, 'gallery');
    await tab.settled(await tab.now());
    return { first: await pressGallery(tab, 'button') };
  },
  product: (tab, stage) => openGallery(tab, stage, 10_000),
};

/** The reference of the first output that is in view, and whether a picture is drawn in the list. */
async function firstInView(tab: Tab): Promise<{ readonly name: string; readonly hasPicture: boolean }> {
  return tab.page.evaluate(() => {
    const tiles = [...document.querySelectorAll<HTMLElement>('[data-output]')];
    const inView = tiles.filter((tile) => {
      const { top, bottom } = tile.getBoundingClientRect();
      return bottom > 150 && top < innerHeight;
    });
    const hasPicture = inView.some((tile) => [...tile.querySelectorAll('img')].some((image) => image.complete && image.naturalWidth > 0));
    return { name: inView[0]?.dataset['output'] ?? '', hasPicture };
  });
}

/** As `firstInView`, once a picture is drawn there or was long enough waited for. */
async function pictureInView(tab: Tab): ReturnType<typeof firstInView> {
  for (let look = 0; look < MAX_LOOKS; look++) {
    const seen = await firstInView(tab);
    if (seen.hasPicture) return seen;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return firstInView(tab);
}

async function scrollGallery(tab: Tab, stage: Stage, size: 10_000 | 100_000): Promise<Numbers> {
  await openGallery(tab, stage, size);
  const before = await firstInView(tab);
  const watched = await tab.watch(() => tab.driver.scroll({ x: 700, y: 500 }, stage.gestureS));
  await tab.settled(await tab.now());
  const after = await pictureInView(tab);
  assertReached(after.name !== '' && after.name !== before.name, 'scrolling reached no other picture');
  assertReached(after.hasPicture, 'no picture is drawn where scrolling ended');
  await parkPointer(tab);
  const { heapBytes, domNodes } = await tab.memory();
  return { fps: watched.fps, heap: heapBytes / MB, dom: domNodes };
}

async function scrollBoth(tab: Tab, stage: Stage): Promise<Numbers> {
  const small = await scrollGallery(tab, stage, 10_000);
  // A page of its own in the same browser: what the first list left behind must not count for the second.
  await tab.page.goto('about:blank');
  const large = await scrollGallery(tab, stage, 100_000);
  return {
    fps: small['fps'] ?? 0,
    fpsLarge: large['fps'] ?? 0,
    dom: small['dom'] ?? 0,
    domLarge: large['dom'] ?? 0,
    heap: small['heap'] ?? 0,
    heapLarge: large['heap'] ?? 0,
  };
}

const scrolling: Scenario = {
  id: 'P8',
  title: 'gallery: scroll',
  isInQuick: true,
  runs: 3,
  needsFrames: true,
  isGraph: false,
  lines: () => [
    { what: '10,000', key: 'fps', unit: 'fps', rule: { kind: 'rate', goal: 0.9 } },
    { what: '100,000', key: 'fpsLarge', floorKey: 'fps', unit: 'fps', rule: { kind: 'rate', goal: 0.9 } },
    {
      what: 'DOM nodes, 100,000 against 10,000',
      key: 'domLarge',
      floorKey: 'dom',
      isAgainstItself: true,
      unit: '',
      rule: { kind: 'time', goal: 1.1 },
    },
    {
      what: 'heap, 100,000 against 10,000',
      key: 'heapLarge',
      floorKey: 'heap',
      isAgainstItself: true,
      unit: 'MB',
      rule: { kind: 'time', goal: 1.1 },
    },
  ],
  floor: async (tab, stage) => {
    await openFloor(tab, stage, 'gallery');
    await pressGallery(tab, 'button');
    const watched = await tab.watch(() => tab.driver.scroll({ x: 700, y: 500 }, stage.gestureS));
    assertReached((await tab.page.evaluate(() => window.scrollY)) > 1_000, 'the page did not scroll');
    return { fps: watched.fps };
  },
  product: scrollBoth,
};

/** Scenarios about the gallery. */
export const galleryScenarios: readonly Scenario[] = [opening, scrolling];
