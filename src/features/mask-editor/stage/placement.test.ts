import { expect, it } from 'vitest';
import { centred, fitPlacement, toPicture, toStage, zoomAt } from './placement';

const stage = { width: 824, height: 624 };
const picture = { width: 1600, height: 1200 };

it('fits all of a picture with a margin, and enlarges small ones a little', () => {
  expect(fitPlacement(stage, picture)).toEqual({ k: 0.5, x: 12, y: 12 });
  expect(fitPlacement(stage, { width: 20, height: 20 })).toEqual({ k: 4, x: 372, y: 272 });
  expect(fitPlacement({ width: 0, height: 0 }, picture).k, 'before the stage has a size').toBeGreaterThan(0);
});

it('keeps what is under the pointer where it is', () => {
  const at = { x: 200, y: 340 };
  const before = fitPlacement(stage, picture);
  const after = zoomAt(before, 3, at, { stage, picture });
  expect(after.k).toBeCloseTo(1.5);
  expect(toPicture(after, at).x).toBeCloseTo(toPicture(before, at).x);
  expect(toPicture(after, at).y).toBeCloseTo(toPicture(before, at).y);
  expect(toStage(after, toPicture(after, at)).x).toBeCloseTo(at.x);
});

it('goes no further than half of what fits, and 32 times', () => {
  const sizes = { stage, picture };
  expect(zoomAt(centred(stage, picture, 1), 1e-6, { x: 0, y: 0 }, sizes).k).toBe(0.25);
  expect(zoomAt(centred(stage, picture, 1), 1e6, { x: 0, y: 0 }, sizes).k).toBe(32);
});
