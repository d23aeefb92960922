import { expect, it } from 'vitest';
import { wholeOf, type Mask } from './mask';
import { createTileHistory } from './tile-history';

function noise(seed: number): Mask {
  return { width: 128, height: 128, data: Uint8Array.from({ length: 128 * 128 }, (_, index) => (index * 31 + seed * 97) & 255) };
}

it('forgets the oldest steps above its limit, never the last', () => {
  const states = [1, 2, 3, 4].map(noise);
  const history = createTileHistory(2 * 128 * 128);
  states.slice(1).forEach((after, index) => history.record(states[index] ?? after, after, wholeOf(after)));
  const now = noise(4);
  history.undo(now);
  history.undo(now);
  expect(now.data).toEqual(noise(2).data);
  expect(history.canUndo()).toBe(false);

  const tiny = createTileHistory(1);
  tiny.record(noise(1), noise(2), wholeOf(now));
  expect(tiny.canUndo()).toBe(true);
});
