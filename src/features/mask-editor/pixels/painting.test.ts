import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPainting, type Painting } from './painting';
import type { Mask } from './mask';

const PAINT = { mode: 'paint', opacity: 1 } as const;
const ERASE = { mode: 'erase', opacity: 1 } as const;

function empty(width = 40, height = 30): Mask {
  return { width, height, data: new Uint8Array(width * height) };
}

/** A mask as rows of signs: `.` free, `#` masked, `+` in between. */
function rowsOf({ width, height, data }: Mask): readonly string[] {
  return Array.from({ length: height }, (_, y) =>
    [...data.subarray(y * width, (y + 1) * width)].map((value) => (value === 0 ? '.' : value === 255 ? '#' : '+')).join(''),
  );
}

const at = ({ mask }: Painting, x: number, y: number): number => mask.data[y * mask.width + x] ?? -1;

function square(left: number, top: number, right: number, bottom: number) {
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}

interface Dab {
  readonly radius: number;
  readonly hardness?: number;
  readonly mode?: 'paint' | 'erase';
}

function dab(painting: Painting, [x, y]: readonly [number, number], { radius, hardness = 1, mode = 'paint' }: Dab) {
  const point = { x, y, radius };
  return painting.stroke(point, point, { mode, opacity: 1, hardness });
}

describe('a brush', () => {
  it('leaves a round spot with an edge of one pixel', () => {
    const painting = createPainting(empty(9, 9));
    expect(dab(painting, [4.5, 4.5], { radius: 3 })).toEqual({ left: 0, top: 0, right: 9, bottom: 9 });
    expect(rowsOf(painting.mask)).toEqual([
      '.........',
      '...+++...',
      '..+###+..',
      '.+#####+.',
      '.+#####+.',
      '.+#####+.',
      '..+###+..',
      '...+++...',
      '.........',
    ]);
  });

  it('that is soft fades from its middle to its edge', () => {
    const painting = createPainting(empty());
    dab(painting, [20.5, 15.5], { radius: 10, hardness: 0 });
    const along = [0, 3, 6, 9, 11].map((distance) => at(painting, 20 + distance, 15));
    expect(along[0]).toBe(255);
    expect(along[4]).toBe(0);
    expect(along.toSorted((a, b) => b - a)).toEqual(along);
    expect(new Set(along).size).toBe(5);
  });

  it('paints no more within one stroke than its opacity, and more with the next', () => {
    const painting = createPainting(empty());
    const ink = { mode: 'paint', opacity: 0.5, hardness: 1 } as const;
    const [a, b] = [
      { x: 5, y: 15, radius: 4 },
      { x: 35, y: 15, radius: 4 },
    ];
    painting.stroke(a, b, ink);
    painting.stroke(b, a, ink);
    expect(at(painting, 20, 15)).toBe(128);
    painting.endStroke();
    painting.stroke(a, b, ink);
    expect(at(painting, 20, 15)).toBe(192);
  });

  it('widens along a piece with the pressure, without beads', () => {
    const painting = createPainting(empty(60, 30));
    painting.stroke({ x: 5, y: 15, radius: 1 }, { x: 55, y: 15, radius: 12 }, { ...PAINT, hardness: 1 });
    const heights = [8, 20, 35, 50].map(
      (x) => Array.from({ length: 30 }, (_, y) => at(painting, x, y)).filter((value) => value === 255).length,
    );
    expect(heights.toSorted((p, q) => p - q)).toEqual(heights);
    expect(heights[0]).toBeLessThan(heights[3] ?? 0);
  });

  it('erases what is there, and changes nothing outside', () => {
    const painting = createPainting(empty());
    painting.fillShape(square(0, 0, 40, 30), PAINT);
    dab(painting, [20, 15], { radius: 5, mode: 'erase' });
    painting.endStroke();
    expect([at(painting, 20, 15), at(painting, 2, 2)]).toEqual([0, 255]);
    expect(dab(painting, [-50, -50], { radius: 5 })).toBeNull();
  });

  it('that is called off leaves the mask as it was, and no step', () => {
    const painting = createPainting(empty());
    dab(painting, [20, 15], { radius: 5 });
    expect(painting.cancelStroke()).not.toBeNull();
    expect(painting.mask.data.every((value) => value === 0)).toBe(true);
    expect(painting.canUndo()).toBe(false);
    expect(painting.cancelStroke()).toBeNull();
    dab(painting, [20, 15], { radius: 2 });
    expect(at(painting, 24, 15), 'nothing of the first is left over').toBe(0);
  });
});

