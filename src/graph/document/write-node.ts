import type { JsonObject, JsonValue } from '@/lib/json';
import { objectOf } from '../node-types/json-read';
import type { GraphGroup, GraphLink, GraphNode, LinkId, NodeInput, NodeOutput } from './model';
import { readGroup, readLink } from './read-link';
import { readInput, readNode, readOutput } from './read-node';

type Draft = Record<string, JsonValue>;

/** The id as JSON: a number where the text is a plain one, as the official frontend writes ids. */
export function toIdJson(id: string): number | string {
  return /^(?:0|-?[1-9]\d{0,14})$/.test(id) ? Number(id) : id;
}

const written = new WeakMap<GraphNode, JsonObject>();

/** Writes a node: its source with the fields that no longer say what the node says replaced. Remembered while the node object lives. */
export function writeNode(node: GraphNode): JsonObject {
  const found = written.get(node);
  if (found !== undefined) return found;
  const json = node.source === undefined ? writeNewNode(node) : writeChangedNode(node, node.source);
  written.set(node, json);
  return json;
}

function writeChangedNode(node: GraphNode, source: JsonObject): JsonObject {
  const saved = readNode(source);
  const draft: Draft = { ...source };
  if (node.id !== saved.id) draft['id'] = toIdJson(node.id);
  if (node.type !== saved.type) draft['type'] = node.type;
  if (node.position.x !== saved.position.x || node.position.y !== saved.position.y) draft['pos'] = [node.position.x, node.position.y];
  if (node.size.width !== saved.size.width || node.size.height !== saved.size.height) draft['size'] = [node.size.width, node.size.height];
  if (node.mode !== saved.mode) draft['mode'] = node.mode;
  setFlag(draft, 'collapsed', { now: node.isCollapsed, before: saved.isCollapsed });
  setFlag(draft, 'pinned', { now: node.isPinned, before: saved.isPinned });
  setText(draft, 'title', node.title);
  setText(draft, 'color', node.color);
  setText(draft, 'bgcolor', node.bgcolor);
  if (node.inputs.length > 0 || 'inputs' in draft) draft['inputs'] = keepSource(source['inputs'], node.inputs.map(writeInput));
  if (node.outputs.length > 0 || 'outputs' in draft) draft['outputs'] = keepSource(source['outputs'], node.outputs.map(writeOutput));
  if (node.widgetValues.form !== 'none') draft['widgets_values'] = node.widgetValues.values;
  if (node.properties !== saved.properties && Object.keys(node.properties).length + Object.keys(saved.properties).length > 0) {
    draft['properties'] = node.properties;
  }
  return draft;
}

/** An `inputs: null` that stayed empty is written as it was. */
function keepSource(source: JsonValue | undefined, entries: readonly JsonObject[]): JsonValue {
  return entries.length === 0 && source !== undefined && !Array.isArray(source) ? source : entries;
}

function writeNewNode(node: GraphNode): JsonObject {
  return {
    id: toIdJson(node.id),
    type: node.type,
    pos: [node.position.x, node.position.y],
    size: [node.size.width, node.size.height],
    flags: { ...(node.isCollapsed ? { collapsed: true } : {}), ...(node.isPinned ? { pinned: true } : {}) },
    order: 0,
    mode: node.mode,
    ...(node.title === undefined ? {} : { title: node.title }),
    inputs: node.inputs.map(writeInput),
    outputs: node.outputs.map(writeOutput),
    properties: node.properties,
    ...(node.widgetValues.form === 'none' ? {} : { widgets_values: node.widgetValues.values }),
    ...(node.color === undefined ? {} : { color: node.color }),
    ...(node.bgcolor === undefined ? {} : { bgcolor: node.bgcolor }),
  };
}

function setFlag(draft: Draft, flag: string, { now, before }: { now: boolean; before: boolean }): void {
  if (now === before) return;
  const flags: Draft = { ...objectOf(draft['flags']) };
  if (now) flags[flag] = true;
  else Reflect.deleteProperty(flags, flag);
  draft['flags'] = flags;
}

