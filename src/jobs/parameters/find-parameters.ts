/**
 * What an output was made with, read from its prompt by following links from the node that put it out. Nodes are known by what their
 * inputs are called and bring, not by their class, so that samplers and loaders of any pack are understood. What cannot be told is left
 * out. Pure.
 */
import type { JsonObject, JsonValue } from '@/lib/json';
import type { NodeId } from '@/protocol/ids';
import { findModels, findNamedModels, isModelFile, isModelLink } from './find-models';
import type { AppliedLora } from './find-models';
import { findGuidance, findTexts, isTextName } from './find-texts';
import type { PromptText, TextRole } from './find-texts';
import { findSourceNode, isPipeName, linksOf, readPromptGraph, resolveConstant } from './prompt-graph';
import type { GraphNode, PromptGraph } from './prompt-graph';

/** One sampler on the way to the output. */
export interface SamplingPass {
  readonly nodeId: NodeId;
  readonly title: string;
  readonly sampler: string | null;
  readonly scheduler: string | null;
  readonly steps: number | null;
  readonly cfg: number | null;
  /** Guidance of models that are steered by it instead of CFG. */
  readonly guidance: number | null;
  readonly denoise: number | null;
  /** Exact, also beyond 2^53; null where the pass adds no noise or its seed is made by the graph. */
  readonly seed: string | null;
}

/** Size of a picture or of each frame in px. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export interface Parameters {
  readonly models: readonly string[];
  readonly loras: readonly AppliedLora[];
  readonly positive: readonly PromptText[];
  readonly negative: readonly PromptText[];
  /** In the order they run. */
  readonly passes: readonly SamplingPass[];
  /** What the last pass with a known size sampled at; upscaled outputs are larger. */
  readonly size: PictureSize | null;
  /** Other files that took part: VAE, text encoders, ControlNets… */
  readonly otherFiles: readonly string[];
}

const known = new WeakMap<JsonObject, Map<NodeId | null, Parameters>>();

/** @param outputNodeId the node that put it out; null, or one the prompt does not have, stands for all of the prompt. */
export function findParameters(prompt: JsonObject, outputNodeId: NodeId | null): Parameters {
  const ofPrompt = known.get(prompt) ?? new Map<NodeId | null, Parameters>();
  known.set(prompt, ofPrompt);
  const id = outputNodeId !== null && Object.hasOwn(prompt, outputNodeId) ? outputNodeId : null;
  const before = ofPrompt.get(id);
  if (before !== undefined) return before;
  const parameters = readParameters(readPromptGraph(prompt), id);
  ofPrompt.set(id, parameters);
  return parameters;
}

function readParameters(graph: PromptGraph, outputNodeId: NodeId | null): Parameters {
  const nodes = listUpstream(graph, outputNodeId);
  const samplers = nodes.filter((node) => isSampler(graph, node));
  const found = samplers.map((node) => readPass(graph, node));
  const models = unique(found.flatMap((pass) => pass.models));
  const loras = uniqueBy(
    found.flatMap((pass) => pass.loras),
    ({ name, strength }) => `${name} ${strength}`,
  );
  const positive = uniqueTexts(found.flatMap((pass) => pass.positive));
  const fallback = samplers.length === 0 ? readWithoutSampler(nodes) : null;
  const shown = fallback?.models ?? models;
  return {
    models: shown,
    loras,
    positive: fallback?.positive ?? positive,
    negative: uniqueTexts(found.flatMap((pass) => pass.negative)).filter(
      (text) => !positive.some(({ nodeId }) => nodeId === text.nodeId) || isSided(graph, text),
    ),
    passes: found.map(({ pass }) => pass),
    size: found.findLast(({ size }) => size !== null)?.size ?? null,
    otherFiles: unique(nodes.flatMap((node) => [...node.inputs.values()].filter(isModelFile))).filter(
      (file) => !shown.includes(file) && !loras.some(({ name }) => name === file),
    ),
  };
}