describe('a shape', () => {
  it('fills whole pixels fully and halves by half', () => {
    const painting = createPainting(empty(6, 5));
    painting.fillShape(square(1, 1, 4, 3.5), PAINT);
    expect(rowsOf(painting.mask)).toEqual(['......', '.###..', '.###..', '.+++..', '......']);
    expect(at(painting, 2, 3)).toBe(128);
    painting.fillShape(square(2, 0, 3, 5), ERASE);
    expect(rowsOf(painting.mask)).toEqual(['......', '.#.#..', '.#.#..', '.+.+..', '......']);
  });

  it('beyond the picture is cut, a line encloses nothing', () => {
    const painting = createPainting(empty(4, 3));
    painting.fillShape(square(-10, -10, 2, 100), PAINT);
    expect(rowsOf(painting.mask)).toEqual(['##..', '##..', '##..']);
    expect(
      painting.fillShape(
        [
          { x: 0, y: 0 },
          { x: 3, y: 2 },
        ],
        PAINT,
      ),
    ).toBeNull();
    expect(painting.fillShape([], PAINT)).toBeNull();
  });
});

describe('a fill', () => {
  it('stops at the painted line and closes up to it', () => {
    const painting = createPainting(empty(8, 7));
    for (const side of [square(1, 1, 7, 2), square(1, 5, 7, 6), square(1, 1, 2, 6), square(6, 1, 7, 6)]) painting.fillShape(side, PAINT);
    painting.fillFrom({ at: { x: 3.2, y: 3.9 }, tolerance: 10, ...PAINT });
    expect(rowsOf(painting.mask)).toEqual(['........', '.######.', '.######.', '.######.', '.######.', '.######.', '........']);
    expect(painting.fillFrom({ at: { x: -1, y: 2 }, tolerance: 10, ...PAINT })).toBeNull();
  });

  it('can follow the colours of the picture', () => {
    const painting = createPainting(empty(8, 4));
    const picture = new Uint8ClampedArray(8 * 4 * 4).fill(250);
    for (let y = 0; y < 4; y++) for (let x = 0; x < 3; x++) picture.set([10 + x, 20, 30, 255], (y * 8 + x) * 4);
    painting.fillFrom({ at: { x: 0, y: 0 }, tolerance: 4, picture, ...PAINT });
    expect(rowsOf(painting.mask)).toEqual(['####....', '####....', '####....', '####....']);
    painting.undo();
    painting.fillFrom({ at: { x: 0, y: 0 }, tolerance: 1, picture, ...PAINT });
    expect(rowsOf(painting.mask)[0], 'two shades and the pixel around them').toBe('###.....');
  });

  it('fills a large empty mask to its last pixel', () => {
    const painting = createPainting(empty(700, 500));
    painting.fillFrom({ at: { x: 350, y: 250 }, tolerance: 0, ...PAINT });
    expect(painting.mask.data.every((value) => value === 255)).toBe(true);
  });
});

