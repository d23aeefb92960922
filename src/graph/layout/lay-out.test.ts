import Elk from 'elkjs/lib/elk.bundled.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut, type LayoutBox, type LayoutEngine, type LayoutTask } from './lay-out';
import type { Rect } from './place';

const elk = new Elk();
const engine: LayoutEngine = { layout: (graph) => elk.layout(graph) };

const box = (id: number, more: Partial<LayoutBox> = {}): LayoutBox => ({
  id: `${id}`,
  x: 300 - id * 10,
  y: id * 5,
  width: 200,
  height: 100,
  inputs: [{ id: `in ${id}`, y: 40 }],
  outputs: [{ id: `out ${id}`, y: 40 }],
  frame: null,
  place: 'any',
  ...more,
});
const wire = (from: number, to: number) => ({ from: `out ${from}`, to: `in ${to}` });
const rightOf = (rect: Rect | undefined): number => (rect?.x ?? NaN) + (rect?.width ?? NaN);
const overlap = (a: Rect, b: Rect): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

async function placed(task: LayoutTask) {
  const rects = await layOut(task, engine);
  return (id: number | string): Rect => {
    const found = rects.get(String(id));
    if (found === undefined) throw new Error(`${id} was not placed`);
    return found;
  };
}

describe('layOut', () => {
  it('goes from left to right along the wires and starts where the boxes were', async () => {
    const at = await placed({ boxes: [box(1), box(2), box(3)], frames: [], wires: [wire(3, 1), wire(1, 2)] });
    expect(rightOf(at(3))).toBeLessThan(at(1).x);
    expect(rightOf(at(1))).toBeLessThan(at(2).x);
    expect([Math.min(at(1).x, at(2).x, at(3).x), Math.min(at(1).y, at(2).y, at(3).y)]).toEqual([270, 5]);
  });

  it('keeps the boxes of a frame in it, and others out', async () => {
    const boxes = [box(1), box(2, { frame: 'inner' }), box(3, { frame: 'outer' }), box(4)];
    const frames = [
      { id: 'outer', inside: null },
      { id: 'inner', inside: 'outer' },
      { id: 'empty', inside: null },
    ];
    const at = await placed({ boxes, frames, wires: [wire(1, 2), wire(2, 4), wire(1, 3), wire(3, 4)] });
    const isWithin = (outer: Rect, inner: Rect): boolean =>
      inner.x >= outer.x && inner.y >= outer.y + 34 && rightOf(inner) <= rightOf(outer) && inner.y + inner.height <= outer.y + outer.height;
    expect([isWithin(at('inner'), at(2)), isWithin(at('outer'), at('inner')), isWithin(at('outer'), at(3))]).toEqual([true, true, true]);
    expect([overlap(at('outer'), at(1)), overlap(at('outer'), at(4))]).toEqual([false, false]);
    expect(() => at('empty')).toThrow(/not placed/);
  });

  it('puts a definition’s inputs first and its outputs last', async () => {
    const boxes = [box(1, { place: 'last', outputs: [] }), box(2), box(3), box(4, { place: 'first', inputs: [] })];
    const at = await placed({ boxes, frames: [], wires: [wire(4, 3), wire(2, 3), wire(3, 1)] });
    expect(at(4).x).toBe(Math.min(...[1, 2, 3, 4].map((id) => at(id).x)));
    expect(at(1).x).toBe(Math.max(...[1, 2, 3, 4].map((id) => at(id).x)));
  });

  it('places nothing when there is nothing', async () => {
    expect((await layOut({ boxes: [], frames: [], wires: [] }, engine)).size).toBe(0);
  });

  it('places every box of any graph, loops and frames included, over no other', async () => {
    const count = 9;
    const number = fc.integer({ min: 1, max: count });
    const anyFrame = fc.constantFrom(null, 'a', 'b');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(number, number), { maxLength: 20 }),
        fc.array(anyFrame, { minLength: count, maxLength: count }),
        async (pairs, inFrame) => {
          const boxes = inFrame.map((frame, index) => box(index + 1, { frame }));
          const frames = [
            { id: 'a', inside: null },
            { id: 'b', inside: 'a' },
          ];
          const at = await placed({ boxes, frames, wires: pairs.map(([from, to]) => wire(from, to)) });
          const rects = boxes.map(({ id }) => at(id));
          for (const [index, rect] of rects.entries()) {
            expect([Number.isInteger(rect.x), rect.width]).toEqual([true, 200]);
            for (const other of rects.slice(index + 1)) expect(overlap(rect, other)).toBe(false);
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
