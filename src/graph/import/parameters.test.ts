import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '@/lib/json';
import { jpegFile, tiffBlock, utf8 } from '@/media/fixtures/containers';
import { exportPrompt } from '../export/export-prompt';
import { objectOf, textOr } from '../node-types/json-read';
import { NO_NODE_TYPES } from '../node-types/parse-node-types';
import { GENERATION_TYPES } from './fixtures/generation-types';
import { pngWithTexts } from './fixtures/png-with-texts';
import { openWorkflowFile, type OpenedFile } from './open-file';
import { PARAMETERS_TYPES } from './build-parameters-prompt';
import { readParameters } from './read-parameters';
import { toSamplerNames } from './sampler-names';

const PARAMETERS = [
  'a cat: portrait, <lora:ink:0.8> (detailed:1.2), myEmb, <lora:more:0.5:0.25>',
  'second line',
  'Negative prompt: blurry, myEmb,',
  'low quality',
  'Steps: 20, Sampler: DPM++ 2M Karras, CFG scale: 6.5, Seed: 12345678901234567890, Size: 513x768, Model hash: abc, ' +
    'Model: dream shaper_8, VAE: mse.pt, Clip skip: 2, Lora hashes: "ink: 1, more: 2", TI hashes: "myEmb: 9, myEmb: 9", Version: v1.9',
].join('\n');

const open = (parameters: string): Promise<OpenedFile> => openWorkflowFile(pngWithTexts({ parameters }), 'a.png', GENERATION_TYPES);

/** The prompt of the built workflow, by class in order. */
async function built(parameters: string): Promise<Readonly<Record<string, readonly JsonObject[]>>> {
  const { document } = await open(parameters);
  const byClass: Record<string, JsonObject[]> = {};
  for (const [id, entry] of Object.entries(exportPrompt(document, GENERATION_TYPES).prompt)) {
    const { class_type: type, inputs } = objectOf(entry);
    (byClass[textOr(type, '')] ??= []).push({ ...objectOf(inputs), id });
  }
  return byClass;
}

const only = (nodes: readonly JsonObject[] | undefined): JsonObject => {
  const [node, ...more] = nodes ?? [];
  if (node === undefined || more.length > 0) throw new Error(`${more.length + 1} nodes`);
  return node;
};
const ids = (nodes: readonly JsonObject[] | undefined): readonly JsonValue[] => (nodes ?? []).map((node) => node['id'] ?? null);

