import { describe, expect, it } from 'vitest';
import { TYPES } from '@/graph/document/fixtures/small-graph';
import type { JsonObject } from '@/lib/json';
import { withNewSeeds } from './with-new-seeds';

/** Words counted up, so that each draw differs. */
function createCountingRandom() {
  let next = 0;
  return (words: Uint32Array<ArrayBuffer>): void => {
    for (const index of words.keys()) words[index] = next += 1;
  };
}
const context = () => ({ nodeTypes: TYPES, random: createCountingRandom() });

const sampler = (seed: number | bigint): JsonObject => ({ class_type: 'Sampler', inputs: { model: ['9', 0], seed, steps: 20 } });
const seedOf = (prompt: JsonObject, id: string) => (prompt[id] as { inputs: JsonObject }).inputs['seed'];

describe('a request with new seeds', () => {
  it('changes seeds and nothing else; equal ones stay equal', () => {
    const prompt = { '1': sampler(7), '2': sampler(7), '3': sampler(8) };
    const changed = withNewSeeds({ prompt, name: 'boat' }, context());
    const after = changed?.prompt as JsonObject;
    expect(changed?.name).toBe('boat');
    expect(seedOf(after, '1')).not.toBe(7);
    expect(seedOf(after, '2')).toBe(seedOf(after, '1'));
    expect(seedOf(after, '3')).not.toBe(seedOf(after, '1'));
    expect(after['1']).toEqual(sampler(seedOf(after, '1') as number));
    expect(prompt['1']).toEqual(sampler(7));
  });

  it('is null without a seed of its own', () => {
    expect(
      withNewSeeds(
        { prompt: { '1': { class_type: 'Sampler', inputs: { seed: ['2', 0] } }, '2': { class_type: 'Seeds', inputs: {} } } },
        context(),
      ),
    ).toBeNull();
  });

  it('takes 64-bit seeds, and classes nobody knows', () => {
    const changed = withNewSeeds({ prompt: { '1': { class_type: 'Odd', inputs: { noise_seed: 18446744073709551615n } } } }, context());
    expect(JSON.stringify(changed?.prompt)).toMatch(/"noise_seed":\d+\}/);
  });

  it('writes them into the workflow that travels along', () => {
    const workflow = {
      version: 0.4,
      nodes: [{ id: 1, type: 'Sampler', inputs: [], outputs: [], widgets_values: [7, 'fixed', 20] }],
      links: [],
    };
    const input = { prompt: { '1': sampler(7) }, extraData: { extra_pnginfo: { workflow, other: 1 } } };
    const changed = withNewSeeds(input, context());
    const seed = seedOf(changed?.prompt as JsonObject, '1');
    expect(changed?.extraData).toMatchObject({
      extra_pnginfo: { other: 1, workflow: { nodes: [{ widgets_values: [seed, 'fixed', 20] }] } },
    });
    expect(input.extraData.extra_pnginfo.workflow.nodes[0]?.widgets_values[0]).toBe(7);
  });
});
