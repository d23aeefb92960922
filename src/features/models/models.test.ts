import { describe, expect, it } from 'vitest';
import { parseNodeTypes } from '@/graph/node-types/parse-node-types';
import { parseObjectInfo } from '@/protocol/object-info';
import { toInserted } from './insert-targets';
import { findLoaderInputs } from './loader-inputs';
import { toMetadataRows } from './metadata-rows';
import { findModels, orderModels, toModelItems } from './model-items';

const file = (name: string, sizeBytes: number | null = null, modifiedAtMs: number | null = null) => ({
  name,
  pathIndex: 0,
  sizeBytes,
  modifiedAtMs,
  createdAtMs: null,
});

describe('models as items', () => {
  it('know title and place with either separator, and are found by all words in any order', () => {
    const items = toModelItems('loras', [file('style\\Ink v2.safetensors'), file('style/oil.v1.safetensors'), file('plain')]);
    expect(items.map(({ title, place }) => [title, place])).toEqual([
      ['Ink v2', 'style'],
      ['oil.v1', 'style'],
      ['plain', ''],
    ]);
    expect(findModels(items, 'V2 lora').map(({ title }) => title)).toEqual(['Ink v2']);
    expect(findModels(items, '  ')).toBe(items);
    expect(findModels(items, 'ink oil')).toEqual([]);
  });

  it('are ordered by name with numbers as numbers, by date and size with the unknown last', () => {
    const items = toModelItems('loras', [file('b10', 1, 5), file('b9', 9, 2), file('a')]);
    const names = (order: Parameters<typeof orderModels>[1]) => orderModels(items, order).map(({ title }) => title);
    expect(names('name')).toEqual(['a', 'b9', 'b10']);
    expect(names('newest')).toEqual(['b10', 'b9', 'a']);
    expect(names('largest')).toEqual(['b9', 'b10', 'a']);
  });
});

describe('loaders of a model', () => {
  const type = (name: string, input: string, options: readonly string[], rest: object = {}) => ({
    [name]: { input: { required: { [input]: [options, {}] } }, output: [], python_module: 'nodes', display_name: name, ...rest },
  });
  const { nodeTypes } = parseNodeTypes(
    parseObjectInfo({
      ...type('PackLoader', 'lora', ['ink.safetensors', 'oil.safetensors'], { python_module: 'custom_nodes.pack' }),
      ...type('LoraLoaderModelOnly', 'lora_name', ['None', 'ink.safetensors', 'oil.safetensors']),
      ...type('LoraLoader', 'lora_name', ['ink.safetensors', 'oil.safetensors']),
      ...type('Checkpoints', 'ckpt_name', ['ink.safetensors', 'sd15.safetensors', 'sdxl.safetensors', 'other.safetensors']),
      ...type('OldLoader', 'lora', ['ink.safetensors'], { deprecated: true }),
    }).nodes,
  );
  const names = new Set(['ink.safetensors', 'oil.safetensors']);

  it('are told by what they offer: the usual first, deprecated ones last, another kind with one equal name not at all', () => {
    const found = findLoaderInputs([...nodeTypes.all()], { folder: 'loras', name: 'ink.safetensors', names });
    expect(found.map(({ nodeType, input }) => `${nodeType.name}.${input}`)).toEqual([
      'LoraLoader.lora_name',
      'LoraLoaderModelOnly.lora_name',
      'PackLoader.lora',
      'OldLoader.lora',
    ]);
  });

  it('are none for a model no node offers', () => {
    expect(
      findLoaderInputs([...nodeTypes.all()], { folder: 'loras', name: 'new.safetensors', names: new Set(['new.safetensors']) }),
    ).toEqual([]);
  });
});

describe('what is put in', () => {
  it('replaces a model, and comes behind a text', () => {
    const token = { kind: 'embedding', token: 'embedding:easy' } as const;
    expect(toInserted('old', { kind: 'model', folder: 'loras', name: 'ink', names: new Set() })).toBe('ink');
    expect(toInserted('', token)).toBe('embedding:easy');
    expect(toInserted('a cat\n', token)).toBe('a cat, embedding:easy');
    expect(toInserted('a cat, ', token)).toBe('a cat, embedding:easy');
  });
});

describe('what a file says of itself', () => {
  it('has what matters first, no pictures, and values that are not text as JSON', () => {
    const rows = toMetadataRows({
      zeta: 'z',
      ss_tag_frequency: { cat: 2 },
      'modelspec.title': 'Ink',
      ssmd_cover_images: '[…]',
      empty: '',
      gone: null,
    });
    expect(rows).toEqual([
      { name: 'modelspec.title', value: 'Ink' },
      { name: 'ss_tag_frequency', value: '{"cat":2}' },
      { name: 'zeta', value: 'z' },
    ]);
  });
});
