/**
 * What an API prompt says to people: titles, texts, seeds, values. Prompts come from any client, so nothing about their form is taken
 * for granted; what is not understood is left out. Pure.
 */
import { stringifyExactJson } from '@/lib/exact-json';
import { isJsonArray, isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import { toNodeId } from '@/protocol/ids';
import type { NodeId } from '@/protocol/ids';

/** One node of a prompt. `title` is the workflow's name for it, else its class. */
export interface PromptNode {
  readonly nodeId: NodeId;
  readonly title: string;
  readonly classType: string;
  readonly inputs: readonly PromptInput[];
}

/** One input: a constant as text (exact, also beyond 2^53), or the node it is wired to. */
export interface PromptInput {
  readonly name: string;
  readonly value: string;
  readonly source: { readonly nodeId: NodeId; readonly title: string } | null;
}

/** One constant and where it stands. */
export interface PromptValue {
  readonly nodeId: NodeId;
  readonly title: string;
  readonly name: string;
  readonly value: string;
}

const SEED_NAME = /^(noise_)?seed$/;
const TEXT_NAME = /^(text|prompt|positive|negative|caption|tags|lyrics|string|value|t5xxl|clip_[gl]|(text|prompt)_[a-z0-9_]+)$/i;
/** A constant this long with blanks in it is prose whatever its input is called. */
const PROSE_LENGTH = 40;

/** Prompts keep their identity between reads, so each is read once. */
const readPrompts = new WeakMap<JsonObject, readonly PromptNode[]>();

/** All nodes, by id in the order people count. */
export function readPromptNodes(prompt: JsonObject): readonly PromptNode[] {
  const known = readPrompts.get(prompt);
  if (known !== undefined) return known;
  const nodes = sortAndRead(prompt);
  readPrompts.set(prompt, nodes);
  return nodes;
}

function sortAndRead(prompt: JsonObject): readonly PromptNode[] {
  return Object.keys(prompt)
    .toSorted(compareIds)
    .flatMap((id) => {
      const node = readNode(prompt, id);
      return node === null ? [] : [node];
    });
}

/** What a node is called: its title, else its class, else its id. */
export function findNodeTitle(prompt: JsonObject | null, nodeId: NodeId): string {
  const node = prompt === null || !Object.hasOwn(prompt, nodeId) ? undefined : prompt[nodeId];
  if (!isJsonObject(node)) return `#${nodeId}`;
  const meta = node['_meta'];
  const title = isJsonObject(meta) ? meta['title'] : undefined;
  if (typeof title === 'string' && title.trim() !== '') return title;
  return typeof node['class_type'] === 'string' ? node['class_type'] : `#${nodeId}`;
}

/** Seeds that are constants, in node order. */
export function findSeeds(prompt: JsonObject): readonly PromptValue[] {
  return listConstants(prompt).filter(({ name, raw }) => SEED_NAME.test(name) && (typeof raw === 'number' || typeof raw === 'bigint'));
}

/** Texts a person wrote: those that lead to an input called `positive` first, those that lead to `negative` last. */
export function findPromptTexts(prompt: JsonObject): readonly PromptValue[] {
  const positive = findAncestors(prompt, 'positive');
  const negative = findAncestors(prompt, 'negative');
  const rank = ({ nodeId }: PromptValue): number => (positive.has(nodeId) ? 0 : negative.has(nodeId) ? 2 : 1);
  return listConstants(prompt)
    .filter(isProse)
    .toSorted((a, b) => rank(a) - rank(b));
}

/** Everything in a prompt that can be searched: titles, classes, and all constants, in lower case. */
export function toPromptSearchText(prompt: JsonObject): string {
  return readPromptNodes(prompt)
    .flatMap((node) => [node.title, node.classType, ...node.inputs.filter(({ source }) => source === null).map(({ value }) => value)])
    .join('\n')
    .toLowerCase();
}

interface Constant extends PromptValue {
  readonly raw: JsonValue;
}

function listConstants(prompt: JsonObject): readonly Constant[] {
  return readPromptNodes(prompt).flatMap(({ nodeId, title, inputs }) =>
    inputs
      .filter(({ source }) => source === null)
      .map(({ name, value }) => ({ nodeId, title, name, value, raw: readInputs(prompt[nodeId])[name] ?? null })),
  );
}

function isProse({ name, raw }: Constant): boolean {
  if (typeof raw !== 'string' || raw.trim() === '') return false;
  return TEXT_NAME.test(name) || (raw.length >= PROSE_LENGTH && /\s/.test(raw));
}

function readNode(prompt: JsonObject, id: string): PromptNode | null {
  const node = prompt[id];
  if (!isJsonObject(node)) return null;
  const nodeId = toNodeId(id);
  const classType = typeof node['class_type'] === 'string' ? node['class_type'] : '';
  const inputs = Object.entries(readInputs(node)).map(([name, value]): PromptInput => {
    const source = findSource(prompt, value);
    return { name, value: showValue(value), source: source === null ? null : { nodeId: source, title: findNodeTitle(prompt, source) } };
  });
  return { nodeId, title: findNodeTitle(prompt, nodeId), classType, inputs };
}

function readInputs(node: JsonValue | undefined): JsonObject {
  const inputs = isJsonObject(node) ? node['inputs'] : undefined;
  return isJsonObject(inputs) ? inputs : {};
}

/** The node an input is wired to; null for constants, arrays among them. */
export function findSource(prompt: JsonObject, value: JsonValue): NodeId | null {
  if (!isJsonArray(value) || value.length !== 2 || typeof value[1] !== 'number') return null;
  const id = value[0];
  return typeof id === 'string' && Object.hasOwn(prompt, id) ? toNodeId(id) : null;
}

/** Nodes that lead to any input of this name. */
function findAncestors(prompt: JsonObject, inputName: string): ReadonlySet<NodeId> {
  const seen = new Set<NodeId>();
  const waiting = Object.values(prompt).flatMap((node) => sourcesOf(prompt, readInputs(node)[inputName]));
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...Object.values(readInputs(prompt[id])).flatMap((value) => sourcesOf(prompt, value)));
  }
  return seen;
}

function sourcesOf(prompt: JsonObject, value: JsonValue | undefined): readonly NodeId[] {
  const source = value === undefined ? null : findSource(prompt, value);
  return source === null ? [] : [source];
}

function showValue(value: JsonValue): string {
  return typeof value === 'object' && value !== null ? stringifyExactJson(value) : String(value);
}

const COLLATOR = new Intl.Collator('en', { numeric: true });

/** `2` before `10`, and `5:2` behind `5`. */
function compareIds(a: string, b: string): number {
  return COLLATOR.compare(a, b);
}
