import { isJsonObject } from '@/lib/json';
import type { JsonValue } from '@/lib/json';
import { findSourceNode, isPipeName, linksOf, resolveConstant } from './prompt-graph';
import type { GraphNode, PromptGraph } from './prompt-graph';

/** A LoRA and how strongly it was applied; null where the prompt does not say. */
export interface AppliedLora {
  readonly name: string;
  readonly strength: number | null;
  /** Only where the text encoder got another strength than the model. */
  readonly clipStrength: number | null;
}

/** What a sampler's model is made of. */
export interface FoundModels {
  /** Files of checkpoints or diffusion models; several where they were merged. */
  readonly models: readonly string[];
  /** In the order they were applied. */
  readonly loras: readonly AppliedLora[];
}

const MODEL_FILE = /\.(safetensors|sft|ckpt|pt|pth|bin|gguf|onnx)$/i;
const MODEL_LINK = /(^|_)(models?|unet|ckpt)(_|\d|$)/i;
/** Models that do not sample. */
const OTHER_MODEL_LINK = /patch|control|upscale|style|clip|vision|vae|sam_|depth|caption|florence|audio|lora/i;
/** Files that come along with a model but are not it. */
const COMPANION = /vae|clip|text_?enc|t5|control|style|upscale|pulid|insight|hypernetwork|lora/i;

/** Whether a constant names a file of a model. */
export function isModelFile(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && MODEL_FILE.test(value);
}

/** Whether an input brings a model. */
export function isModelLink(name: string): boolean {
  return MODEL_LINK.test(name) && !OTHER_MODEL_LINK.test(name);
}

/** Follows a model's links up to what loads it. `starts` are the links that bring it to its sampler. */
export function findModels(graph: PromptGraph, starts: readonly JsonValue[]): FoundModels {
  const models = new Set<string>();
  const loras: AppliedLora[] = [];
  const seen = new Set<GraphNode>();
  const visit = (value: JsonValue): void => {
    const node = findSourceNode(graph, value);
    if (node === undefined || seen.has(node)) return;
    seen.add(node);
    const upstream = linksOf(graph, node, isModelLink);
    const next = upstream.length > 0 ? upstream : linksOf(graph, node, isPipeName);
    [...next, ...linksOf(graph, node, (name) => /lora/i.test(name))].forEach(visit);
    loras.push(...readLoras(graph, node));
    if (upstream.length === 0) for (const name of readModelFiles(graph, node)) models.add(name);
  };
  starts.forEach(visit);
  return { models: [...models], loras };
}

function readModelFiles(graph: PromptGraph, node: GraphNode): readonly string[] {
  const files = [...node.inputs].flatMap(([name, value]) => {
    if (COMPANION.test(name)) return [];
    const known = resolveConstant(graph, value, [name]);
    return isModelFile(known) ? [known] : [];
  });
  return files.length > 0 ? files : findNamedModels(node);
}

const NAMED_MODEL = ['ckpt_name', 'unet_name', 'model_path', 'model_name', 'model'] as const;

/** What a loader's input names where that is no file: a folder, or a model of a service. */
export function findNamedModels({ inputs }: GraphNode): readonly string[] {
  const name = NAMED_MODEL.find((one) => typeof inputs.get(one) === 'string');
  const value = name === undefined ? undefined : inputs.get(name);
  return typeof value === 'string' && value !== '' ? [value] : [];
}

function readLoras(graph: PromptGraph, node: GraphNode): readonly AppliedLora[] {
  return [...node.inputs].flatMap(([name, value]): readonly AppliedLora[] => {
    if (!/lora/i.test(name)) return [];
    if (isJsonObject(value)) return readLoraRow(value);
    const known = resolveConstant(graph, value, [name]);
    if (!isModelFile(known)) return [];
    const strength = findStrength(graph, node, toStrengthNames(name, 'model'));
    const clip = findStrength(graph, node, toStrengthNames(name, 'clip'));
    return strength === 0 && (clip ?? 0) === 0 ? [] : [{ name: known, strength, clipStrength: clip === strength ? null : clip }];
  });
}

/** rgthree's loader keeps each LoRA as an object of its own. */
function readLoraRow(row: Readonly<Record<string, JsonValue>>): readonly AppliedLora[] {
  const { on, lora, strength, strengthTwo } = row;
  if (on === false || typeof lora !== 'string' || lora === 'None') return [];
  return [{ name: lora, strength: toNumber(strength), clipStrength: toNumber(strengthTwo) }];
}

function findStrength(graph: PromptGraph, node: GraphNode, names: readonly string[]): number | null {
  const name = names.find((one) => node.inputs.has(one));
  return name === undefined ? null : toNumber(resolveConstant(graph, node.inputs.get(name), [name]));
}

/** What packs call the strength beside a LoRA's name; numbered inputs are numbered alike. */
function toStrengthNames(loraName: string, of: 'model' | 'clip'): readonly string[] {
  const suffix = /_?\d+$/.exec(loraName)?.[0] ?? '';
  const bare = of === 'model' ? ['strength', 'lora_strength', 'lora_wt', 'weight'] : [];
  return [`strength_${of}`, `lora_${of}_strength`, `${of}_strength`, `${of}_str`, ...bare].map((name) => `${name}${suffix}`);
}

function toNumber(value: JsonValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
