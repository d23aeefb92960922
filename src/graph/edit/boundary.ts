import type { JsonObject } from '@/lib/json';
import type { NodeId } from '@/protocol/ids';
import {
  SUBGRAPH_INPUT_NODE,
  SUBGRAPH_OUTPUT_NODE,
  type Graph,
  type GraphLink,
  type GraphNode,
  type LinkId,
  type Point,
  type SubgraphDefinition,
  type SubgraphId,
  type SubgraphSlot,
  type WorkflowDocument,
} from '../document/model';
import { promotedSlotNames, valueProxies } from '../document/promoted-slots';
import { isJsonList, numberOr, objectOf } from '../node-types/json-read';
import type { NodeTypes } from '../node-types/node-type';
import { connect } from './connect';
import { editGraph, editNodes } from './edit-graph';
import { inputTargetOf, outputTypeOf, socketsOf, type InputEnd, type OutputEnd } from './ends';
import { withOwnTypes } from './known-types';
import { removeLinks } from './links';

/** Edits of what a subgraph definition takes in and gives out. They change every instance of it, in whatever graph it stands. */

export type BoundarySide = 'input' | 'output';

function boundaryNode(side: BoundarySide): NodeId {
  return side === 'input' ? SUBGRAPH_INPUT_NODE : SUBGRAPH_OUTPUT_NODE;
}

/** Moves the box of inputs or outputs inside a definition (its upper left corner, canvas units). */
export function moveBoundary(
  document: WorkflowDocument,
  args: { graphId: SubgraphId; side: BoundarySide; position: Point },
): WorkflowDocument {
  const key = args.side === 'input' ? 'inputNode' : 'outputNode';
  return editDefinition(document, args.graphId, (definition) => {
    const saved = objectOf(definition.source[key]);
    const bounding = isJsonList(saved['bounding']) ? saved['bounding'] : [0, 0, 120, 60];
    const [x, y, ...size] = bounding;
    if (numberOr(x, 0) === args.position.x && numberOr(y, 0) === args.position.y) return definition;
    const box: JsonObject = { id: Number(boundaryNode(args.side)), ...saved, bounding: [args.position.x, args.position.y, ...size] };
    return { ...definition, source: { ...definition.source, [key]: box } };
  });
}

interface ExposeArgs {
  readonly graphId: SubgraphId;
  readonly nodeTypes: NodeTypes;
  /** Identity of the new slot: a uuid nobody has. */
  readonly slotId: string;
}

/** Makes an input of an inner node an input of the definition, and wires the two. */
export function exposeInput(document: WorkflowDocument, args: ExposeArgs & { readonly to: InputEnd }): WorkflowDocument {
  const nodeTypes = withOwnTypes(document, args.nodeTypes);
  const target = inputTargetOf({ document, graphId: args.graphId, nodeTypes }, args.to);
  const definition = document.subgraphs.get(args.graphId);
  if (target === null || target.kind === 'boundary' || definition === undefined) return document;
  const slot = newSlot(args.slotId, definition.inputs, { name: args.to.name, type: target.type });
  const grown = editDefinition(document, args.graphId, (before) => ({ ...before, inputs: [...before.inputs, slot] }));
  const from = { nodeId: SUBGRAPH_INPUT_NODE, slot: definition.inputs.length };
  return connect(grown, { graphId: args.graphId, nodeTypes: args.nodeTypes, from, to: args.to });
}

/** Makes an output of an inner node an output of the definition, and wires the two. */
export function exposeOutput(document: WorkflowDocument, args: ExposeArgs & { readonly from: OutputEnd }): WorkflowDocument {
  const nodeTypes = withOwnTypes(document, args.nodeTypes);
  const type = outputTypeOf({ document, graphId: args.graphId, nodeTypes }, args.from);
  const definition = document.subgraphs.get(args.graphId);
  const node = definition?.nodes.get(args.from.nodeId);
  if (type === null || definition === undefined || node === undefined) return document;
  const output = socketsOf(node, nodeTypes).outputs[args.from.slot];
  const slot = newSlot(args.slotId, definition.outputs, { name: output?.label ?? output?.name ?? type, type });
  const grown = editDefinition(document, args.graphId, (before) => ({ ...before, outputs: [...before.outputs, slot] }));
  const to = { nodeId: SUBGRAPH_OUTPUT_NODE, name: slot.name };
  return connect(grown, { graphId: args.graphId, nodeTypes: args.nodeTypes, from: args.from, to });
}

/** Links find a definition's slots by name, so names must differ. */
function newSlot(id: string, among: readonly SubgraphSlot[], wanted: { readonly name: string; readonly type: string }): SubgraphSlot {
  const base = wanted.name === '' ? wanted.type.toLowerCase() : wanted.name;
  const taken = new Set(among.map((slot) => slot.name));
  let name = base;
  for (let count = 1; taken.has(name); count++) name = `${base}_${count}`;
  return { id, name, type: wanted.type, source: { id, name, type: wanted.type, linkIds: [] } };
}