describe('the whole mask', () => {
  const spot = (): Painting => {
    const painting = createPainting(empty(15, 11));
    painting.fillShape(square(6, 4, 9, 7), PAINT);
    return painting;
  };

  it('grows on all sides, round at the corners, and shrinks again', () => {
    const painting = spot();
    painting.change({ kind: 'grow', pixels: 2 });
    expect(rowsOf(painting.mask)).toEqual([
      '...............',
      '...............',
      '....++###++....',
      '....+#####+....',
      '....#######....',
      '....#######....',
      '....#######....',
      '....+#####+....',
      '....++###++....',
      '...............',
      '...............',
    ]);
    painting.change({ kind: 'shrink', pixels: 2 });
    expect(at(painting, 7, 5)).toBe(255);
    expect(at(painting, 4, 5)).toBe(0);
  });

  it('shrinks away what is thin, and not at the edge of the picture', () => {
    const painting = createPainting(empty(12, 6));
    painting.fillShape(square(0, 0, 4, 6), PAINT);
    painting.fillShape(square(8, 2, 10, 4), PAINT);
    painting.change({ kind: 'shrink', pixels: 1 });
    expect(rowsOf(painting.mask)).toEqual(Array.from({ length: 6 }, () => '###.........'));
  });

  it('softens its edges and keeps what it covers', () => {
    const painting = createPainting(empty());
    painting.fillShape(square(10, 5, 30, 25), PAINT);
    const sum = (): number => painting.mask.data.reduce((total, value) => total + value, 0);
    const before = sum();
    painting.change({ kind: 'feather', pixels: 4 });
    expect(at(painting, 20, 15)).toBe(255);
    expect(at(painting, 10, 15)).toBeGreaterThan(100);
    expect(at(painting, 10, 15)).toBeLessThan(200);
    expect(at(painting, 7, 15)).toBeGreaterThan(0);
    expect(Math.abs(sum() - before) / before).toBeLessThan(0.01);
  });

  it('turns over and empties', () => {
    const painting = spot();
    painting.change({ kind: 'invert' });
    expect([at(painting, 0, 0), at(painting, 7, 5)]).toEqual([255, 0]);
    painting.change({ kind: 'clear' });
    expect(painting.mask.data.every((value) => value === 0)).toBe(true);
    for (const kind of ['grow', 'shrink', 'feather'] as const) painting.change({ kind, pixels: 3 });
    expect(painting.mask.data.every((value) => value === 0)).toBe(true);
  });
});

describe('taking back', () => {
  it('a change that changed nothing is no step', () => {
    const painting = createPainting(empty());
    painting.change({ kind: 'clear' });
    painting.fillShape(square(1, 1, 5, 5), ERASE);
    expect(painting.canUndo()).toBe(false);
    expect(painting.undo()).toBeNull();
    expect(painting.redo()).toBeNull();
  });

  it('an unfinished stroke ends first', () => {
    const painting = createPainting(empty());
    dab(painting, [20, 15], { radius: 5 });
    expect(painting.canUndo()).toBe(true);
    painting.undo();
    expect(at(painting, 20, 15)).toBe(0);
    painting.redo();
    expect(at(painting, 20, 15)).toBe(255);
  });

  it('goes through every state in order, both ways, whatever was done', () => {
    const place = fc.record({ x: fc.integer({ min: -10, max: 310 }), y: fc.integer({ min: -10, max: 210 }) });
    const ink = fc.record({ mode: fc.constantFrom('paint' as const, 'erase' as const), opacity: fc.constantFrom(0.3, 1) });
    const action = fc.oneof(
      fc.record({ kind: fc.constant('stroke' as const), from: place, to: place, ink, radius: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ kind: fc.constant('shape' as const), points: fc.array(place, { minLength: 3, maxLength: 6 }), ink }),
      fc.record({ kind: fc.constant('whole' as const), change: fc.constantFrom('invert' as const, 'clear' as const) }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 8 }), (actions) => {
        const painting = createPainting(empty(300, 200));
        const states = [painting.mask.data.slice()];
        for (const given of actions) {
          if (given.kind === 'stroke') {
            const { from, to, radius } = given;
            painting.stroke({ ...from, radius }, { ...to, radius }, { ...given.ink, hardness: 0.7 });
            painting.endStroke();
          } else if (given.kind === 'shape') painting.fillShape(given.points, given.ink);
          else painting.change({ kind: given.change });
          const now = painting.mask.data.slice();
          if (Buffer.compare(now, states.at(-1) ?? now) !== 0) states.push(now);
        }
        for (const state of states.slice(0, -1).toReversed()) {
          painting.undo();
          expect(Buffer.compare(painting.mask.data, state)).toBe(0);
        }
        expect(painting.canUndo()).toBe(false);
        for (const state of states.slice(1)) {
          painting.redo();
          expect(Buffer.compare(painting.mask.data, state)).toBe(0);
        }
        expect(painting.canRedo()).toBe(false);
      }),
      { numRuns: 40 },
    );
  });
});
