import { isJsonArray, isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import { toNodeId } from '@/protocol/ids';
import type { NodeId } from '@/protocol/ids';

/** One node of an API prompt as far as it could be understood. */
export interface GraphNode {
  readonly id: NodeId;
  /** The workflow's name for it, else its class. */
  readonly title: string;
  /** Input name → constant or link, in the prompt's order. */
  readonly inputs: ReadonlyMap<string, JsonValue>;
}

/** An API prompt to be walked against its links. Prompts come from any client: what is no node is left out. */
export type PromptGraph = ReadonlyMap<NodeId, GraphNode>;

/** Reads the nodes of a prompt (format: `workflow-format`, API form). Pure. */
export function readPromptGraph(prompt: JsonObject): PromptGraph {
  const nodes = Object.entries(prompt).flatMap(([key, node]): readonly (readonly [NodeId, GraphNode])[] => {
    if (!isJsonObject(node)) return [];
    const inputs = isJsonObject(node['inputs']) ? node['inputs'] : {};
    const id = toNodeId(key);
    return [[id, { id, title: findTitle(key, node), inputs: new Map(Object.entries(inputs)) }]];
  });
  return new Map(nodes);
}

/** The node an input is wired to; undefined for constants, arrays among them. */
export function findSourceNode(graph: PromptGraph, value: JsonValue | undefined): GraphNode | undefined {
  if (!isJsonArray(value) || value.length !== 2) return undefined;
  const [id, slot] = value;
  return typeof id === 'string' && typeof slot === 'number' ? graph.get(toNodeId(id)) : undefined;
}

/** Links into a node whose input's name fits, in the prompt's order. Of a switch with a known setting only the chosen side counts. */
export function linksOf(graph: PromptGraph, node: GraphNode, fits: (name: string) => boolean = () => true): readonly JsonValue[] {
  const chosen = findChosenSide(graph, node);
  return [...node.inputs].flatMap(([name, value]) => {
    const isLink = findSourceNode(graph, value) !== undefined;
    const isWanted = chosen === null ? fits(name) : name === chosen;
    return isLink && isWanted ? [value] : [];
  });
}

/** Links by which a node hands on many things at once (`basic_pipe`, rgthree's `base_ctx`). */
export function isPipeName(name: string): boolean {
  return /pipe|(^|_)ctx(_|$)|^context$/i.test(name);
}

/** How deep a constant may lie behind primitives, switches and pipes. */
const MAX_DEPTH = 24;

/**
 * The constant an input stands for: its own, or that of the primitive behind its link. `names` are what it is called in pipes and
 * contexts on the way. Undefined when it is made while the graph runs.
 */
export function resolveConstant(graph: PromptGraph, value: JsonValue | undefined, names: readonly string[]): JsonValue | undefined {
  let current = value;
  let isPiped = false;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const node = findSourceNode(graph, current);
    if (node === undefined) return current;
    const step = findNextStep(graph, node, isPiped ? names : [...names, ...PRIMITIVE_NAMES], isPiped);
    if (step === null) return undefined;
    current = step.value;
    isPiped ||= step.isPipe;
  }
  return undefined;
}

interface Step {
  readonly value: JsonValue | undefined;
  readonly isPipe: boolean;
}

function findNextStep(graph: PromptGraph, node: GraphNode, names: readonly string[], isPiped: boolean): Step | null {
  const chosen = findChosenSide(graph, node);
  if (chosen !== null) return { value: node.inputs.get(chosen), isPipe: false };
  const own = names.find((name) => node.inputs.has(name));
  if (own !== undefined && (isPiped || isCarrier(node))) return { value: node.inputs.get(own), isPipe: false };
  const [pipe] = linksOf(graph, node, isPipeName);
  return pipe === undefined ? null : { value: pipe, isPipe: true };
}

const PRIMITIVE_NAMES = ['value', 'Value', 'int', 'float', 'number', 'string', 'seed', 'noise_seed'];

/** A node that hands a value on as it is: one with pipes, or with that value and little else. */
function isCarrier(node: GraphNode): boolean {
  return node.inputs.size <= 3 || [...node.inputs.keys()].some(isPipeName);
}

function findChosenSide(graph: PromptGraph, node: GraphNode): 'on_true' | 'on_false' | null {
  if (!node.inputs.has('on_true') && !node.inputs.has('on_false')) return null;
  const setting = node.inputs.get('switch') ?? node.inputs.get('boolean') ?? node.inputs.get('condition');
  const source = findSourceNode(graph, setting);
  const known = source === undefined ? setting : source.inputs.get('value');
  return typeof known === 'boolean' ? (known ? 'on_true' : 'on_false') : null;
}

function findTitle(id: string, node: JsonObject): string {
  const meta = node['_meta'];
  const title = isJsonObject(meta) ? meta['title'] : undefined;
  if (typeof title === 'string' && title.trim() !== '') return title;
  return typeof node['class_type'] === 'string' ? node['class_type'] : `#${id}`;
}