describe('settings of A1111 become a workflow', () => {
  it('with checkpoint, VAE, LoRA chain, CLIP skip, texts, sampler and size', async () => {
    const prompt = await built(PARAMETERS);
    const [checkpoint] = ids(prompt['CheckpointLoaderSimple']);
    const [first, second] = ids(prompt['LoraLoader']);
    const [skip] = ids(prompt['CLIPSetLastLayer']);
    expect(only(prompt['CheckpointLoaderSimple'])).toMatchObject({ ckpt_name: 'SD\\Dream Shaper_8.safetensors' });
    expect(prompt['LoraLoader']).toMatchObject([
      { lora_name: 'style/Ink.safetensors', strength_model: 0.8, strength_clip: 0.8, model: [checkpoint, 0], clip: [checkpoint, 1] },
      { lora_name: 'more.safetensors', strength_model: 0.5, strength_clip: 0.25, model: [first, 0], clip: [first, 1] },
    ]);
    expect(only(prompt['CLIPSetLastLayer'])).toMatchObject({ stop_at_clip_layer: -2, clip: [second, 1] });
    expect(prompt['CLIPTextEncode']).toMatchObject([
      { text: 'a cat: portrait, (detailed:1.2), embedding:myEmb, \nsecond line', clip: [skip, 0] },
      { text: 'blurry, embedding:myEmb,\nlow quality', clip: [skip, 0] },
    ]);
    expect(only(prompt['EmptyLatentImage'])).toMatchObject({ width: 520, height: 768, batch_size: 1 });
    const [positive, negative] = ids(prompt['CLIPTextEncode']);
    expect(only(prompt['KSampler'])).toMatchObject({
      seed: 12345678901234567890n,
      steps: 20,
      cfg: 6.5,
      sampler_name: 'dpmpp_2m',
      scheduler: 'karras',
      denoise: 1,
      model: [second, 0],
      positive: [positive, 0],
      negative: [negative, 0],
    });
    expect(only(prompt['VAEDecode'])).toMatchObject({ vae: [ids(prompt['VAELoader'])[0], 0], samples: [ids(prompt['KSampler'])[0], 0] });
    expect(only(prompt['SaveImage'])).toMatchObject({ images: [ids(prompt['VAEDecode'])[0], 0] });
  });

  it('says that it was built, titles the texts and lays the nodes out', async () => {
    const { from, document, diagnostics } = await open(PARAMETERS);
    expect(from).toBe('parameters');
    expect(diagnostics).toEqual([]);
    const nodes = [...document.root.nodes.values()];
    expect(nodes.flatMap((node) => node.title ?? [])).toEqual(['Positive prompt', 'Negative prompt']);
    expect(new Set(nodes.map(({ position }) => `${position.x} ${position.y}`)).size).toBe(nodes.length);
  });

  it('with as little as the steps, by the server’s own defaults', async () => {
    const prompt = await built('a cat\nSteps: 9, Sampler: Euler');
    expect(Object.keys(prompt).sort()).toEqual(
      ['CLIPTextEncode', 'CheckpointLoaderSimple', 'EmptyLatentImage', 'KSampler', 'SaveImage', 'VAEDecode'].sort(),
    );
    expect(only(prompt['CheckpointLoaderSimple'])).toMatchObject({ ckpt_name: 'first.safetensors' });
    expect(only(prompt['KSampler'])).toMatchObject({ steps: 9, sampler_name: 'euler', scheduler: 'normal', seed: 0 });
  });

  const HIRES = 'a cat\nSteps: 20, Sampler: Euler a, Seed: 5, Size: 512x512, Denoising strength: 0.4, Hires upscale: 1.5, Hires steps: 12';

  it('a hires fix of the latent samples twice', async () => {
    const prompt = await built(`${HIRES}, Hires upscaler: Latent (nearest-exact)`);
    const [first, second] = ids(prompt['KSampler']);
    expect(only(prompt['LatentUpscale'])).toMatchObject({ samples: [first, 0], width: 768, height: 768, upscale_method: 'nearest-exact' });
    expect(prompt['KSampler']).toMatchObject([
      { steps: 20, denoise: 1 },
      { steps: 12, denoise: 0.4, seed: 5, latent_image: [ids(prompt['LatentUpscale'])[0], 0] },
    ]);
    expect(only(prompt['VAEDecode'])).toMatchObject({ samples: [second, 0] });
  });

  it('a hires fix by a model goes through the picture', async () => {
    const prompt = await built(`${HIRES}, Hires upscaler: 4x-ultra`);
    const [model] = ids(prompt['UpscaleModelLoader']);
    expect(only(prompt['UpscaleModelLoader'])).toMatchObject({ model_name: '4x-Ultra.pth' });
    expect(only(prompt['ImageUpscaleWithModel'])).toMatchObject({ upscale_model: [model, 0], image: [ids(prompt['VAEDecode'])[0], 0] });
    expect(only(prompt['ImageScale'])).toMatchObject({ width: 768, height: 768, image: [ids(prompt['ImageUpscaleWithModel'])[0], 0] });
    expect(only(prompt['VAEEncode'])).toMatchObject({ pixels: [ids(prompt['ImageScale'])[0], 0] });
    expect(prompt['KSampler']?.[1]).toMatchObject({ latent_image: [ids(prompt['VAEEncode'])[0], 0] });
  });

  it('a hires size with one side of 0 keeps the shape', async () => {
    const text = 'a\nSteps: 1, Size: 512x256, Hires resize: 1024x0, Hires upscaler: Lanczos';
    expect(only((await built(text))['ImageScale'])).toMatchObject({ width: 1024, height: 512, upscale_method: 'lanczos' });
  });

  it('files the server lacks and samplers without a counterpart are kept in sight', async () => {
    const { document, diagnostics } = await open('a <lora:none>\nSteps: 1, Sampler: Odd One, Model: other');
    const values = [...document.root.nodes.values()].map((node) => node.widgetValues);
    expect(JSON.stringify(values)).toContain('other.safetensors');
    expect(JSON.stringify(values)).toContain('none.safetensors');
    expect(diagnostics).toMatchObject([{ code: 'setting-unknown', params: { name: 'sampler', value: 'Odd One' } }]);
  });

  it('works without node types, and in every place such texts stand', async () => {
    const bytes = [
      utf8(PARAMETERS),
      jpegFile(tiffBlock({ comment: utf8(`ASCII\0\0\0${PARAMETERS}`) })),
      pngWithTexts({ workflow: '{', parameters: PARAMETERS }),
    ];
    for (const file of bytes) {
      const opened = await openWorkflowFile(file, 'a', NO_NODE_TYPES);
      expect(opened.from).toBe('parameters');
      expect(opened.document.root.nodes.size).toBe(11);
    }
  });

  it('asks for no class it does not announce', async () => {
    const seen = new Set<string>();
    for (const upscaler of ['Latent', 'Lanczos', '4x-ultra'])
      Object.keys(await built(`${PARAMETERS}, Hires upscale: 2, Hires upscaler: ${upscaler}`)).forEach((name) => seen.add(name));
    expect([...seen].sort()).toEqual([...PARAMETERS_TYPES].sort());
  });
});

