import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseExactJson } from '@/lib/exact-json';
import { isJsonObject } from '@/lib/json';
import type { JsonObject } from '@/lib/json';
import { toNodeId } from '@/protocol/ids';
import { findParameters } from './find-parameters';
import type { PromptText } from './find-texts';
import { EXPECTED } from './fixtures/expected-parameters';

const node = (class_type: string, inputs: JsonObject): JsonObject => ({ class_type, inputs });
const of = (prompt: JsonObject, id: string | null = null) => findParameters(prompt, id === null ? null : toNodeId(id));

const PLAIN: JsonObject = {
  '1': node('AnyLoader', { ckpt_name: 'base.safetensors' }),
  '2': node('AnyLora', { lora_name: 'ink.safetensors', strength_model: 0.7, strength_clip: 0.4, model: ['1', 0], clip: ['1', 1] }),
  '3': node('AnyEncoder', { text: 'a lighthouse', clip: ['2', 1] }),
  '4': node('AnyEncoder', { text: 'blur', clip: ['2', 1] }),
  '5': node('AnyLatent', { width: 640, height: 384, batch_size: 1 }),
  '6': node('AnySampler', {
    seed: 18446744073709551615n,
    steps: 12,
    cfg: 4.5,
    sampler_name: 'euler',
    scheduler: 'karras',
    denoise: 1,
    model: ['2', 0],
    positive: ['3', 0],
    negative: ['4', 0],
    latent_image: ['5', 0],
  }),
  '7': node('AnyDecoder', { samples: ['6', 0], vae: ['1', 2] }),
  '8': node('AnySaver', { images: ['7', 0] }),
};

describe('parameters of an output', () => {
  it('are found by links and names of inputs, whatever the classes are called', () => {
    expect(of(PLAIN, '8')).toEqual({
      models: ['base.safetensors'],
      loras: [{ name: 'ink.safetensors', strength: 0.7, clipStrength: 0.4 }],
      positive: [{ nodeId: '3', title: 'AnyEncoder', value: 'a lighthouse' }],
      negative: [{ nodeId: '4', title: 'AnyEncoder', value: 'blur' }],
      passes: [
        {
          nodeId: '6',
          title: 'AnySampler',
          sampler: 'euler',
          scheduler: 'karras',
          steps: 12,
          cfg: 4.5,
          guidance: null,
          denoise: 1,
          seed: '18446744073709551615',
        },
      ],
      size: { width: 640, height: 384 },
      otherFiles: [],
    });
  });

  it('are those of the output asked for, not of its neighbour', () => {
    const prompt = { ...PLAIN, '9': node('AnySaver', { images: ['10', 0] }), '10': node('LoadImage', { image: 'a.png' }) };
    expect(of(prompt, '9').passes).toEqual([]);
    expect(of(prompt, '9').models).toEqual([]);
    expect(of(prompt, '8').passes).toHaveLength(1);
  });

  it('are looked for in the whole prompt when the node is not in it', () => {
    expect(of(PLAIN, '77').models).toEqual(['base.safetensors']);
    expect(of(PLAIN).passes).toHaveLength(1);
  });

  it('pass through primitives, and through the side a switch is set to', () => {
    const prompt = {
      ...PLAIN,
      '6': node('AnySampler', { ...inputsOf('6'), steps: ['20', 0], model: ['21', 0] }),
      '20': node('PrimitiveInt', { value: 33 }),
      '21': node('Switch', { switch: false, on_true: ['22', 0], on_false: ['1', 0] }),
      '22': node('AnyLoader', { ckpt_name: 'other.safetensors' }),
    };
    const found = of(prompt, '8');
    expect(found.passes[0]?.steps).toBe(33);
    expect(found.models).toEqual(['base.safetensors']);
    expect(found.loras).toEqual([]);
  });

  it('say which text a node made while it ran', () => {
    const prompt = {
      ...PLAIN,
      '3': node('AnyEncoder', { text: ['30', 0], clip: ['2', 1] }),
      '30': node('Tagger', { image: ['31', 0], strictness: 1, seed: 3 }),
      '31': node('LoadImage', { image: 'a.png' }),
    };
    expect(of(prompt, '8').positive).toEqual([{ nodeId: '30', title: 'Tagger', value: null }]);
  });

  it('join texts as the workflow joins them', () => {
    const prompt = {
      ...PLAIN,
      '3': node('AnyEncoder', { text: ['30', 0], clip: ['2', 1] }),
      '30': node('Join', { delimiter: ', ', text_a: ['31', 0], text_b: 'at night' }),
      '31': node('Words', { text: 'a lighthouse' }),
    };
    expect(of(prompt, '8').positive.map(({ value }) => value)).toEqual(['a lighthouse, at night']);
  });

  it('leave a zeroed negative out', () => {
    const prompt = { ...PLAIN, '4': node('Zero', { conditioning: ['3', 0] }) };
    expect(of(prompt, '8').negative).toEqual([]);
  });

  it('list several samplers in the order they run, without the seed of one that adds no noise', () => {
    const prompt = {
      ...PLAIN,
      '7': node('AnyDecoder', { samples: ['12', 0], vae: ['1', 2] }),
      '12': node('Second', { ...inputsOf('6'), add_noise: 'disable', noise_seed: 5, steps: 4, latent_image: ['6', 0] }),
    };
    const { passes } = of(prompt, '8');
    expect(passes.map(({ nodeId, steps, seed }) => [nodeId, steps, seed])).toEqual([
      ['6', 12, '18446744073709551615'],
      ['12', 4, null],
    ]);
  });

  it('skip rows of a LoRA list that are off', () => {
    const prompt = {
      ...PLAIN,
      '2': node('Rows', {
        lora_1: { on: true, lora: 'a.safetensors', strength: 0.5 },
        lora_2: { on: false, lora: 'b.safetensors', strength: 1 },
        model: ['1', 0],
      }),
    };
    expect(of(prompt, '8').loras).toEqual([{ name: 'a.safetensors', strength: 0.5, clipStrength: null }]);
  });

  it('come to an end on cycles, odd links and nodes that are none', () => {
    const prompt: JsonObject = {
      __proto__x: 3,
      '1': node('A', { model: ['2', 0], seed: 1, steps: 2, positive: ['2', 0], latent_image: ['1', 0], text: ['1', 0] }),
      '2': node('B', { model: ['1', 0], conditioning: ['1', 0], lora: ['2', 0], samples: ['1', 0], value: ['2', 0] }),
      '3': { inputs: [] },
      '4': 'text',
    };
    expect(of(prompt, '1').passes).toHaveLength(1);
    expect(of(prompt).otherFiles).toEqual([]);
  });
});

