import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '@/lib/json';
import type { RandomSource } from '@/lib/random';
import { linked, nodeOf, sketchDocument, sketchTypes, TYPES } from '../document/fixtures/small-graph';
import type { NodeTypes } from '../node-types/node-type';
import { advanceControls } from './advance-seeds';
import { advanceValue } from './advance-value';

/** Delivers these 64-bit values one after another, then zeros. */
function fixedRandom(...values: readonly bigint[]): RandomSource {
  const left = [...values];
  return (words) => {
    const value = left.shift() ?? 0n;
    words[0] = Number(value >> 32n);
    words[1] = Number(value & 0xffffffffn);
  };
}

function advance(node: JsonObject, types: NodeTypes = TYPES, random: RandomSource = fixedRandom(5n)): JsonValue {
  const document = sketchDocument([{ id: 1, ...node }]);
  const { widgetValues } = nodeOf(advanceControls(document, types, random), 1);
  return widgetValues.form === 'none' ? null : widgetValues.values;
}

describe('numbers', () => {
  it('fixed stays, increment and decrement move by the step', () => {
    expect(advance({ type: 'Sampler', widgets_values: [7, 'fixed', 9] })).toEqual([7, 'fixed', 9]);
    expect(advance({ type: 'Sampler', widgets_values: [7, 'increment', 9] })).toEqual([8, 'increment', 9]);
    expect(advance({ type: 'Sampler', widgets_values: [7, 'decrement', 9] })).toEqual([6, 'decrement', 9]);
  });

  it('stay within the limits, and exact above 2^53', () => {
    expect(advance({ type: 'Sampler', widgets_values: [0, 'decrement', 9] })).toEqual([0, 'decrement', 9]);
    const max = 18446744073709551615n;
    expect(advance({ type: 'Sampler', widgets_values: [max, 'increment', 9] })).toEqual([max, 'increment', 9]);
    expect(advance({ type: 'Sampler', widgets_values: [9007199254740993n, 'increment', 9] })).toEqual([9007199254740994n, 'increment', 9]);
  });

  it('randomize draws below 2^50; old files say true', () => {
    expect(advance({ type: 'Sampler', widgets_values: [7, 'randomize', 9] })).toEqual([5, 'randomize', 9]);
    expect(advance({ type: 'Sampler', widgets_values: [7, true, 9] })).toEqual([5, true, 9]);
    expect(advance({ type: 'Sampler', widgets_values: [7, false, 9] })).toEqual([7, false, 9]);
    const widget = TYPES.get('Sampler')?.inputs.find((spec) => spec.name === 'seed')?.widget;
    if (widget === undefined) throw new Error('no seed');
    for (const word of [2n ** 63n, 2n ** 50n - 1n, 2n ** 50n, 12345678901234567890n]) {
      const value = advanceValue(0, widget, { mode: 'randomize', filter: '', random: fixedRandom(word) });
      expect(typeof value === 'number' && value >= 0 && value < 2 ** 50).toBe(true);
    }
  });

  it('draws only values the step reaches', () => {
    const types = sketchTypes({ T: { inputs: { n: ['INT', { min: 10, max: 50, step: 10, control_after_generate: true }] } } });
    expect(advance({ type: 'T', widgets_values: [10, 'randomize'] }, types, fixedRandom(3n))).toEqual([40, 'randomize']);
  });
});