function setText(draft: Draft, key: 'title' | 'color' | 'bgcolor', value: string | undefined): void {
  if (value !== undefined) draft[key] = value;
  else if (typeof draft[key] === 'string') Reflect.deleteProperty(draft, key);
}

function writeInput(input: NodeInput): JsonObject {
  const saved = input.source === undefined ? undefined : readInput(input.source);
  const draft: Draft = { ...input.source };
  if (saved?.name !== input.name) draft['name'] = input.name;
  if (saved?.type !== input.type) draft['type'] = input.type;
  writeLabel(draft, input.label);
  if (saved?.widget !== input.widget) {
    if (input.widget === undefined) delete draft['widget'];
    else draft['widget'] = { ...objectOf(draft['widget']), name: input.widget };
  }
  if (saved === undefined || saved.link !== input.link) draft['link'] = input.link === null ? null : toIdJson(input.link);
  return draft;
}

function writeOutput(output: NodeOutput): JsonObject {
  const saved = output.source === undefined ? undefined : readOutput(output.source);
  const draft: Draft = { ...output.source };
  if (saved?.name !== output.name) draft['name'] = output.name;
  if (saved?.type !== output.type) draft['type'] = output.type;
  writeLabel(draft, output.label);
  if (saved === undefined || !hasSameLinks(saved.links, output.links)) {
    draft['links'] = output.links.length === 0 ? null : output.links.map(toIdJson);
  }
  return draft;
}

function writeLabel(draft: Draft, label: string | undefined): void {
  if (label !== undefined) draft['label'] = label;
  else if (typeof draft['label'] === 'string') delete draft['label'];
}

function hasSameLinks(a: readonly LinkId[], b: readonly LinkId[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

/**
 * Writes a link in the form it was read in; new ones in `form`.
 * @param nodeIdOf the id of an end as its node has it in the file.
 */
export function writeLink(link: GraphLink, form: 'tuple' | 'object', nodeIdOf: (id: string) => JsonValue): JsonValue {
  const saved = readLink(link.source);
  if (link.source !== undefined && saved !== null && isSameLink(saved, link)) return link.source;
  const isTuple = link.source === undefined ? form === 'tuple' : Array.isArray(link.source);
  const id = toIdJson(link.id);
  const [originId, targetId] = [nodeIdOf(link.originId), nodeIdOf(link.targetId)];
  if (isTuple) return [id, originId, link.originSlot, targetId, link.targetSlot, link.type];
  return {
    ...objectOf(link.source === undefined || Array.isArray(link.source) ? undefined : link.source),
    id,
    origin_id: originId,
    origin_slot: link.originSlot,
    target_id: targetId,
    target_slot: link.targetSlot,
    type: link.type,
  };
}

function isSameLink(a: GraphLink, b: GraphLink): boolean {
  return (
    a.id === b.id &&
    a.originId === b.originId &&
    a.originSlot === b.originSlot &&
    a.targetId === b.targetId &&
    a.targetSlot === b.targetSlot &&
    a.type === b.type
  );
}

/** Writes a group frame. */
export function writeGroup(group: GraphGroup): JsonObject {
  const saved = group.source === undefined ? undefined : readGroup(group.source);
  const draft: Draft = { ...(group.source ?? { title: group.title, flags: {} }) };
  if (saved !== undefined && saved.title !== group.title) draft['title'] = group.title;
  const { x, y, width, height } = group.bounds;
  const before = saved?.bounds;
  if (before === undefined || before.x !== x || before.y !== y || before.width !== width || before.height !== height) {
    draft['bounding'] = [x, y, width, height];
  }
  if (group.color !== undefined) draft['color'] = group.color;
  else if (typeof draft['color'] === 'string') delete draft['color'];
  return draft;
}
