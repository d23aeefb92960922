import type { Diagnostic } from '@/lib/diagnostic';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { toNodeId, type NodeId } from '@/protocol/ids';
import { createDocument } from '../document/create-document';
import { createNode, withSyncedInputs } from '../document/create-node';
import { toLinkId } from '../document/ids';
import type { GraphLink, GraphNode, LinkId, NodeOutput, WorkflowDocument } from '../document/model';
import { selectSockets } from '../document/sockets';
import { planNode, withWidgetValue } from '../document/widgets';
import { isJsonList, objectOf, textOr } from '../node-types/json-read';
import type { NodeType, NodeTypes } from '../node-types/node-type';
import { placeInColumns } from './place-in-columns';
import { fileError } from './file-error';

/** Whether this is an API prompt: a non-empty object of `{class_type, inputs}` entries. */
export function isApiPrompt(json: JsonValue): json is JsonObject {
  if (!isJsonObject(json)) return false;
  const entries = Object.values(json);
  return (
    entries.length > 0 &&
    entries.every((entry) => isJsonObject(entry) && typeof entry['class_type'] === 'string' && isJsonObject(entry['inputs']))
  );
}

interface PromptLink {
  readonly from: NodeId;
  readonly slot: number;
  readonly to: NodeId;
  readonly input: string;
}

type NumberedLink = readonly [PromptLink, LinkId];

/**
 * Builds a document from an API prompt: ids kept as they are (`5:12` of a flattened subgraph stays one plain node), titles from `_meta`,
 * positions in columns by depth. Classes the server lacks become nodes that keep all values and wires. Values of inputs a known class
 * does not have are left out and reported as `unknown-input`; links to nodes that are not there as `link-missing`.
 * @throws FileError `json-of-something-else`, `too-complex` (details `limit`).
 */
export function readApiPrompt(json: JsonValue, nodeTypes: NodeTypes): { document: WorkflowDocument; diagnostics: readonly Diagnostic[] } {
  if (!isApiPrompt(json)) throw fileError('json-of-something-else', 'no API prompt');
  const diagnostics: Diagnostic[] = [];
  const links = collectLinks(json, diagnostics);
  requireFewOutputs(links);
  const nodes = new Map<NodeId, GraphNode>();
  for (const [key, entry] of Object.entries(json)) {
    const id = toNodeId(key);
    nodes.set(id, readEntry(id, objectOf(entry), { nodeTypes, diagnostics }));
  }
  const connected = connect(nodes, links, nodeTypes);
  const placed = placeInColumns(connected.nodes, links);
  const blank = createDocument();
  return { document: { ...blank, root: { ...blank.root, nodes: placed, links: connected.links } }, diagnostics };
}

/** Over all nodes. Real prompts use some dozens of the highest slots; a hostile one can ask for a thousand sockets with every link. */
const MAX_OUTPUTS = 100_000;

function requireFewOutputs(links: readonly PromptLink[]): void {
  const counts = new Map<NodeId, number>();
  for (const { from, slot } of links) counts.set(from, Math.max(counts.get(from) ?? 0, slot + 1));
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (total > MAX_OUTPUTS) throw fileError('too-complex', 'links from too many outputs', { limit: MAX_OUTPUTS });
}

function collectLinks(json: JsonObject, diagnostics: Diagnostic[]): readonly PromptLink[] {
  const links: PromptLink[] = [];
  for (const [key, entry] of Object.entries(json)) {
    for (const [input, value] of Object.entries(objectOf(objectOf(entry)['inputs']))) {
      const end = readLinkValue(value);
      if (end === null) continue;
      if (Object.hasOwn(json, end.from)) links.push({ ...end, to: toNodeId(key), input });
      else diagnostics.push({ severity: 'warning', code: 'link-missing', nodeId: key, input, params: { link: end.from } });
    }
  }
  return links;
}

/** A two-item list `[node id, slot]` is a link; other lists are never bare in a prompt, but are kept as values. */
function readLinkValue(value: JsonValue): { from: NodeId; slot: number } | null {
  if (!isJsonList(value) || value.length !== 2) return null;
  const [from, slot] = value;
  const isId = typeof from === 'string' || typeof from === 'number';
  return isId && typeof slot === 'number' && Number.isInteger(slot) && slot >= 0 && slot < 1000 ? { from: toNodeId(from), slot } : null;
}

interface EntryContext {
  readonly nodeTypes: NodeTypes;
  readonly diagnostics: Diagnostic[];
}

/** Options nested deeper than this keep their defaults. */
const MAX_PASSES = 8;

