import type { JsonValue } from '@/lib/json';
import type { NodeId } from '@/protocol/ids';
import { findSourceNode, isPipeName, linksOf } from './prompt-graph';
import type { GraphNode, PromptGraph } from './prompt-graph';

/** A text that steered a sampler. */
export interface PromptText {
  readonly nodeId: NodeId;
  readonly title: string;
  /** Null when the node made it while it ran: the prompt does not hold it. */
  readonly value: string | null;
}

export type TextRole = 'positive' | 'negative';

const TEXT_NAME = /^(text|prompt|caption|tags|lyrics|string|value|t5xxl|clip_[gl]|(text|string|prompt)_?[a-z0-9]+|\w+_prompt)$/i;
const NO_TEXT_NAME = /system|format|mode|^text_(embeds|encoder)/i;
const CONDITIONING_LINK = /^(conditioning|cond|text_embeds|embeds|prompt_embeds)/i;
/** What never leads to the words of a prompt. */
const OTHER_LINK = /image|latent|vae|^clip\d?$|clip_vision|model|control|mask|pixels|style|noise|sampl|sigmas|audio|t5|video/i;

/** Whether an input holds or brings words of a prompt. */
export function isTextName(name: string): boolean {
  return TEXT_NAME.test(name) && !NO_TEXT_NAME.test(name);
}

/** The texts behind conditioning links, in the order of the links; each node's once. */
export function findTexts(graph: PromptGraph, starts: readonly JsonValue[], role: TextRole): readonly PromptText[] {
  const found: PromptText[] = [];
  const seen = new Set<GraphNode>();
  const visit = (value: JsonValue): void => {
    const node = findSourceNode(graph, value);
    if (node === undefined || seen.has(node)) return;
    seen.add(node);
    const names = textInputs(graph, node, role);
    if (names.length > 0) found.push(...names.flatMap((name) => readText(graph, node, name)));
    else nextLinks(graph, node, role).forEach(visit);
  };
  starts.forEach(visit);
  return found.filter(({ value }) => value === null || value.trim() !== '');
}

/** The guidance a conditioning was given on its way (Flux and its kin); null when there is none. */
export function findGuidance(graph: PromptGraph, starts: readonly JsonValue[]): number | null {
  const waiting = [...starts];
  const seen = new Set<GraphNode>();
  for (let value = waiting.shift(); value !== undefined; value = waiting.shift()) {
    const node = findSourceNode(graph, value);
    if (node === undefined || seen.has(node)) continue;
    seen.add(node);
    const guidance = node.inputs.get('guidance');
    if (typeof guidance === 'number') return guidance;
    waiting.push(...nextLinks(graph, node, 'positive'));
  }
  return null;
}

/** Of a node with texts for both sides only those of the wanted one. */
function textInputs(graph: PromptGraph, node: GraphNode, role: TextRole): readonly string[] {
  const names = [...node.inputs].flatMap(([name, value]) => {
    // A link called `value` may bring anything.
    const isText = typeof value === 'string' || (name !== 'value' && findSourceNode(graph, value) !== undefined);
    return isText && (isTextName(name) || isSideText(name, value)) ? [name] : [];
  });
  const other = role === 'positive' ? /negative/i : /positive/i;
  const sided = names.filter((name) => new RegExp(role, 'i').test(name));
  return sided.length > 0 ? sided : names.filter((name) => !other.test(name));
}

function isSideText(name: string, value: JsonValue): boolean {
  return /(^|_)(positive|negative)$/i.test(name) && typeof value === 'string';
}

function nextLinks(graph: PromptGraph, node: GraphNode, role: TextRole): readonly JsonValue[] {
  const steps: readonly ((name: string) => boolean)[] = [
    (name) => name === role,
    (name) => CONDITIONING_LINK.test(name),
    isPipeName,
    (name) => !OTHER_LINK.test(name) && name !== 'positive' && name !== 'negative',
  ];
  for (const fits of steps) {
    const links = linksOf(graph, node, fits);
    if (links.length > 0) return links;
  }
  return [];
}

/** How many text nodes may stand behind each other. */
const MAX_DEPTH = 32;

/** The words of one input; joined where nodes on the way join them. */
function readText(graph: PromptGraph, node: GraphNode, name: string, depth = 0): readonly PromptText[] {
  const value = node.inputs.get(name);
  const source = findSourceNode(graph, value);
  if (source === undefined) return typeof value === 'string' ? [{ nodeId: node.id, title: node.title, value }] : [];
  if (depth > MAX_DEPTH) return [];
  const names = [...source.inputs.keys()].filter(isTextName);
  const parts = names.flatMap((one) => readText(graph, source, one, depth + 1));
  const delimiter = source.inputs.get('delimiter') ?? source.inputs.get('separator');
  if (parts.length > 1 && typeof delimiter === 'string') {
    const words = parts.map((part) => part.value ?? '').filter((part) => part !== '');
    return [{ nodeId: source.id, title: source.title, value: words.join(delimiter) }];
  }
  const isMade = source.inputs.size > 1 && parts.every(({ value: words }) => words?.trim() === '');
  if (parts.length > 0 && !isMade) return parts;
  const [behind] = parts.length === 0 && names.length === 0 ? linksOf(graph, source, (one) => !OTHER_LINK.test(one)) : [];
  const through = findSourceNode(graph, behind);
  return through === undefined
    ? [{ nodeId: source.id, title: source.title, value: null }]
    : readText(graph, source, nameOf(source, behind), depth + 1);
}

function nameOf(node: GraphNode, link: JsonValue | undefined): string {
  return [...node.inputs].find(([, value]) => value === link)?.[0] ?? '';
}
