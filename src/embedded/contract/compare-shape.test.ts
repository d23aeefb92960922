import { describe, expect, it } from 'vitest';
import { compareShape } from './compare-shape';

describe('compareShape', () => {
  it('lets values differ', () => {
    expect(compareShape({ id: 'a', n: 1, on: true, nothing: null }, { id: 'b', n: 2n ** 64n, on: false, nothing: null })).toEqual([]);
  });

  it('names missing, extra and differing fields with their paths', () => {
    const differences = compareShape({ a: { b: 1, c: 'x' } }, { a: { b: '1', d: null } });
    expect(differences).toEqual(['a.c: missing', 'a.d: not expected (null)', 'a.b: expected number, found string ("1")']);
  });

  it('tells null, list, object and text apart', () => {
    for (const [expected, actual] of [
      [null, {}],
      [[], {}],
      ['', 0],
      [{}, undefined],
    ]) {
      expect(compareShape(expected, actual)).toHaveLength(1);
    }
  });

  it('compares lists by position and length unless told otherwise', () => {
    expect(compareShape([1, 'a'], [2, 'b'])).toEqual([]);
    expect(compareShape([1, 'a'], [2])).toEqual(['(body): expected 2 items, found 1']);
    expect(compareShape([1, 'a'], ['a', 1])).toHaveLength(2);
  });

  it('takes any number of items in a free list, each like one of the expected', () => {
    const rules = { lists: ['items'] };
    expect(compareShape({ items: [1, 'a'] }, { items: ['b', 'c', 3] }, rules)).toEqual([]);
    expect(compareShape({ items: [{ a: 1 }] }, { items: [{ a: 1 }, { b: 1 }] }, rules)).toHaveLength(2);
    expect(compareShape({ items: [1] }, { items: [] }, rules)).toEqual(['items: expected members, found none']);
    expect(compareShape({ items: [] }, { items: [1] }, rules)).toEqual(['items.0: not expected (1)']);
  });

  it('takes any keys in a free map', () => {
    const rules = { maps: ['', '*.outputs'] };
    const expected = { x: { outputs: { 3: { images: [] } } } };
    expect(compareShape(expected, { y: { outputs: { 4: { images: [] }, 5: { images: [] } } } }, rules)).toEqual([]);
    expect(compareShape(expected, { y: { outputs: { 4: { text: [] } } } }, rules)).not.toEqual([]);
  });

  it('demands equal values where a rule says so, and looks away where one says so', () => {
    expect(compareShape({ a: 1, b: 1 }, { a: 2, b: 2 }, { same: ['a'] })).toEqual(['a: expected 1, found 2']);
    expect(compareShape({ a: { deep: 1 } }, { a: { deep: 2 } }, { same: ['**'] })).toHaveLength(1);
    expect(compareShape({ a: { deep: 1 } }, { a: 'other' }, { free: ['a.**'] })).toEqual([]);
  });
});