function inputsOf(id: string): JsonObject {
  const one = PLAIN[id];
  return isJsonObject(one) && isJsonObject(one['inputs']) ? one['inputs'] : {};
}

const corpus = path.join('..', 'shared', 'corpus');
const hasShared = existsSync(corpus);

describe.skipIf(!hasShared)('corpus: parameters read by hand', () => {
  it('has rows for at least 40 prompts', () => {
    expect(new Set(EXPECTED.map(({ file }) => file)).size).toBeGreaterThanOrEqual(40);
  });

  it.each(EXPECTED)('$file', ({ file, output, ...expected }) => {
    const found = of(readPrompt(`${file}.prompt.json`), output);
    expect({
      models: found.models,
      loras: found.loras.map(({ name, strength }) => [name, strength]),
      passes: found.passes.map(({ sampler, scheduler, steps, cfg, guidance, seed }) => [sampler, scheduler, steps, cfg, guidance, seed]),
      size: found.size && [found.size.width, found.size.height],
      positive: found.positive.map(toBeginning),
      negative: found.negative.map(toBeginning),
    }).toEqual(expected);
  });

  it('reads every prompt without a fault', () => {
    const files = readdirSync(corpus).filter((name) => name.endsWith('.prompt.json'));
    for (const file of files) expect(() => of(readPrompt(file))).not.toThrow();
  });
});

function readPrompt(file: string): JsonObject {
  const read = parseExactJson(readFileSync(path.join(corpus, file), 'utf8'));
  if (!isJsonObject(read)) throw new Error(`${file} holds no object`);
  const inner = read['prompt'];
  return isJsonObject(inner) ? inner : read;
}

const BEGINNING = 24;

function toBeginning({ value }: PromptText): string | null {
  return value === null ? null : value.trim().slice(0, BEGINNING);
}
