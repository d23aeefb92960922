import { expect, it } from 'vitest';
import type { Point } from '../pixels/mask';
import { createKeyHand } from './key-hand';
import type { Hand } from './hand';

function setUp(scale = 1) {
  let cursor: Point = { x: 50, y: 40 };
  let isDown = false;
  const did: string[] = [];
  const hand: Hand = {
    down: ({ x, y }, how) => {
      isDown = true;
      did.push(`down ${x} ${y}${how?.isOpposite === true ? ' opposite' : ''}`);
    },
    along: ({ x, y }) => isDown && did.push(`along ${x} ${y}`),
    up: () => {
      isDown = false;
      did.push('up');
    },
    cancel: () => {
      isDown = false;
      did.push('cancel');
    },
    isDown: () => isDown,
  };
  const view = { cursor: () => cursor, setCursor: (at: Point) => (cursor = at), scale: () => scale };
  const said: boolean[] = [];
  const press = createKeyHand({ view, hand, picture: { width: 100, height: 80 }, onPress: (down) => said.push(down) });
  const key = (name: string, shiftKey = false, altKey = false): boolean => press({ key: name, shiftKey, altKey });
  return { key, did, said, cursor: () => cursor };
}

it('moves, puts down and lifts the tool by keys', () => {
  const { key, did, said } = setUp();
  expect(key('ArrowRight')).toBe(true);
  key(' ');
  key('ArrowDown');
  key('ArrowLeft', true);
  key('Enter');
  expect(did).toEqual(['down 58 40', 'along 58 48', 'along 0 48', 'up']);
  expect(said).toEqual([true, false]);
  key(' ', false, true);
  key('Escape');
  expect(did.slice(4)).toEqual(['down 0 48 opposite', 'cancel']);
});

it('goes in the same steps to the eye at every zoom, and never off the picture', () => {
  const { key, cursor } = setUp(4);
  key('ArrowUp');
  expect(cursor()).toEqual({ x: 50, y: 38 });
  for (let times = 0; times < 9; times++) key('ArrowUp', true);
  expect(cursor()).toEqual({ x: 50, y: 0 });
});

it('leaves all other keys to the page, and Escape too while nothing is under way', () => {
  const { key, did } = setUp();
  expect(['Escape', 'Enter', 'b', 'Tab'].map((name) => key(name))).toEqual([false, false, false, false]);
  expect(did).toEqual([]);
});