describe('choices', () => {
  const types = sketchTypes({ T: { inputs: { pick: [['cat.png', 'dog.png', 'cow.png'], { control_after_generate: true }] } } });
  const step = (value: string, mode: string, filter = ''): JsonValue =>
    advance({ type: 'T', widgets_values: [value, mode, filter] }, types, fixedRandom(2n));

  it('move by index and stop at the ends, or wrap', () => {
    expect(step('cat.png', 'increment')).toEqual(['dog.png', 'increment', '']);
    expect(step('cow.png', 'increment')).toEqual(['cow.png', 'increment', '']);
    expect(step('cow.png', 'increment-wrap')).toEqual(['cat.png', 'increment-wrap', '']);
    expect(step('cat.png', 'decrement')).toEqual(['cat.png', 'decrement', '']);
    expect(step('cat.png', 'randomize')).toEqual(['cow.png', 'randomize', '']);
  });

  it('keep to the filter: a part of the name, or a pattern between slashes', () => {
    expect(step('cat.png', 'increment', 'C')).toEqual(['cow.png', 'increment', 'C']);
    expect(step('cat.png', 'increment', '/^d/')).toEqual(['dog.png', 'increment', '/^d/']);
    expect(step('cat.png', 'increment', 'nothing')).toEqual(['cat.png', 'increment', 'nothing']);
    expect(step('cat.png', 'increment', '/(/')).toEqual(['dog.png', 'increment', '/(/']);
  });
});

describe('which widgets step', () => {
  it('not those fed by a link', () => {
    const nodes = [
      { id: 1, type: 'Sampler', inputs: [linked('seed', 'INT', 4, true)], widgets_values: [7, 'increment', 9] },
      { id: 2, type: 'Gone', outputs: [{ name: 'INT', type: 'INT', links: [4] }] },
    ];
    const document = sketchDocument(nodes, [[4, 2, 0, 1, 0, 'INT']]);
    expect(advanceControls(document, TYPES, fixedRandom())).toBe(document);
  });

  it('a primitive by its own control slot, with the limits of its target', () => {
    const nodes = [
      { id: 1, type: 'PrimitiveNode', outputs: [{ name: 'INT', type: 'INT', links: [4] }], widgets_values: [100, 'increment'] },
      { id: 2, type: 'Sampler', inputs: [linked('steps', 'INT', 4, true)], widgets_values: [7, 'fixed', 9] },
    ];
    const links = [[4, 1, 0, 2, 0, 'INT']];
    const at = (value: number): JsonValue => {
      const [primitive, sampler] = nodes;
      const document = sketchDocument([{ ...primitive, widgets_values: [value, 'increment'] }, { ...sampler }], links);
      const { widgetValues } = nodeOf(advanceControls(document, TYPES, fixedRandom()), 1);
      return widgetValues.form === 'array' ? (widgetValues.values[0] ?? null) : null;
    };
    expect(at(5)).toBe(6);
    expect(at(100)).toBe(100);
  });

  describe('a seed promoted by a subgraph', () => {
    const definition: JsonObject = {
      id: 'def',
      name: 'D',
      inputs: [{ id: 'a', name: 'noise', type: 'INT', linkIds: [1] }],
      outputs: [],
      nodes: [{ id: 3, type: 'Sampler', inputs: [linked('seed', 'INT', 1, true)], widgets_values: [7, 'increment', 9] }],
      links: [{ id: 1, origin_id: -10, origin_slot: 0, target_id: 3, target_slot: 0, type: 'INT' }],
    };
    const run = (host: JsonObject): readonly [JsonValue, JsonValue] => {
      const document = sketchDocument([{ id: 1, type: 'def', ...host }], [], { definitions: { subgraphs: [definition] } });
      const advanced = advanceControls(document, TYPES, fixedRandom());
      const inner = [...(advanced.subgraphs.values().next().value?.nodes.values() ?? [])][0]?.widgetValues;
      const outer = nodeOf(advanced, 1).widgetValues;
      return [outer.form === 'array' ? outer.values : null, inner?.form === 'array' ? (inner.values[0] ?? null) : null];
    };

    it('steps on the instance that has a value of its own, by the inner mode', () => {
      expect(run({ widgets_values: [100] })[0]).toEqual([101]);
    });

    it('steps inside otherwise', () => {
      expect(run({ widgets_values: [] })).toEqual([[], 8]);
    });
  });

  it('nothing to do returns the same document', () => {
    const document = sketchDocument([
      { id: 1, type: 'Text', widgets_values: ['randomize'] },
      { id: 2, type: 'Gone', widgets_values: [1, 'randomize'] },
    ]);
    expect(advanceControls(document, TYPES, fixedRandom())).toBe(document);
  });
});
