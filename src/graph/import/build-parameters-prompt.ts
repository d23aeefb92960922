import type { Diagnostic } from '@/lib/diagnostic';
import type { JsonObject, JsonValue } from '@/lib/json';
import type { NodeTypes } from '../node-types/node-type';
import { MAX_NAMES, nameEmbeddings, takeLoras } from './prompt-tags';
import type { GenerationParameters } from './read-parameters';
import { toSamplerNames } from './sampler-names';

/** Every class a built workflow may have. */
export const PARAMETERS_TYPES: readonly string[] = [
  'CheckpointLoaderSimple',
  'VAELoader',
  'LoraLoader',
  'CLIPSetLastLayer',
  'CLIPTextEncode',
  'EmptyLatentImage',
  'KSampler',
  'LatentUpscale',
  'VAEDecode',
  'VAEEncode',
  'ImageScale',
  'UpscaleModelLoader',
  'ImageUpscaleWithModel',
  'SaveImage',
];

type Wire = readonly [string, number];

/** The prompt under construction. */
interface Draft {
  readonly parameters: GenerationParameters;
  readonly nodeTypes: NodeTypes;
  readonly entries: [string, JsonObject][];
  readonly diagnostics: Diagnostic[];
}

/**
 * Builds an API prompt that does what the settings of A1111 say, as near as the server's own nodes can: checkpoint, LoRAs of the prompt's
 * tags as a chain, CLIP skip, both texts (embeddings under their name), one KSampler, VAE, and with a hires fix the enlargement and a
 * second KSampler. File names are completed from the choices the server has. What has no counterpart is reported as `setting-unknown`
 * (params `name`, `value`).
 */
export function buildParametersPrompt(
  parameters: GenerationParameters,
  nodeTypes: NodeTypes,
): { readonly prompt: JsonObject; readonly diagnostics: readonly Diagnostic[] } {
  const draft: Draft = { parameters, nodeTypes, entries: [], diagnostics: [] };
  const models = addModels(draft);
  const positive = addText(draft, models.clip, { title: 'Positive prompt', text: models.positive });
  const negative = addText(draft, models.clip, { title: 'Negative prompt', text: models.negative });
  const size = sizeOf(draft);
  const empty = add(draft, 'EmptyLatentImage', { width: size.width, height: size.height, batch_size: 1 });
  const sampled = { model: models.model, positive, negative, vae: models.vae };
  const latent = addSampler(draft, { ...sampled, latent: [empty, 0], pass: 'first' });
  const target = hiresSizeOf(draft, size);
  const final = target === null ? latent : addHires(draft, { ...sampled, latent, target });
  const image = add(draft, 'VAEDecode', { samples: final, vae: models.vae });
  add(draft, 'SaveImage', { images: [image, 0], filename_prefix: 'ComfyUI' });
  return { prompt: Object.fromEntries(draft.entries), diagnostics: draft.diagnostics };
}

function add({ entries }: Draft, type: string, inputs: JsonObject, title?: string): string {
  const id = String(entries.length + 1);
  entries.push([id, { class_type: type, inputs, ...(title === undefined ? {} : { _meta: { title } }) }]);
  return id;
}

function setting({ parameters }: Draft, name: string): string | undefined {
  const value = parameters.settings.get(name);
  return value === '' ? undefined : value;
}