/** Gives an input or output of a definition a name of the user's; blank text takes it away. Links are not touched: identity is the name. */
export function labelBoundarySlot(
  document: WorkflowDocument,
  args: { graphId: SubgraphId; side: BoundarySide; index: number; label: string },
): WorkflowDocument {
  const key = args.side === 'input' ? 'inputs' : 'outputs';
  const label = args.label.trim();
  return editDefinition(document, args.graphId, (definition) => {
    const slot = definition[key][args.index];
    if (slot === undefined || (slot.label ?? '') === label) return definition;
    const { label: _label, source: saved, ...rest } = slot;
    const { label: _savedLabel, ...source } = saved;
    const named: SubgraphSlot = label === '' ? { ...rest, source } : { ...rest, label, source: { ...source, label } };
    return { ...definition, [key]: definition[key].map((other, at) => (at === args.index ? named : other)) };
  });
}

/** Takes an input or output off a definition, with its wires inside and those of every instance outside. */
export function removeBoundarySlot(
  document: WorkflowDocument,
  args: { graphId: SubgraphId; side: BoundarySide; index: number; nodeTypes: NodeTypes },
): WorkflowDocument {
  const { graphId, side, index } = args;
  const definition = document.subgraphs.get(graphId);
  const slot = definition?.[side === 'input' ? 'inputs' : 'outputs'][index];
  if (definition === undefined || slot === undefined) return document;
  const nodeTypes = withOwnTypes(document, args.nodeTypes);
  const inside = editDefinition(document, graphId, (before) => withoutSlot(before, side, index));
  const edit = (graph: Graph): Graph =>
    side === 'input' ? dropInstanceInput(graph, { graphId, name: slot.name, nodeTypes }) : dropInstanceOutput(graph, graphId, index);
  let result = editGraph(inside, 'root', edit);
  for (const id of inside.subgraphs.keys()) result = editGraph(result, id, edit);
  return result;
}

function withoutSlot(definition: SubgraphDefinition, side: BoundarySide, index: number): SubgraphDefinition {
  const isInput = side === 'input';
  const slotOf = (link: GraphLink): number => {
    if (isInput) return link.originId === SUBGRAPH_INPUT_NODE ? link.originSlot : -1;
    return link.targetId === SUBGRAPH_OUTPUT_NODE ? link.targetSlot : -1;
  };
  const gone = [...definition.links.values()].filter((link) => slotOf(link) === index).map((link) => link.id);
  const cut = removeLinks(definition, new Set<LinkId>(gone));
  const links = new Map(cut.links);
  for (const link of cut.links.values()) {
    if (slotOf(link) <= index) continue;
    links.set(link.id, isInput ? { ...link, originSlot: link.originSlot - 1 } : { ...link, targetSlot: link.targetSlot - 1 });
  }
  const key = isInput ? 'inputs' : 'outputs';
  return { ...definition, ...cut, links, [key]: definition[key].filter((_, at) => at !== index) };
}

interface DropInput {
  readonly graphId: SubgraphId;
  readonly name: string;
  /** As before the input was taken off: they tell which saved value was its. */
  readonly nodeTypes: NodeTypes;
}

function dropInstanceInput(graph: Graph, { graphId, name, nodeTypes }: DropInput): Graph {
  const instances = [...graph.nodes.values()].filter((node) => node.type === graphId);
  const linkIds = instances.flatMap((node) => node.inputs.filter((input) => input.name === name).flatMap((input) => input.link ?? []));
  const cut = removeLinks(graph, new Set<LinkId>(linkIds));
  return editNodes(
    cut,
    instances.map((node) => node.id),
    (node) => {
      const inputs = node.inputs.filter((input) => input.name !== name);
      const valued = withoutValueOf(node, name, nodeTypes);
      return inputs.length === node.inputs.length ? valued : { ...valued, inputs };
    },
  );
}

/** Values of instances are placed by position where no `proxyWidgets` names them. */
function withoutValueOf(node: GraphNode, name: string, nodeTypes: NodeTypes): GraphNode {
  const nodeType = nodeTypes.get(node.type);
  if (nodeType === undefined || node.widgetValues.form !== 'array' || valueProxies(node).length > 0) return node;
  const names = promotedSlotNames(node, nodeType);
  const values = node.widgetValues.values.filter((_, at) => names[at] !== name && names[at] !== `${name}:control`);
  return values.length === node.widgetValues.values.length ? node : { ...node, widgetValues: { form: 'array', values } };
}

function dropInstanceOutput(graph: Graph, graphId: SubgraphId, index: number): Graph {
  const instances = new Set([...graph.nodes.values()].filter((node) => node.type === graphId).map((node) => node.id));
  if (instances.size === 0) return graph;
  const touching = [...graph.links.values()].filter((link) => instances.has(link.originId));
  const cut = removeLinks(graph, new Set<LinkId>(touching.filter((link) => link.originSlot === index).map((link) => link.id)));
  const links = new Map(cut.links);
  for (const link of touching) if (link.originSlot > index) links.set(link.id, { ...link, originSlot: link.originSlot - 1 });
  return editNodes({ ...cut, links }, instances, (node) =>
    node.outputs.length <= index ? node : { ...node, outputs: node.outputs.filter((_, at) => at !== index) },
  );
}

function editDefinition(
  document: WorkflowDocument,
  id: SubgraphId,
  edit: (definition: SubgraphDefinition) => SubgraphDefinition,
): WorkflowDocument {
  const before = document.subgraphs.get(id);
  if (before === undefined) return document;
  const after = edit(before);
  return after === before ? document : { ...document, subgraphs: new Map(document.subgraphs).set(id, after) };
}
