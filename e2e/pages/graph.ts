import { expect, type Locator, type Page } from '@playwright/test';
import type { JsonValue } from '@/lib/json';
import { stringifyExactJson } from '@/lib/exact-json';

/** A file as the chooser takes it. */
export interface ChosenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The canvas and the nodes on it, by the names people and screen readers know them by. */
export interface Graph {
  readonly region: Locator;
  readonly nodes: Locator;
  /** By title; its id does not matter. */
  readonly node: (title: string) => Locator;
  readonly nodeById: (id: number | string) => Locator;
  readonly input: (title: string, name: string) => Locator;
  readonly output: (title: string, name: string) => Locator;
  /** Through the button in the bar and the browser's file chooser. */
  readonly open: (file: string | ChosenFile) => Promise<void>;
  /** Drags with the mouse; `during` looks around before the button is let go. */
  readonly drag: (from: Locator | Point, to: Locator | Point, during?: () => Promise<void>) => Promise<void>;
  /** A pixel of the canvas with nothing on it. */
  readonly emptySpot: () => Promise<Point>;
  /** A point of a node that is none of its controls: its title bar. For drags; nodes must be at rest. */
  readonly titleBar: (node: Locator) => Promise<Point>;
  /** Clicks a node's title bar once it is at rest. */
  readonly clickTitle: (
    node: Locator,
    options?: { readonly button?: 'right'; readonly modifiers?: 'Shift'[]; readonly clickCount?: 2 },
  ) => Promise<void>;
}

/** Inside the title bar, beside the corner. */
const TITLE = { x: 40, y: 8 };

/** The graph of a page. */
export function graphOf(page: Page): Graph {
  const region = page.getByRole('region', { name: 'Graph' });
  const node = (title: string): Locator => region.getByRole('group', { name: new RegExp(`^${escape(title)} #\\d`) });
  return {
    region,
    nodes: region.locator('[aria-roledescription="node"]'),
    node,
    nodeById: (id) => region.locator(`[data-node-id="${id}"]`),
    input: (title, name) => node(title).getByRole('button', { name: `input ${name} of ${title}`, exact: true }),
    output: (title, name) => node(title).getByRole('button', { name: `output ${name} of ${title}`, exact: true }),
    open: async (file) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('banner').getByRole('button', { name: 'Open workflow file' }).click();
      await (await chooser).setFiles(typeof file === 'string' ? file : { ...file });
    },
    drag: (from, to, during) => drag(page, { from, to, during }),
    emptySpot: () => findEmptySpot(region),
    titleBar: async (locator) => {
      const { x, y } = await boxOf(locator);
      return { x: x + TITLE.x, y: y + TITLE.y };
    },
    clickTitle: (locator, options = {}) => locator.click({ ...options, position: TITLE }),
  };
}

/** A JSON value as a file for the chooser, numbers exact. */
export function jsonFile(name: string, value: JsonValue): ChosenFile {
  return { name, mimeType: 'application/json', buffer: Buffer.from(stringifyExactJson(value)) };
}

/** Where an element is now, in pixels of the window. */
export async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('the element is not on the page');
  return box;
}

/** The middle of an element in pixels of the window. */
export async function middleOf(locator: Locator): Promise<Point> {
  const { x, y, width, height } = await boxOf(locator);
  return { x: x + width / 2, y: y + height / 2 };
}

async function drag(
  page: Page,
  way: { from: Locator | Point; to: Locator | Point; during?: (() => Promise<void>) | undefined },
): Promise<void> {
  const from = await toPoint(way.from);
  const to = await toPoint(way.to);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + (to.x - from.x) / 2, from.y + (to.y - from.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await way.during?.();
  await page.mouse.up();
}

async function toPoint(place: Locator | Point): Promise<Point> {
  return 'boundingBox' in place ? dotOf(place) : place;
}

/** Sockets are buttons with a label; the wire begins at the dot, which is their first part that can be seen. */
async function dotOf(locator: Locator): Promise<Point> {
  const dot = locator.locator('span:not([hidden])').first();
  return middleOf((await dot.count()) > 0 ? dot : locator);
}

async function findEmptySpot(region: Locator): Promise<Point> {
  await expect(region.locator('.react-flow__pane')).toBeVisible();
  const spot = await region.evaluate((element) => {
    const box = element.getBoundingClientRect();
    for (let y = box.bottom - 40; y > box.top + 20; y -= 20) {
      for (let x = box.left + 40; x < box.right - 240; x += 20) {
        const isFree = [-10, 0, 10].every((dx) =>
          [-10, 0, 10].every((dy) => document.elementFromPoint(x + dx, y + dy)?.classList.contains('react-flow__pane') === true),
        );
        if (isFree) return { x, y };
      }
    }
    return null;
  });
  if (spot === null) throw new Error('nodes cover the whole canvas');
  return spot;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
