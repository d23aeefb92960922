import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';

interface Part {
  readonly nodes: readonly JsonObject[];
  readonly links: readonly (readonly JsonValue[])[];
  readonly groups: readonly JsonObject[];
  readonly subgraphs: readonly JsonObject[];
  readonly width: number;
  readonly height: number;
}

const GAP = 300;
const NODE_SIZE = 400;
/** A sweep of the view from the middle to the right passes here. */
const PASSED_FROM = 2_500;
const PASSED_TO = 6_000;
const PASSED_HEIGHT = 300;

/** Node ids are those of the joined text. */
interface Joined {
  readonly text: string;
  readonly nodeCount: number;
  /** Nodes that a sweep from the middle to the right comes past. */
  readonly lastColumn: readonly string[];
  /** Inside the title of the node nearest to the middle. */
  readonly middle: { readonly x: number; readonly y: number };
}

/** Puts the largest of the workflows beside each other, again and again, until there are `count` nodes. Links stay inside their part. */
export function joinWorkflows(texts: readonly string[], { count, largest }: { readonly count: number; readonly largest: number }): Joined {
  const parts = texts
    .map((text) => readPart(JSON.parse(text) as JsonValue))
    .filter((part) => part !== null)
    .sort((a, b) => b.nodes.length - a.nodes.length)
    .slice(0, largest);
  if (parts.length === 0) throw new Error('none of the templates is a workflow in the 0.4 format');
  const joined = { nodes: [] as JsonObject[], links: [] as JsonValue[], groups: [] as JsonObject[] };
  const copies = takeInTurn(parts, count);
  const area = copies.reduce((sum, { width, height }) => sum + (width + GAP) * (height + GAP), 0);
  const shelf = { x: 0, y: 0, height: 0, width: Math.sqrt(area) };
  let base = 0;
  for (const part of copies) {
    if (shelf.x > shelf.width) Object.assign(shelf, { x: 0, y: shelf.y + shelf.height, height: 0 });
    const offset = { base, x: shelf.x, y: shelf.y };
    shelf.x += part.width + GAP;
    shelf.height = Math.max(shelf.height, part.height + GAP);
    const nodes = part.nodes.map((node) => moveNode(node, offset));
    const links = part.links.map((link) => moveLink(link, base));
    joined.nodes.push(...nodes);
    joined.links.push(...links);
    joined.groups.push(...part.groups.map((group) => moveGroup(group, offset)));
    base = Math.max(base, ...nodes.map(({ id }) => Number(id)), ...links.map(([id]) => Number(id)));
  }
  const definitions = [...new Map(parts.flatMap(({ subgraphs }) => subgraphs).map((subgraph) => [subgraph['id'], subgraph])).values()];
  const document = {
    last_node_id: base,
    last_link_id: base,
    ...joined,
    definitions: { subgraphs: definitions },
    config: {},
    extra: {},
    version: 0.4,
  };
  return { text: JSON.stringify(document), nodeCount: joined.nodes.length, ...placesOf(joined.nodes) };
}

/** The parts one after the other, again and again, until they hold `count` nodes: real graphs are laid out wide, so the whole is shelved into a square. */
function takeInTurn(parts: readonly Part[], count: number): readonly Part[] {
  const copies: Part[] = [];
  for (let nodes = 0; nodes < count;) {
    const part = parts[copies.length % parts.length];
    if (part === undefined) break;
    copies.push(part);
    nodes += part.nodes.length;
  }
  return copies;
}

/** A middle that has something to its right to come past. */
function placesOf(nodes: readonly JsonObject[]): Pick<Joined, 'lastColumn' | 'middle'> {
  const points = nodes.map((node) => pointOf(node['pos']));
  const centre = { x: Math.max(...points.map(({ x }) => x)) / 2, y: Math.max(...points.map(({ y }) => y)) / 2 };
  const byDistance = [...points].sort((a, b) => distance(a, centre) - distance(b, centre));
  for (const middle of byDistance) {
    const lastColumn = nodes.flatMap(({ id, pos }) => (typeof id === 'number' && isPassed(pointOf(pos), middle) ? [String(id)] : []));
    if (lastColumn.length > 0) return { lastColumn, middle: { x: middle.x + 20, y: middle.y + 8 } };
  }
  return { lastColumn: [], middle: byDistance[0] ?? centre };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function distance(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function isPassed({ x, y }: Place, middle: Place): boolean {
  return x - middle.x > PASSED_FROM && x - middle.x < PASSED_TO && Math.abs(y - middle.y) < PASSED_HEIGHT;
}

function readPart(json: JsonValue): Part | null {
  if (!isJsonObject(json)) return null;
  const nodes = objects(json['nodes']);
  const links = isJsonArray(json['links']) ? json['links'].filter(isJsonArray) : [];
  if (nodes.length === 0 || nodes.some(({ id }) => typeof id !== 'number')) return null;
  const points = nodes.map((node) => pointOf(node['pos']));
  const [left, top] = [Math.min(...points.map(({ x }) => x)), Math.min(...points.map(({ y }) => y))];
  const definitions = json['definitions'];
  return {
    nodes: nodes.map((node, at) => ({ ...node, pos: [(points[at]?.x ?? 0) - left, (points[at]?.y ?? 0) - top] })),
    links,
    groups: objects(json['groups']).map((group) => moveGroup(group, { x: -left, y: -top })),
    subgraphs: isJsonObject(definitions) ? objects(definitions['subgraphs']) : [],
    width: Math.max(...points.map(({ x }) => x)) - left + NODE_SIZE,
    height: Math.max(...points.map(({ y }) => y)) - top + NODE_SIZE,
  };
}

function objects(value: JsonValue | undefined): readonly JsonObject[] {
  return isJsonArray(value) ? value.filter(isJsonObject) : [];
}

function pointOf(value: JsonValue | undefined): { readonly x: number; readonly y: number } {
  if (isJsonArray(value)) return { x: Number(value[0]), y: Number(value[1]) };
  return isJsonObject(value) ? { x: Number(value['0']), y: Number(value['1']) } : { x: 0, y: 0 };
}

function moveNode(node: JsonObject, { base, x, y }: { readonly base: number; readonly x: number; readonly y: number }): JsonObject {
  const at = pointOf(node['pos']);
  const inputs = objects(node['inputs']).map((input) => ({ ...input, link: shifted(input['link'], base) }));
  const outputs = objects(node['outputs']).map((output) => ({
    ...output,
    links: isJsonArray(output['links']) ? output['links'].map((link) => shifted(link, base)) : null,
  }));
  return { ...node, id: shifted(node['id'], base), pos: [at.x + x, at.y + y], inputs, outputs };
}

function moveLink([id, from, fromSlot, to, toSlot, type]: readonly JsonValue[], base: number): readonly JsonValue[] {
  return [shifted(id, base), shifted(from, base), fromSlot ?? 0, shifted(to, base), toSlot ?? 0, type ?? '*'];
}

function moveGroup(group: JsonObject, { x, y }: { readonly x: number; readonly y: number }): JsonObject {
  const bounding = group['bounding'];
  if (!isJsonArray(bounding)) return group;
  return { ...group, bounding: [Number(bounding[0]) + x, Number(bounding[1]) + y, bounding[2] ?? 0, bounding[3] ?? 0] };
}

function shifted(id: JsonValue | undefined, base: number): JsonValue {
  return typeof id === 'number' ? id + base : (id ?? null);
}
