import { describe, expect, it } from 'vitest';
import { toNodeId } from '@/protocol/ids';
import { INNER, nestedDocument } from '../document/fixtures/nested-graph';
import { nodeOf, sketchDocument, sketchTypes, TYPES } from '../document/fixtures/small-graph';
import { applyRepairs } from '../edit/repair';
import { findDeprecated } from './find-deprecated';
import { findProblems } from './find-problems';
import { findRepairs } from './find-repairs';
import { findMissingPacks } from './missing-packs';
import { guessValue, suggestValue } from './suggest-value';

describe('suggestValue', () => {
  const choices = ['base.safetensors', 'SDXL/Base.safetensors', 'sdxl\\refiner.safetensors', 'flux/vae/ae.sft', 'ae.sft', 7];

  it.each([
    ['sdxl/refiner.safetensors', 'sdxl\\refiner.safetensors'],
    ['SDXL\\Refiner.safetensors', 'sdxl\\refiner.safetensors'],
    ['sdxl/base.safetensors', 'SDXL/Base.safetensors'],
    ['other/folder/base.safetensors', 'base.safetensors'],
    ['models/vae/ae.sft', 'flux/vae/ae.sft'],
    ['AE.SFT', 'ae.sft'],
  ])('finds for %s the same file %s', (value, nearest) => {
    expect(suggestValue(choices, value)).toBe(nearest);
  });

  it.each(['other.safetensors', 'base', '', 'base.safetensors'])('has nothing for “%s”', (value) => {
    expect(suggestValue(choices, value)).toBeNull();
  });

  it('has nothing for what is no text', () => {
    expect(suggestValue(choices, 8)).toBeNull();
    expect(suggestValue([], 'a')).toBeNull();
  });
});

describe('guessValue', () => {
  const choices = ['sd_xl_base_1.0.safetensors', 'SDXL/sd_xl_refiner_1.0.safetensors', 'v1-5-pruned-emaonly.ckpt', 'harbor.png', 3];

  it.each([
    ['sdxl\\sd_xl_base_1.0_0.9vae.safetensors', 'sd_xl_base_1.0.safetensors'],
    ['v1-5-pruned.safetensors', 'v1-5-pruned-emaonly.ckpt'],
    ['Harbor (1).png [input]', 'harbor.png'],
  ])('takes for %s what is most like it: %s', (value, guess) => {
    expect(guessValue(choices, value)).toBe(guess);
  });

  it('has nothing for what is like none of them, is one of them, or is no text', () => {
    for (const value of ['flux1-dev.safetensors', 'harbor.png', '', 'a', 4]) expect(guessValue(choices, value)).toBeNull();
  });
});

const types = sketchTypes({
  Pick: { inputs: { model: [['a/One.safetensors', 'b/two.safetensors'], {}] }, output: ['MODEL'], entry: { output_node: true } },
  Old: { inputs: {}, output: [], entry: { deprecated: true } },
});
const pick = (id: number, value: string) => ({ id, type: 'Pick', inputs: [], outputs: [], widgets_values: [value] });

describe('repairs', () => {
  const document = sketchDocument([
    pick(1, 'one.safetensors'),
    pick(2, 'b\\two.safetensors'),
    pick(3, 'b/two.safetensors'),
    pick(4, 'no.pt'),
  ]);
  const repairs = findRepairs(document, types, findProblems(document, types));

  it('name each value its list lacks, and the nearest choice where there is one', () => {
    expect(repairs.map(({ nodeId, nearest }) => [nodeId, nearest])).toEqual([
      ['1', 'a/One.safetensors'],
      ['2', 'b/two.safetensors'],
      ['4', null],
    ]);
  });

  it('are applied in one edit, leaving the rest', () => {
    const repaired = applyRepairs(document, { repairs, nodeTypes: types });
    expect(nodeOf(repaired, 1).widgetValues).toMatchObject({ values: ['a/One.safetensors'] });
    expect(nodeOf(repaired, 2).widgetValues).toMatchObject({ values: ['b/two.safetensors'] });
    expect(nodeOf(repaired, 4)).toBe(nodeOf(document, 4));
    expect(findRepairs(repaired, types, findProblems(repaired, types)).map(({ nodeId }) => nodeId)).toEqual(['4']);
    expect(applyRepairs(repaired, { repairs: [], nodeTypes: types })).toBe(repaired);
  });
});

describe('missing packs', () => {
  it('are told apart by what the nodes were saved with', () => {
    const gone = (id: number, properties: Record<string, string>) => ({ id, type: `Gone${id}`, properties });
    const document = sketchDocument([
      gone(1, {}),
      gone(2, { cnr_id: 'some-pack', ver: '1.2.0' }),
      gone(3, { cnr_id: 'some-pack' }),
      gone(4, { aux_id: 'owner/repo', ver: 'abc' }),
      gone(5, { cnr_id: 'comfy-core', ver: '9.9' }),
    ]);
    const packs = findMissingPacks(document, findProblems(document, types));
    expect(packs.map(({ name, version, url, problems }) => [name, version, url, problems.length])).toEqual([
      ['some-pack', '1.2.0', 'https://registry.comfy.org/nodes/some-pack', 2],
      ['owner/repo', 'abc', 'https://github.com/owner/repo', 1],
      ['comfy-core', '9.9', 'https://github.com/comfyanonymous/ComfyUI', 1],
      [null, null, null, 1],
    ]);
  });

  it('are found inside definitions', () => {
    const document = nestedDocument();
    const inner = document.subgraphs.get(INNER);
    const scale = inner?.nodes.get(toNodeId(12));
    if (inner === undefined || scale === undefined) throw new Error('the fixture changed');
    const nodes = new Map(inner.nodes).set(scale.id, { ...scale, type: 'Gone', properties: { cnr_id: 'p' } });
    const broken = { ...document, subgraphs: new Map(document.subgraphs).set(INNER, { ...inner, nodes }) };
    expect(findMissingPacks(broken, findProblems(broken, TYPES))).toMatchObject([
      { name: 'p', problems: [{ params: { graphId: INNER } }] },
    ]);
  });
});

describe('deprecated types', () => {
  it('are listed with where they stand', () => {
    const document = sketchDocument([
      { id: 1, type: 'Old' },
      { id: 2, type: 'Old' },
      { id: 3, type: 'Pick' },
    ]);
    expect(findDeprecated(document, types)).toMatchObject([{ nodeType: { name: 'Old' }, places: [{ nodeId: '1' }, { nodeId: '2' }] }]);
  });
});