function numberSetting(draft: Draft, name: string): number | undefined {
  const value = Number(setting(draft, name) ?? Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}

function report({ diagnostics }: Draft, name: string, value: string): void {
  diagnostics.push({ severity: 'warning', code: 'setting-unknown', params: { name, value } });
}

interface Models {
  readonly model: Wire;
  readonly clip: Wire;
  readonly vae: Wire;
  /** Both texts without the tags of LoRAs. */
  readonly positive: string;
  readonly negative: string;
}

function addModels(draft: Draft): Models {
  const name = setting(draft, 'model');
  const file = name === undefined ? {} : { ckpt_name: fileOf(draft, ['CheckpointLoaderSimple', 'ckpt_name'], name) };
  const checkpoint = add(draft, 'CheckpointLoaderSimple', file);
  const vaeName = setting(draft, 'vae');
  const hasVae = vaeName !== undefined && !/^(?:none|automatic)$/i.test(vaeName);
  const vae: Wire = hasVae
    ? [add(draft, 'VAELoader', { vae_name: fileOf(draft, ['VAELoader', 'vae_name'], vaeName) }), 0]
    : [checkpoint, 2];
  let model: Wire = [checkpoint, 0];
  let clip: Wire = [checkpoint, 1];
  const positive = takeLoras(draft.parameters.positive);
  const negative = takeLoras(draft.parameters.negative);
  for (const lora of [...positive.loras, ...negative.loras].slice(0, MAX_NAMES)) {
    const inputs = {
      lora_name: fileOf(draft, ['LoraLoader', 'lora_name'], lora.name),
      strength_model: lora.model,
      strength_clip: lora.clip,
    };
    const id = add(draft, 'LoraLoader', { model, clip, ...inputs });
    [model, clip] = [
      [id, 0],
      [id, 1],
    ];
  }
  const skip = numberSetting(draft, 'clip skip') ?? 1;
  if (skip > 1) clip = [add(draft, 'CLIPSetLastLayer', { clip, stop_at_clip_layer: -Math.trunc(skip) }), 0];
  return { model, clip, vae, positive: positive.text, negative: negative.text };
}

function addText(draft: Draft, clip: Wire, { title, text }: { readonly title: string; readonly text: string }): Wire {
  return [
    add(draft, 'CLIPTextEncode', { text: nameEmbeddings(text, setting(draft, 'ti hashes') ?? setting(draft, 'ti') ?? ''), clip }, title),
    0,
  ];
}

interface Pass {
  readonly model: Wire;
  readonly positive: Wire;
  readonly negative: Wire;
  readonly vae: Wire;
  readonly latent: Wire;
  readonly pass: 'first' | 'hires';
}

function addSampler(draft: Draft, { model, positive, negative, latent, pass }: Pass): Wire {
  const isHires = pass === 'hires';
  const steps = numberSetting(draft, 'steps') ?? 20;
  const names = toSamplerNames(
    (isHires ? setting(draft, 'hires sampler') : undefined) ?? setting(draft, 'sampler') ?? '',
    (isHires ? setting(draft, 'hires schedule type') : undefined) ?? setting(draft, 'schedule type'),
  );
  if (!isHires) for (const value of names.unknown) report(draft, 'sampler', value);
  const cfg = numberSetting(draft, 'cfg scale') ?? 7;
  const inputs = {
    seed: seedOf(draft),
    steps: isHires ? numberSetting(draft, 'hires steps') || steps : steps,
    cfg: isHires ? numberSetting(draft, 'hires cfg scale') || cfg : cfg,
    sampler_name: names.sampler,
    scheduler: names.scheduler,
    denoise: isHires ? (numberSetting(draft, 'denoising strength') ?? 1) : 1,
  };
  return [add(draft, 'KSampler', { ...inputs, model, positive, negative, latent_image: latent }, isHires ? 'Hires fix' : undefined), 0];
}

function seedOf(draft: Draft): number | bigint {
  const text = setting(draft, 'seed') ?? '';
  if (!/^\d{1,20}$/.test(text)) return 0;
  const seed = BigInt(text);
  return seed <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(seed) : seed;
}

/** Latent sizes are multiples of eight pixels. */
const SIZE_STEP = 8;
const MAX_SIZE = 16_384;

interface ImageSize {
  readonly width: number;
  readonly height: number;
}

function toSize(width: number, height: number): ImageSize {
  const snap = (value: number): number => Math.min(MAX_SIZE, Math.max(SIZE_STEP * 2, Math.ceil(value / SIZE_STEP) * SIZE_STEP));
  return { width: snap(width), height: snap(height) };
}

function readSize(text: string | undefined): ImageSize | null {
  const match = /^(\d{1,6})\s*x\s*(\d{1,6})$/i.exec(text ?? '');
  return match === null ? null : { width: Number(match[1]), height: Number(match[2]) };
}

function sizeOf(draft: Draft): ImageSize {
  const size = readSize(setting(draft, 'size'));
  return size === null ? { width: 512, height: 512 } : toSize(size.width, size.height);
}

/** Null without a hires fix. A side of 0 follows from the other. */
function hiresSizeOf(draft: Draft, base: ImageSize): ImageSize | null {
  const resize = readSize(setting(draft, 'hires resize'));
  if (resize !== null && resize.width + resize.height > 0) {
    const { width, height } = resize;
    return toSize(width || (height * base.width) / base.height, height || (width * base.height) / base.width);
  }
  const factor = numberSetting(draft, 'hires upscale') ?? 0;
  return factor > 0 ? toSize(base.width * factor, base.height * factor) : null;
}

const LATENT_METHODS: Readonly<Record<string, string>> = {
  latent: 'bilinear',
  'latent (antialiased)': 'bilinear',
  'latent (bicubic)': 'bicubic',
  'latent (bicubic antialiased)': 'bicubic',
  'latent (nearest)': 'nearest-exact',
  'latent (nearest-exact)': 'nearest-exact',
};

/** Enlarges the latent, or the decoded picture by a model or plainly, and samples again. */
function addHires(draft: Draft, pass: Omit<Pass, 'pass'> & { readonly target: ImageSize }): Wire {
  const { vae, latent, target } = pass;
  const upscaler = setting(draft, 'hires upscaler') ?? 'Latent';
  const method = Object.hasOwn(LATENT_METHODS, upscaler.toLowerCase()) ? LATENT_METHODS[upscaler.toLowerCase()] : undefined;
  const place = { width: target.width, height: target.height, crop: 'disabled' };
  if (method !== undefined) {
    const larger = add(draft, 'LatentUpscale', { samples: latent, upscale_method: method, ...place });
    return addSampler(draft, { ...pass, latent: [larger, 0], pass: 'hires' });
  }
  let image: Wire = [add(draft, 'VAEDecode', { samples: latent, vae }), 0];
  if (!/^(?:none|nearest|lanczos)$/i.test(upscaler)) {
    const model = add(draft, 'UpscaleModelLoader', { model_name: fileOf(draft, ['UpscaleModelLoader', 'model_name'], upscaler) });
    image = [add(draft, 'ImageUpscaleWithModel', { upscale_model: [model, 0], image }), 0];
  }
  const scaling = /^nearest$/i.test(upscaler) ? 'nearest-exact' : 'lanczos';
  image = [add(draft, 'ImageScale', { image, upscale_method: scaling, ...place }), 0];
  const encoded = add(draft, 'VAEEncode', { pixels: image, vae });
  return addSampler(draft, { ...pass, latent: [encoded, 0], pass: 'hires' });
}

/** The server's file of this name, whatever its folder, ending and case; where it has none, the name with the usual ending. */
function fileOf({ nodeTypes }: Draft, [type, input]: readonly [string, string], name: string): JsonValue {
  const widget = nodeTypes.get(type)?.inputs.find((spec) => spec.name === input)?.widget;
  const choices = widget?.kind === 'combo' ? widget.options.filter((choice) => typeof choice === 'string') : [];
  const wanted = [name, bareName(name)];
  const found = choices.find((choice) => choice === name) ?? choices.find((choice) => wanted.includes(bareName(choice)));
  return found ?? (/\.(?:safetensors|ckpt|pt|pth|bin|sft|gguf)$/i.test(name) ? name : `${name}.safetensors`);
}

function bareName(file: string): string {
  const base = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return base.replace(/\.(?:safetensors|ckpt|pt|pth|bin|sft|gguf)$/i, '').toLowerCase();
}
