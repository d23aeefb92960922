import { expect, it } from 'vitest';
import { createPainting } from '../pixels/painting';
import type { Point, Rect } from '../pixels/mask';
import { FIRST_SETTINGS, type ToolSettings } from '../tool-settings';
import { createHand } from './hand';

function setUp(first: Partial<ToolSettings> = {}) {
  const painting = createPainting({ width: 100, height: 80, data: new Uint8Array(8_000) });
  const given = { settings: { ...FIRST_SETTINGS, sizePx: 10, hardness: 100, ...first } };
  const drawn: Rect[] = [];
  const outlines: (readonly Point[])[] = [];
  let done = 0;
  const hand = createHand({
    painting,
    settings: () => given.settings,
    pixels: () => new Uint8ClampedArray(32_000),
    onDraw: (rect) => drawn.push(rect),
    onOutline: (points) => outlines.push(points),
    onDone: () => done++,
  });
  const use = (change: Partial<ToolSettings>): void => {
    given.settings = { ...given.settings, ...change };
  };
  const at = (x: number, y: number): number => painting.mask.data[y * 100 + x] ?? -1;
  return { painting, hand, drawn, outlines, use, at, done: () => done };
}

const place = (x: number, y: number, pressure = 1) => ({ x, y, pressure });

it('paints a stroke as one step, and a straight line from its end', () => {
  const { hand, painting, at, drawn, done } = setUp();
  hand.down(place(10, 10));
  hand.along(place(40, 10));
  expect([hand.isDown(), done()]).toEqual([true, 0]);
  hand.up();
  expect([at(25, 10), done(), drawn.length]).toEqual([255, 1, 2]);
  hand.down(place(40, 60), { isStraight: true });
  hand.up();
  expect(at(40, 35)).toBe(255);
  painting.undo();
  expect([at(40, 35), at(25, 10)]).toEqual([0, 255]);
});

it('takes away with the eraser, and does the opposite when asked', () => {
  const { hand, use, at } = setUp({ tool: 'rectangle' });
  hand.down(place(10.4, 10.4));
  hand.along(place(60.2, 50.7));
  hand.up();
  expect([at(10, 10), at(59, 50), at(60, 51), at(9, 20)]).toEqual([255, 255, 0, 0]);
  use({ tool: 'eraser' });
  hand.down(place(30, 30));
  hand.up();
  expect(at(30, 30)).toBe(0);
  hand.down(place(30, 30), { isOpposite: true });
  hand.up();
  expect(at(30, 30)).toBe(255);
  use({ tool: 'lasso', takesAway: true });
  for (const [step, point] of [place(0, 0), place(90, 0), place(0, 75)].entries()) (step === 0 ? hand.down : hand.along)(point);
  hand.up();
  expect([at(12, 12), at(58, 48)]).toEqual([0, 255]);
});

it('shows the line of a shape and drops it when it is called off', () => {
  const { hand, outlines, painting } = setUp({ tool: 'lasso' });
  hand.down(place(1, 1));
  hand.along(place(50, 1));
  hand.along(place(50, 50));
  expect(outlines.at(-1)).toHaveLength(3);
  hand.cancel();
  expect(outlines.at(-1)).toEqual([]);
  hand.up();
  expect(painting.canUndo()).toBe(false);
});

it('fills at once', () => {
  const { hand, use, at, done } = setUp({ tool: 'fill', opacity: 50 });
  hand.down(place(50, 50));
  expect([at(0, 0), hand.isDown(), done()]).toEqual([128, false, 1]);
  use({ fillBy: 'picture', opacity: 100 });
  hand.down(place(3, 3));
  expect(at(99, 79)).toBe(255);
});

it('paints thinner with less pressure, unless that is off', () => {
  const widthAt = ({ at }: ReturnType<typeof setUp>): number =>
    Array.from({ length: 80 }, (_, y) => at(20, y)).filter((value) => value > 0).length;
  const light = setUp({ sizePx: 20 });
  light.hand.down(place(20, 40, 0.2));
  const off = setUp({ sizePx: 20, usesPressure: false });
  off.hand.down(place(20, 40, 0.2));
  expect(widthAt(off)).toBe(20);
  expect(widthAt(light)).toBeLessThan(10);
});

it('does nothing while the picture is being moved', () => {
  const { hand, painting } = setUp({ tool: 'pan' });
  hand.down(place(20, 20));
  hand.along(place(40, 40));
  hand.up();
  expect(painting.canUndo()).toBe(false);
});
