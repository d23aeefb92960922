import { expect, it } from 'vitest';
import { toCategoryTree } from '@/components/node-library/category-tree';
import type { NodeEntry } from '@/components/node-library/node-entries';
import { parentIndex, toTreeRows } from './tree-rows';

const entry = (name: string, category: string): NodeEntry => ({
  name,
  displayName: name,
  category,
  description: '',
  aliases: [],
  pack: 'ComfyUI',
  isDeprecated: false,
  inputs: [],
  outputs: [],
});
const entries = [entry('Blur', 'image/filter'), entry('Load', 'image'), entry('Loose', '')];
const tree = toCategoryTree(entries);
const show = (open: readonly string[], shelves = [{ key: 'recent', title: 'Recent', entries: [entries[0] ?? entry('', '')] }]) =>
  toTreeRows(shelves, tree, new Set(open));
const draw = (rows: ReturnType<typeof show>): readonly string[] =>
  rows.map((row) => `${'  '.repeat(row.level - 1)}${row.kind === 'group' ? `${row.title} ${row.count}` : row.entry.name}`);

it('shows what is open, shelves first', () => {
  expect(draw(show([]))).toEqual(['Recent 1', 'image 2', 'Loose']);
  expect(draw(show(['recent', '/image', '/image/filter']))).toEqual([
    'Recent 1',
    '  Blur',
    'image 2',
    '  filter 1',
    '    Blur',
    '  Load',
    'Loose',
  ]);
});

it('leaves empty shelves out, and gives every row a key of its own', () => {
  expect(draw(show([], [{ key: 'favorites', title: 'Favourites', entries: [] }]))[0]).toBe('image 2');
  const keys = show(['recent', '/image', '/image/filter']).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

it('knows the branch a row lies in', () => {
  const rows = show(['recent', '/image', '/image/filter']);
  expect(parentIndex(rows, 4)).toBe(3);
  expect(parentIndex(rows, 5)).toBe(2);
  expect(parentIndex(rows, 2)).toBe(-1);
});
