import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '@/lib/json';
import { TYPES } from '../document/fixtures/small-graph';
import { comparePrompts, isNote, isSameJson } from './compare-prompts';

function node(inputs: JsonObject, className = 'Sampler'): JsonObject {
  return { class_type: className, inputs, _meta: { title: 'any' } };
}

function kinds(ours: JsonObject, theirs: JsonObject): readonly string[] {
  return comparePrompts(ours, theirs, TYPES).map(({ kind, nodeId, input }) => `${kind} ${nodeId} ${input ?? ''}`.trim());
}

describe('comparePrompts', () => {
  it('finds missing and extra nodes, other classes, links and values', () => {
    const ours = { '1': node({ seed: 1, model: ['2', 0] }), '2': node({}, 'Model'), '3': node({}, 'Text') };
    const theirs = { '1': node({ seed: 2, model: ['2', 1] }), '3': node({}, 'Empty'), '4': node({}) };
    expect(kinds(ours, theirs)).toEqual(['extra-node 2', 'value 1 seed', 'link 1 model', 'class-type 3', 'missing-node 4']);
  });

  it('ignores titles, key order, equal numbers in other writing, and inputs of browser extensions', () => {
    const ours = { '1': node({ seed: 1, steps: 9007199254740993n }) };
    const theirs = {
      '1': { _meta: {}, inputs: { steps: 9007199254740993n, seed: 1.0, upload: 'image', audioUI: '' }, class_type: 'Sampler' },
    };
    expect(kinds(ours, theirs)).toEqual([]);
  });

  it('values of unknown classes that the file does not name are a note, links are not', () => {
    const found = comparePrompts({ '1': node({}, 'Gone') }, { '1': node({ a: 1, b: ['1', 0] }, 'Gone') }, TYPES);
    expect(found.map(({ kind }) => kind)).toEqual(['unnamed', 'missing-input']);
    expect(found.map(isNote)).toEqual([true, false]);
    expect(kinds({ '1': node({}) }, { '1': node({ seed: 1 }) })).toEqual(['missing-input 1 seed']);
  });

  it('defaults of inputs the other prompt lacks are a note, other values are not', () => {
    expect(kinds({ '1': node({ steps: 20 }) }, { '1': node({}) })).toEqual(['added-since 1 steps']);
    expect(kinds({ '1': node({ steps: 21 }) }, { '1': node({}) })).toEqual(['extra-input 1 steps']);
  });
});

describe('isSameJson', () => {
  it.each<readonly [JsonValue, JsonValue, boolean]>([
    [{ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [[1, 2], [1], false],
    [[], {}, false],
    [NaN, NaN, true],
    [0, -0, true],
    [2n ** 64n, 2n ** 64n + 1n, false],
    [null, 0, false],
  ])('%#', (a, b, expected) => {
    expect(isSameJson(a, b)).toBe(expected);
  });
});
