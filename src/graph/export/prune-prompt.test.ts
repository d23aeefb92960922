import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/lib/json';
import { sketchTypes } from '../document/fixtures/small-graph';
import { findRunTargets, prunePrompt } from './prune-prompt';

const types = sketchTypes({ A: { output: ['IMAGE'] }, Save: { entry: { output_node: true } } });
const node = (class_type: string, ...from: readonly string[]): JsonObject => ({
  class_type,
  inputs: { list: { __value__: ['1', 0] }, ...Object.fromEntries(from.map((id, index) => [`i${index}`, [id, 0]])) },
});

/** 1 → 2 → 3 (saved); 2 → 4 (saved); 5 → 6 (saved); 7 alone. */
const prompt: JsonObject = {
  '1': node('A'),
  '2': node('A', '1'),
  '3': node('Save', '2'),
  '4': node('Save', '2'),
  '5': node('A'),
  '6': node('Save', '5'),
  '7': node('A'),
};

describe('run to here', () => {
  it('means an output itself, or all that depend on the node', () => {
    expect(findRunTargets(prompt, types, '3')).toEqual(['3']);
    expect(findRunTargets(prompt, types, '1')).toEqual(['3', '4']);
    expect(findRunTargets(prompt, types, '7')).toEqual([]);
    expect(findRunTargets(prompt, types, 'gone')).toEqual([]);
  });

  it('sends only what the targets need', () => {
    expect(Object.keys(prunePrompt(prompt, ['3']))).toEqual(['1', '2', '3']);
    expect(Object.keys(prunePrompt(prompt, ['4', '6']))).toEqual(['1', '2', '4', '5', '6']);
    expect(prunePrompt(prompt, ['gone'])).toEqual({});
    expect(prunePrompt(prompt, ['3'])['2']).toBe(prompt['2']);
  });

  it('ends in circles and ignores links to nodes that are not there', () => {
    const odd = { '1': node('A', '2'), '2': node('A', '1', 'gone'), '3': node('Save', '2') };
    expect(Object.keys(prunePrompt(odd, ['3']))).toEqual(['1', '2', '3']);
    expect(findRunTargets(odd, types, '1')).toEqual(['3']);
  });
});
