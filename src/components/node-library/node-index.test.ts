import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNodeTypes } from '@/graph/node-types/parse-node-types';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { createManualClock } from '@/lib/clock';
import type { JsonObject } from '@/lib/json';
import { nodeIndexOf, prepareNodeIndex, type NodeSearch } from './node-index';

const SERVER: Readonly<Record<string, JsonObject>> = {
  CheckpointLoaderSimple: { display_name: 'Load Checkpoint', category: 'loaders', output: ['MODEL', 'CLIP', 'VAE'], input: {} },
  LoraLoader: {
    display_name: 'Load LoRA',
    category: 'loaders',
    output: ['MODEL', 'CLIP'],
    input: { required: { model: ['MODEL'], clip: ['CLIP'] } },
  },
  CLIPTextEncode: {
    display_name: 'CLIP Text Encode (Prompt)',
    category: 'conditioning',
    search_aliases: ['positive', 'negative'],
    output: ['CONDITIONING'],
    input: { required: { text: ['STRING', {}], clip: ['CLIP'] } },
  },
  KSampler: {
    display_name: 'KSampler',
    category: 'sampling',
    output: ['LATENT'],
    input: { required: { model: ['MODEL'], latent_image: ['LATENT'] } },
  },
  KSamplerAdvanced: {
    display_name: 'KSampler (Advanced)',
    category: 'sampling',
    output: ['LATENT'],
    input: { required: { model: ['MODEL'] } },
  },
  SamplerCustom: {
    display_name: 'SamplerCustom',
    category: 'sampling/custom',
    output: ['LATENT'],
    input: { required: { model: ['MODEL'] } },
  },
  ImageBlur: {
    display_name: 'Blur Image',
    category: 'image/filter',
    python_module: 'custom_nodes.Fancy-Pack',
    output: ['IMAGE'],
    input: { required: { image: ['IMAGE'] } },
  },
  OldBlur: {
    display_name: 'Blur',
    category: 'image/filter',
    deprecated: true,
    output: ['IMAGE'],
    input: { required: { image: ['IMAGE'] } },
  },
  Resume: { display_name: 'Résumé', category: 'text', output: ['STRING'], input: {} },
};
const types = (): NodeTypes => parseNodeTypes(new Map(Object.entries(SERVER))).nodeTypes;
const index = nodeIndexOf(types());
const find = (query: string, over: Partial<NodeSearch> = {}): readonly string[] =>
  index.search({ query, ...over }).map(({ displayName }) => displayName);

describe('node search', () => {
  it('finds by display name, class, alias, category and pack, whatever the order of words and their accents', () => {
    expect(find('checkpoint load')[0]).toBe('Load Checkpoint');
    expect(find('LoaderSimple')[0]).toBe('Load Checkpoint');
    expect(find('negative')[0]).toBe('CLIP Text Encode (Prompt)');
    expect(find('sampling')).toContain('KSampler');
    expect(find('fancy')[0]).toBe('Blur Image');
    expect(find('resume')[0]).toBe('Résumé');
  });

  it('ranks exact names, then beginnings, then words, then parts', () => {
    expect(find('ksampler').slice(0, 2)).toEqual(['KSampler', 'KSampler (Advanced)']);
    expect(find('custom')[0]).toBe('SamplerCustom');
    expect(find('sampler').slice(0, 3)).toEqual(['SamplerCustom', 'KSampler', 'KSampler (Advanced)']);
  });

  it('puts what is used more first among those that fit alike, and no further', () => {
    const uses = new Map([
      ['LoraLoader', 4],
      ['KSamplerAdvanced', 9],
    ]);
    expect(find('load')[0]).toBe('Load LoRA');
    expect(find('load', { uses: new Map([['CheckpointLoaderSimple', 2]]) })[0]).toBe('Load Checkpoint');
    expect(find('ksampler', { uses })[0], 'the exact name fits better').toBe('KSampler');
    expect(find('', { uses }).slice(0, 2)).toEqual(['KSampler (Advanced)', 'Load LoRA']);
  });

  it('forgives letters left out, swapped or wrong', () => {
    expect(find('ksmplr')).toContain('KSampler');
    expect(find('smapler')).toContain('SamplerCustom');
    expect(find('cheskpoint')).toContain('Load Checkpoint');
    expect(find('zzzz')).toEqual([]);
  });

  it('narrows by filters, alone and with words', () => {
    expect(find('out:LATENT in:LATENT')).toEqual(expect.arrayContaining(['KSampler']));
    expect(find('out:LATENT in:LATENT')).not.toContain('SamplerCustom');
    expect(find('pack:fancy')).toEqual(['Blur Image']);
    expect(find('cat:filter blur'), 'the exact name first, deprecated or not').toEqual(['Blur', 'Blur Image']);
  });

  it('offers only what fits the dragged socket', () => {
    expect(find('', { wanted: { side: 'output', type: 'CLIP' } }).toSorted()).toEqual([
      'CLIP Text Encode (Prompt)',
      'Load LoRA',
      'Reroute',
    ]);
    expect(find('', { wanted: { side: 'input', type: 'VAE' } }).toSorted()).toEqual(['Load Checkpoint', 'Primitive', 'Reroute']);
  });

  it('keeps deprecated types behind those that fit alike', () => {
    expect(find('blur image')[0]).toBe('Blur Image');
    expect(find('').at(-1)).toBe('Blur');
  });

  it('never throws and offers nothing twice, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('k', 's', 'A', ' ', ':', '"', '(', '*', '-', 'in:', 'out:', 'é', '\\', '[') }),
        (query) => {
          const found = find(query);
          expect(new Set(found).size).toBe(found.length);
        },
      ),
    );
  });
});

it('is built once per set of node types, and the same whether in slices or at once', async () => {
  const nodeTypes = types();
  const clock = createManualClock();
  await prepareNodeIndex(nodeTypes, clock);
  const prepared = nodeIndexOf(nodeTypes);
  expect(prepared.entries.map(({ name }) => name)).toEqual(index.entries.map(({ name }) => name));
  await prepareNodeIndex(nodeTypes, clock);
  expect(nodeIndexOf(nodeTypes)).toBe(prepared);
});