function readEntry(id: NodeId, entry: JsonObject, context: EntryContext): GraphNode {
  const type = textOr(entry['class_type'], '');
  const values = Object.entries(objectOf(entry['inputs'])).filter(([, value]) => readLinkValue(value) === null);
  const title = objectOf(entry['_meta'])['title'];
  const nodeType = context.nodeTypes.get(type);
  const titled = typeof title === 'string' && title !== (nodeType?.displayName ?? type) ? { title } : {};
  if (nodeType === undefined) return { ...createPlaceholder(id, type, values), ...titled };
  let node: GraphNode = { ...createNode(nodeType, { id, position: { x: 0, y: 0 } }), ...titled };
  // Again and again: choosing an option of a dynamic combo brings widgets that the pass before could not set.
  for (let pass = 0, before: GraphNode | null = null; pass < MAX_PASSES && node !== before; pass++) {
    before = node;
    const settable = namesOf(node, nodeType);
    for (const [name, value] of values) if (settable.has(name)) node = withWidgetValue(node, nodeType, name, unwrap(value));
  }
  node = withSyncedInputs(node, nodeType);
  const known = namesOf(node, nodeType);
  for (const [name] of values) {
    if (!known.has(name)) context.diagnostics.push({ severity: 'warning', code: 'unknown-input', nodeId: id, input: name });
  }
  return node;
}

function namesOf(node: GraphNode, nodeType: NodeType): ReadonlySet<string> {
  return new Set(planNode(node, nodeType).specs.map((spec) => spec.name));
}

/** Lists are wrapped in prompts, and curves carry their type. */
function unwrap(value: JsonValue): JsonValue {
  return isJsonObject(value) && '__value__' in value ? (value['__value__'] ?? null) : value;
}

/** A class the server lacks: values by name, sockets added by the links. */
function createPlaceholder(id: NodeId, type: string, values: readonly (readonly [string, JsonValue])[]): GraphNode {
  return {
    id,
    type,
    position: { x: 0, y: 0 },
    size: { width: 270, height: 60 + values.length * 24 },
    mode: 0,
    isCollapsed: false,
    isPinned: false,
    inputs: [],
    outputs: [],
    widgetValues:
      values.length === 0
        ? { form: 'none' }
        : { form: 'object', values: Object.fromEntries(values.map(([name, value]) => [name, unwrap(value)])) },
    properties: { 'Node name for S&R': type },
  };
}

function connect(
  nodes: ReadonlyMap<NodeId, GraphNode>,
  links: readonly PromptLink[],
  nodeTypes: NodeTypes,
): { nodes: Map<NodeId, GraphNode>; links: Map<LinkId, GraphLink> } {
  const connected = new Map(nodes);
  const made = new Map<LinkId, GraphLink>();
  const feeds = new Map<NodeId, NumberedLink[]>();
  const leaves = new Map<NodeId, NumberedLink[]>();
  for (const [index, link] of links.entries()) {
    const id = toLinkId(index + 1);
    append(feeds, link.to, [link, id]);
    append(leaves, link.from, [link, id]);
  }
  for (const node of nodes.values()) {
    const withOutputs = addOutputs(node, leaves.get(node.id) ?? []);
    const nodeType = nodeTypes.get(node.type);
    const fed = addInputs(withOutputs, feeds.get(node.id) ?? []);
    connected.set(node.id, nodeType === undefined ? fed : withSyncedInputs(fed, nodeType));
  }
  const slots = slotsByLink(connected.values());
  for (const [index, link] of links.entries()) {
    const id = toLinkId(index + 1);
    const origin = connected.get(link.from);
    if (origin === undefined) continue;
    const type = selectSockets(origin, nodeTypes.get(origin.type)).outputs[link.slot]?.type ?? '*';
    made.set(id, { id, originId: link.from, originSlot: link.slot, targetId: link.to, targetSlot: slots.get(id) ?? 0, type });
  }
  return { nodes: connected, links: made };
}

/** On which input of its target every link ends. */
function slotsByLink(nodes: Iterable<GraphNode>): ReadonlyMap<LinkId, number> {
  const slots = new Map<LinkId, number>();
  for (const { inputs } of nodes) {
    for (const [slot, { link }] of inputs.entries()) if (link !== null && !slots.has(link)) slots.set(link, slot);
  }
  return slots;
}

function append(lists: Map<NodeId, NumberedLink[]>, key: NodeId, link: NumberedLink): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [link]);
  else list.push(link);
}

function addInputs(node: GraphNode, feeds: readonly NumberedLink[]): GraphNode {
  if (feeds.length === 0) return node;
  const byName = new Map(feeds.map(([link, id]) => [link.input, id]));
  const known = node.inputs.map((input) => ({ ...input, link: byName.get(input.name) ?? input.link }));
  const names = new Set(known.map((input) => input.name));
  const added = [...byName].filter(([name]) => !names.has(name)).map(([name, link]) => ({ name, type: '*', link }));
  return { ...node, inputs: [...known, ...added] };
}

function addOutputs(node: GraphNode, leaves: readonly NumberedLink[]): GraphNode {
  if (leaves.length === 0) return node;
  const count = leaves.reduce((max, [link]) => Math.max(max, link.slot + 1), node.outputs.length);
  const outputs = Array.from({ length: count }, (_, slot): NodeOutput => {
    const output = node.outputs[slot] ?? { name: `output ${slot}`, type: '*', links: [] };
    return { ...output, links: leaves.filter(([link]) => link.slot === slot).map(([, id]) => id) };
  });
  return { ...node, outputs };
}
