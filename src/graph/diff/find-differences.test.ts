import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/lib/json';
import { fromPrompt } from './diff-graph';
import { findDifferences, findTellingValues } from './find-differences';

const node = (classType: string, inputs: JsonObject = {}): JsonObject => ({ class_type: classType, inputs });

const PROMPT: JsonObject = {
  '1': node('LoadModel', { name: 'a.safetensors' }),
  '2': node('Sampler', { model: ['1', 0], seed: 7n, steps: 20 }),
  '3': node('Save', { image: ['2', 0] }),
};

function differ(before: JsonObject, after: JsonObject) {
  return findDifferences(fromPrompt(before), fromPrompt(after));
}

const without = (id: string): JsonObject => Object.fromEntries(Object.entries(PROMPT).filter(([key]) => key !== id));

describe('the difference of two prompts', () => {
  it('is empty for equal ones, whatever the order of keys and the titles', () => {
    const turned = Object.fromEntries(Object.entries(PROMPT).toReversed());
    const titled = { ...turned, '3': { inputs: { image: ['2', 0] }, class_type: 'Save', _meta: { title: 'My picture' } } };
    expect(differ(PROMPT, titled)).toEqual([]);
  });

  it('tells seeds apart that are equal as floating point numbers', () => {
    const seeds = (seed: bigint): JsonObject => ({ ...PROMPT, '2': node('Sampler', { model: ['1', 0], seed, steps: 20 }) });
    expect(differ(seeds(18446744073709551614n), seeds(18446744073709551615n))).toEqual([
      {
        kind: 'input',
        nodeId: '2',
        title: 'Sampler',
        classType: 'Sampler',
        input: 'seed',
        before: { value: 18446744073709551614n },
        after: { value: 18446744073709551615n },
      },
    ]);
  });

  it('names inputs that came, went, or were rewired', () => {
    const after = {
      ...PROMPT,
      '4': node('LoadModel', { name: 'b.safetensors' }),
      '2': node('Sampler', { model: ['4', 0], seed: 7n, cfg: 3 }),
    };
    const found = differ(PROMPT, after);
    expect(found.map(({ kind, nodeId }) => `${kind} ${nodeId}`)).toEqual(['input 2', 'input 2', 'input 2', 'node-added 4']);
    expect(found.map((one) => (one.kind === 'input' ? [one.input, one.before, one.after] : null))).toEqual([
      ['model', { source: { id: '1', output: 0 } }, { source: { id: '4', output: 0 } }],
      ['cfg', null, { value: 3 }],
      ['steps', { value: 20 }, null],
      null,
    ]);
  });

  it('says that a constant became a wire', () => {
    const after = { ...PROMPT, '2': node('Sampler', { model: ['1', 0], seed: ['3', 0], steps: 20 }) };
    expect(differ(PROMPT, after)).toMatchObject([{ input: 'seed', before: { value: 7n }, after: { source: { id: '3', output: 0 } } }]);
  });

  it('lists removed nodes last', () => {
    const found = differ(PROMPT, without('1'));
    expect(found.at(-1)).toMatchObject({ kind: 'node-removed', nodeId: '1', classType: 'LoadModel' });
  });

  it('recognises a renumbered copy, wires included', () => {
    const copy = {
      '11': node('LoadModel', { name: 'a.safetensors' }),
      '12': node('Sampler', { model: ['11', 0], seed: 7n, steps: 20 }),
      '13': node('Save', { image: ['12', 0] }),
    };
    expect(differ(PROMPT, copy)).toEqual([]);
  });

  it('pairs nodes of one class by the values they share', () => {
    const texts = (a: string, b: string): JsonObject => ({ [a]: node('Text', { text: 'cat' }), [b]: node('Text', { text: 'dog' }) });
    expect(differ(texts('1', '2'), texts('9', '8'))).toEqual([]);
  });

  it('says when another class stands under an id', () => {
    expect(differ(PROMPT, { ...PROMPT, '3': node('Preview', { image: ['2', 0] }) })).toEqual([
      { kind: 'class', nodeId: '3', title: 'Preview', classType: 'Preview', before: 'Save', after: 'Preview' },
    ]);
  });

  it('takes arrays that name no node for constants', () => {
    const range = (low: number): JsonObject => ({ '1': node('Range', { range: [low, 5] }), '2': node('Pick', { at: ['9', 0] }) });
    expect(differ(range(1), range(2))).toMatchObject([{ input: 'range', before: { value: [1, 5] }, after: { value: [2, 5] } }]);
    expect(fromPrompt(range(1)).get('2')?.inputs.get('at')).toEqual({ value: ['9', 0] });
  });

  it('survives entries that are no nodes', () => {
    expect(differ({ ...PROMPT, '5': 'text', '6': { inputs: {} } }, PROMPT)).toEqual([]);
  });
});

describe('telling values', () => {
  it('are the constants the other does not have', () => {
    const other = { ...PROMPT, '2': node('Sampler', { model: ['1', 0], seed: 8n, steps: 20, cfg: 4 }) };
    expect(findTellingValues(fromPrompt(PROMPT), fromPrompt(other))).toEqual([
      { nodeId: '2', title: 'Sampler', classType: 'Sampler', input: 'seed', value: 7n },
    ]);
  });
});
