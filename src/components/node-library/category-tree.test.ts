import { expect, it } from 'vitest';
import type { NodeEntry } from './node-entries';
import { toCategoryTree } from './category-tree';

const entry = (displayName: string, category: string): NodeEntry => ({
  name: displayName,
  displayName,
  category,
  description: '',
  aliases: [],
  pack: 'ComfyUI',
  isDeprecated: false,
  inputs: [],
  outputs: [],
});

it('sorts types into the tree of their categories and counts what is below', () => {
  const tree = toCategoryTree([
    entry('Zoom', 'image/transform'),
    entry('Blur', 'image/filter'),
    entry('Add', 'image/filter'),
    entry('Loose', ''),
    entry('Encode', 'conditioning//'),
  ]);
  expect(tree.count).toBe(5);
  expect(tree.entries.map((one) => one.displayName)).toEqual(['Loose']);
  expect(tree.children.map(({ name, count }) => [name, count])).toEqual([
    ['conditioning', 1],
    ['image', 3],
  ]);
  const image = tree.children[1];
  expect(image?.children.map((child) => [child.name, child.entries.map((one) => one.displayName)])).toEqual([
    ['filter', ['Add', 'Blur']],
    ['transform', ['Zoom']],
  ]);
});