describe('reading settings', () => {
  it('takes texts apart wherever they are empty', () => {
    expect(readParameters('Steps: 3, Seed: 1')).toMatchObject({ positive: '', negative: '' });
    expect(readParameters('Negative prompt: no\nSteps: 3')).toMatchObject({ positive: '', negative: 'no' });
    expect(readParameters('yes\r\nNegative prompt: no\r\nSteps: 3\r\n')).toMatchObject({ positive: 'yes', negative: 'no' });
  });

  it('takes the last line of settings, and values in quotes whole', () => {
    const read = readParameters('how to\nSteps: first, count\nSteps: 4, Hashes: "a: 1, \\"b\\": 2", Size: 1x2\nTemplate: x, y');
    expect(read?.positive).toBe('how to\nSteps: first, count');
    expect(Object.fromEntries(read?.settings ?? [])).toMatchObject({ steps: '4', hashes: 'a: 1, "b": 2', size: '1x2', template: 'x' });
  });

  it.each(['', 'a cat', 'Steps: many', '{"Steps": 3}', `Steps: 1,${' x'.repeat(300_000)}`])('%# is none', (text) => {
    expect(readParameters(text)).toBeNull();
  });

  it('is quick on texts made to be slow', () => {
    const text = `a\nSteps: 1, ${'a'.repeat(200_000)}: ${'b '.repeat(100_000)}${'"\\'.repeat(20_000)}`;
    const started = performance.now();
    expect(readParameters(text)?.settings.get('steps')).toBe('1');
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it.each([
    ['Euler a', undefined, 'euler_ancestral', 'normal'],
    ['DPM++ 2M Karras', undefined, 'dpmpp_2m', 'karras'],
    ['DPM++ 2M', 'SGM Uniform', 'dpmpp_2m', 'sgm_uniform'],
    ['DPM++ 2M SDE Exponential', undefined, 'dpmpp_2m_sde', 'exponential'],
    ['UniPC', 'Automatic', 'uni_pc', 'normal'],
  ])('sampler %s with %s', (sampler, schedule, name, scheduler) => {
    expect(toSamplerNames(sampler, schedule)).toEqual({ sampler: name, scheduler, unknown: [] });
  });

  it('a sampler named like a part of every object is unknown', () => {
    expect(toSamplerNames('constructor', '__proto__')).toEqual({
      sampler: 'euler',
      scheduler: 'normal',
      unknown: ['constructor', '__proto__'],
    });
  });
});
