import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { readPair } from '../document/read-node';
import { isJsonList, listOf, numberOr, objectOf, textOr, toText } from '../node-types/json-read';

/** Room around a template's nodes, and between two templates, in graph units. */
const MARGIN = 40;
const TITLE_ROOM = 70;
/** Of a node that says nothing about its size. */
const USUAL_SIZE = [220, 100] as const;

/** Whether this JSON is a file of node templates: named pieces of graphs. */
export function isTemplatesJson(json: JsonValue): json is JsonObject {
  return isJsonObject(json) && isJsonList(json['templates']) && listOf(json['templates']).some(isTemplate);
}

/**
 * Turns a file of node templates into workflow JSON: each piece inside a group of its name, one below the other. Pieces whose text cannot
 * be read become an entry that is no node: kept, and counted when the workflow is read.
 * @param parse reads the text of a piece; null when it is no JSON. Source: official frontend, nodeTemplates and the canvas' clipboard.
 */
export function templatesToWorkflow(json: JsonObject, parse: (text: string) => JsonValue | null): JsonObject {
  const workflow = { nodes: [] as JsonValue[], links: [] as JsonValue[], groups: [] as JsonValue[] };
  let top = 0;
  for (const template of listOf(json['templates'])) {
    const piece = isTemplate(template) ? objectOf(parse(textOr(template['data'], ''))) : {};
    const nodes = listOf(piece['nodes']).filter(isJsonObject);
    if (nodes.length === 0) {
      workflow.nodes.push([template]);
      continue;
    }
    const base = { node: workflow.nodes.length + 1, link: workflow.links.length + 1 };
    const numbered = numberLinks(piece, nodes, base);
    const box = boundsOf(nodes);
    const by = { x: MARGIN - box.left, y: top + TITLE_ROOM + MARGIN - box.top };
    const into = new Map(numbered.map(({ id, to, toSlot }) => [`${to} ${toSlot}`, id]));
    const outOf = groupIds(numbered);
    for (const [index, node] of nodes.entries()) workflow.nodes.push(placeNode(node, index, { base, by, into, outOf }));
    for (const { id, from, fromSlot, to, toSlot, type } of numbered) workflow.links.push([id, from, fromSlot, to, toSlot, type]);
    const height = box.bottom - box.top + TITLE_ROOM + 2 * MARGIN;
    workflow.groups.push({
      title: toText(objectOf(template)['name'] ?? ''),
      bounding: [0, top, box.right - box.left + 2 * MARGIN, height],
    });
    top += height + MARGIN;
  }
  return { ...workflow, version: 0.4 };
}

function isTemplate(entry: JsonValue): entry is JsonObject {
  return isJsonObject(entry) && typeof entry['data'] === 'string';
}

interface Wire {
  readonly id: number;
  readonly from: number;
  readonly fromSlot: number;
  readonly to: number;
  readonly toSlot: number;
  readonly type: JsonValue;
}

/** Old pieces name a link's nodes by their place in the list, new ones by their ids. */
function numberLinks(piece: JsonObject, nodes: readonly JsonObject[], base: { readonly node: number; readonly link: number }): Wire[] {
  const placeOf = new Map(nodes.map((node, index) => [toText(node['id'] ?? index), index]));
  const wires: Wire[] = [];
  for (const link of listOf(piece['links'])) {
    const ends = isJsonList(link)
      ? { from: numberOr(link[0], -1), fromSlot: link[1], to: numberOr(link[2], -1), toSlot: link[3] }
      : {
          from: placeOf.get(toText(objectOf(link)['origin_id'] ?? '')) ?? -1,
          fromSlot: objectOf(link)['origin_slot'],
          to: placeOf.get(toText(objectOf(link)['target_id'] ?? '')) ?? -1,
          toSlot: objectOf(link)['target_slot'],
        };
    const [origin, target] = [nodes[ends.from], nodes[ends.to]];
    const [fromSlot, toSlot] = [numberOr(ends.fromSlot, -1), numberOr(ends.toSlot, -1)];
    if (origin === undefined || target === undefined || fromSlot < 0 || toSlot < 0) continue;
    const type = objectOf(listOf(origin['outputs'])[fromSlot])['type'] ?? '*';
    wires.push({ id: base.link + wires.length, from: base.node + ends.from, fromSlot, to: base.node + ends.to, toSlot, type });
  }
  return wires;
}

function groupIds(wires: readonly Wire[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const { id, from, fromSlot } of wires) {
    const key = `${from} ${fromSlot}`;
    const ids = groups.get(key);
    if (ids === undefined) groups.set(key, [id]);
    else ids.push(id);
  }
  return groups;
}

interface Placing {
  readonly base: { readonly node: number };
  readonly by: { readonly x: number; readonly y: number };
  /** The link into an input, and those out of an output, by node and slot. */
  readonly into: ReadonlyMap<string, number>;
  readonly outOf: ReadonlyMap<string, readonly number[]>;
}

/** The node under its new id, at its new place, with its links by their new ids. */
function placeNode(node: JsonObject, index: number, { base, by, into, outOf }: Placing): JsonObject {
  const id = base.node + index;
  const at = readPair(node['pos'], [0, 0]);
  const inputs = listOf(node['inputs']).map((input, slot) => ({
    ...objectOf(input),
    link: into.get(`${id} ${slot}`) ?? null,
  }));
  const outputs = listOf(node['outputs']).map((output, slot) => ({
    ...objectOf(output),
    links: outOf.get(`${id} ${slot}`) ?? [],
  }));
  return { ...node, id, pos: [at[0] + by.x, at[1] + by.y], inputs, outputs };
}

function boundsOf(nodes: readonly JsonObject[]): {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
} {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const node of nodes) {
    const [x, y] = readPair(node['pos'], [0, 0]);
    const [width, height] = readPair(node['size'], USUAL_SIZE);
    box.left = Math.min(box.left, x);
    box.top = Math.min(box.top, y);
    box.right = Math.max(box.right, x + width);
    box.bottom = Math.max(box.bottom, y + height);
  }
  return box;
}