/** A negative that comes from the same encoder as the positive was zeroed on its way, unless the node has a text for each. */
function isSided(graph: PromptGraph, { nodeId, value }: PromptText): boolean {
  const inputs = graph.get(nodeId)?.inputs ?? new Map<string, JsonValue>();
  return [...inputs].some(([name, constant]) => /negative/i.test(name) && constant === value);
}

/** Nodes the output depends on, inputs before what they feed. Iterative: prompts of strangers may be deep or cyclic. */
function listUpstream(graph: PromptGraph, outputNodeId: NodeId | null): readonly GraphNode[] {
  const done: GraphNode[] = [];
  const seen = new Set<GraphNode>();
  const start = outputNodeId === null ? [...graph.values()] : [graph.get(outputNodeId)].filter((node) => node !== undefined);
  const stack = start.toReversed().map((node) => ({ node, isOpen: false }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (top.isOpen) {
      done.push(top.node);
      continue;
    }
    if (seen.has(top.node)) continue;
    seen.add(top.node);
    stack.push({ node: top.node, isOpen: true });
    for (const link of linksOf(graph, top.node).toReversed()) {
      const node = findSourceNode(graph, link);
      if (node !== undefined && !seen.has(node)) stack.push({ node, isOpen: false });
    }
  }
  return done;
}

const LATENT_LINK = /^(latent(_image)?|samples|latents|image_embeds|optional_latent)$/i;

function isSampler(graph: PromptGraph, { inputs }: GraphNode): boolean {
  const has = (...names: readonly string[]): boolean => names.some((name) => inputs.has(name));
  const isSteered = has('sampler_name', 'sigmas', 'steps');
  const isDriven = has('seed', 'noise_seed', 'noise', 'cfg');
  const isFed = [...inputs].some(([name, value]) => isDrive(name) && findSourceNode(graph, value) !== undefined);
  return isSteered && isDriven && isFed;
}

function isDrive(name: string): boolean {
  return isModelLink(name) || name === 'guider' || isPipeName(name) || LATENT_LINK.test(name);
}

interface FoundPass {
  readonly pass: SamplingPass;
  readonly models: readonly string[];
  readonly loras: readonly AppliedLora[];
  readonly positive: readonly PromptText[];
  readonly negative: readonly PromptText[];
  readonly size: PictureSize | null;
}

function readPass(graph: PromptGraph, node: GraphNode): FoundPass {
  const find = (names: readonly string[], via: RegExp): JsonValue | undefined => findSetting(graph, node, names, via);
  const positive = findConditioning(graph, node, 'positive');
  const pass: SamplingPass = {
    nodeId: node.id,
    title: node.title,
    sampler: toText(find(['sampler_name'], /^sampler$/)),
    scheduler: toText(find(['scheduler'], /^sigmas$/)),
    steps: toNumber(find(['steps'], /^sigmas$/)),
    cfg: toNumber(find(['cfg'], /^guider$/)),
    guidance: findGuidance(graph, positive),
    denoise: toNumber(find(['denoise', 'denoise_strength'], /^sigmas$/)),
    seed: node.inputs.get('add_noise') === 'disable' ? null : toSeed(find(['seed', 'noise_seed'], /^noise$/)),
  };
  const models = findModels(graph, findModelLinks(graph, node));
  return {
    pass,
    ...models,
    positive: findTexts(graph, positive, 'positive'),
    negative: findTexts(graph, findConditioning(graph, node, 'negative'), 'negative'),
    size: findSize(graph, node),
  };
}

/** A setting of a sampler: its own, or of what it is wired to for that purpose (a guider, a scheduler, a source of noise). */
function findSetting(graph: PromptGraph, node: GraphNode, names: readonly string[], via: RegExp): JsonValue | undefined {
  let current: GraphNode | undefined = node;
  for (const seen = new Set<GraphNode>(); current !== undefined && !seen.has(current);) {
    seen.add(current);
    const name = names.find((one) => current?.inputs.has(one));
    if (name !== undefined) return resolveConstant(graph, current.inputs.get(name), names);
    const [next]: readonly JsonValue[] = linksOf(graph, current, (one) => via.test(one));
    const [pipe]: readonly JsonValue[] = next === undefined ? linksOf(graph, current, isPipeName) : [];
    current = findSourceNode(graph, next ?? pipe);
  }
  return undefined;
}

function findModelLinks(graph: PromptGraph, node: GraphNode): readonly JsonValue[] {
  const own = linksOf(graph, node, isModelLink);
  if (own.length > 0) return own;
  const [guider] = linksOf(graph, node, (name) => name === 'guider');
  const behind = findSourceNode(graph, guider);
  return behind === undefined ? linksOf(graph, node, isPipeName) : linksOf(graph, behind, isModelLink);
}

function findConditioning(graph: PromptGraph, node: GraphNode, role: TextRole): readonly JsonValue[] {
  const [guider] = linksOf(graph, node, (name) => name === 'guider');
  const from = findSourceNode(graph, guider) ?? node;
  const sided = linksOf(graph, from, (name) => name === role);
  if (sided.length > 0) return sided;
  const shared = linksOf(graph, from, (name) => name === 'text_embeds' || (role === 'positive' && /^cond(itioning)?\d?$/.test(name)));
  return shared.length > 0 ? shared : linksOf(graph, from, isPipeName);
}

/** Beyond these the size is not what is written upstream any more. */
const RESIZING = ['scale_by', 'upscale_by', 'scale_factor', 'upscale_factor', 'megapixels', 'upscale_model', 'factor', 'longer_edge'];
/** What other things are laid onto. */
const BASE_LINK = /^(samples_to|destination)$/i;
const SIZE_LINK = /latent|samples|image_embeds|^pixels$|^images?$/i;

function findSize(graph: PromptGraph, sampler: GraphNode): PictureSize | null {
  const waiting = linksOf(graph, sampler, (name) => LATENT_LINK.test(name));
  const queue = waiting.length > 0 ? [...waiting] : [...linksOf(graph, sampler, isPipeName)];
  const seen = new Set<GraphNode>();
  for (let link = queue.shift(); link !== undefined; link = queue.shift()) {
    const node = findSourceNode(graph, link);
    if (node === undefined || seen.has(node)) continue;
    seen.add(node);
    const width = toNumber(resolveConstant(graph, node.inputs.get('width'), ['width']));
    const height = toNumber(resolveConstant(graph, node.inputs.get('height'), ['height']));
    if (width !== null && height !== null && width > 0 && height > 0) return { width, height };
    if (node.inputs.has('width') || RESIZING.some((name) => node.inputs.has(name))) continue;
    const base = linksOf(graph, node, (name) => BASE_LINK.test(name));
    const links = base.length > 0 ? base : linksOf(graph, node, (name) => SIZE_LINK.test(name));
    queue.push(...(links.length > 0 ? links : linksOf(graph, node, isPipeName)));
  }
  return null;
}

/** Services and tools without a sampler: all texts on the way, and what a `model` input names. */
function readWithoutSampler(nodes: readonly GraphNode[]): Pick<Parameters, 'models' | 'positive'> {
  const texts = nodes.flatMap(({ id, title, inputs }) =>
    [...inputs].flatMap(([name, value]): readonly PromptText[] =>
      isTextName(name) && typeof value === 'string' && value.trim() !== '' && !isModelFile(value) ? [{ nodeId: id, title, value }] : [],
    ),
  );
  const loaders = nodes.filter(({ inputs }) => inputs.has('ckpt_name') || inputs.has('unet_name'));
  const models = (loaders.length > 0 ? loaders : nodes).flatMap(findNamedModels);
  return { models: unique(models), positive: uniqueTexts(texts) };
}

function toText(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function toNumber(value: JsonValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

function toSeed(value: JsonValue | undefined): string | null {
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : null;
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}

function uniqueBy<T>(values: readonly T[], toKey: (value: T) => string): readonly T[] {
  return [...new Map(values.toReversed().map((value) => [toKey(value), value])).values()].toReversed();
}

function uniqueTexts(texts: readonly PromptText[]): readonly PromptText[] {
  return uniqueBy(texts, ({ nodeId, value }) => value ?? nodeId);
}
