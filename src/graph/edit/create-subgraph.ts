import type { JsonObject } from '@/lib/json';
import type { NodeId } from '@/protocol/ids';
import { nextLinkId, nextNodeId, toLinkId } from '../document/ids';
import {
  SUBGRAPH_INPUT_NODE,
  SUBGRAPH_OUTPUT_NODE,
  type Graph,
  type GraphLink,
  type GraphNode,
  type LinkId,
  type NodeInput,
  type SubgraphDefinition,
  type SubgraphId,
  type SubgraphSlot,
  type WorkflowDocument,
} from '../document/model';
import { boundsOf, NODE_GAP, TITLE_HEIGHT } from '../layout/place';
import { pickNodes } from './duplicate';
import { editGraph, findGraph } from './edit-graph';
import { insertLink } from './links';
import { deleteNodes, type NodesArgs } from './nodes';

export interface CreateSubgraphArgs extends NodesArgs {
  /** Id of the new definition: a uuid nobody has. */
  readonly definitionId: SubgraphId;
  readonly name: string;
  /** Makes the identity of each new input and output: a uuid nobody has. */
  readonly newSlotId: () => string;
}

/** A wire that crosses the edge of the selection, and what it means there. */
interface Crossing {
  readonly link: GraphLink;
  /** Index of the definition's input or output it passes through. */
  readonly slot: number;
}

interface Boundary {
  readonly slots: readonly SubgraphSlot[];
  readonly crossings: readonly Crossing[];
}

/**
 * Turns nodes into a subgraph with one instance in their place. What feeds them from outside becomes an input each (one for several wires
 * from one output), what they feed outside an output each. Nodes keep their ids, and the prompt stays the same but for the longer ids.
 * Native reroutes of moved wires go. `findAddedNodes` tells the instance. Returns the same document when none of the nodes is there.
 */
export function createSubgraph(document: WorkflowDocument, args: CreateSubgraphArgs): WorkflowDocument {
  const graph = findGraph(document, args.graphId);
  if (graph === undefined) return document;
  const { nodes, incoming } = pickNodes(graph, args.nodeIds);
  const chosen = new Set(nodes.map(({ id }) => id));
  if (chosen.size === 0) return document;
  const inside = incoming.filter((link) => chosen.has(link.originId));
  const inputs = crossIn(
    incoming.filter((link) => !chosen.has(link.originId)),
    { nodes, newSlotId: args.newSlotId },
  );
  const leaving = leavingLinks(graph, chosen);
  const targetNames = namesOfTargets(graph, leaving);
  const outputs = crossOut(leaving, { nodes, newSlotId: args.newSlotId });
  const definition = createDefinition(args, { nodes, inside, inputs, outputs });
  const host = createHost(nextNodeId(document), { definition, nodes, inputs });
  const firstLinkId = Number(nextLinkId(document, args.graphId));
  const emptied = deleteNodes(document, args);
  const wired = editGraph(emptied, args.graphId, (left) =>
    wireHost({ ...left, nodes: new Map(left.nodes).set(host.id, host) }, { host, inputs, outputs, firstLinkId, targetNames }),
  );
  return { ...wired, subgraphs: new Map(wired.subgraphs).set(definition.id, definition) };
}

/** Links from the selection to nodes outside, and to the outputs of the definition that the graph is. */
function leavingLinks(graph: Graph, chosen: ReadonlySet<NodeId>): readonly GraphLink[] {
  return [...graph.links.values()].filter((link) => {
    if (!chosen.has(link.originId) || chosen.has(link.targetId)) return false;
    if (link.targetId === SUBGRAPH_OUTPUT_NODE) return true;
    return graph.nodes.get(link.targetId)?.inputs.some((input) => input.link === link.id) === true;
  });
}

interface CrossingContext {
  readonly nodes: readonly GraphNode[];
  readonly newSlotId: () => string;
}

function crossIn(links: readonly GraphLink[], { nodes, newSlotId }: CrossingContext): Boundary {
  const inputOf = new Map(
    nodes.flatMap((node) => node.inputs.flatMap((input) => (input.link === null ? [] : [[input.link, input] as const]))),
  );
  return groupByOrigin(links, (link) => {
    const input = inputOf.get(link.id);
    const type = link.type === '*' || link.type === '' ? (input?.type ?? '*') : link.type;
    return { id: newSlotId(), name: input?.name ?? '', type, label: input?.label };
  });
}

function crossOut(links: readonly GraphLink[], { nodes, newSlotId }: CrossingContext): Boundary {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return groupByOrigin(links, (link) => {
    const output = byId.get(link.originId)?.outputs[link.originSlot];
    return { id: newSlotId(), name: output?.name ?? '', type: output?.type ?? link.type, label: output?.label };
  });
}

interface WantedSlot {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly label: string | undefined;
}

function groupByOrigin(links: readonly GraphLink[], describe: (link: GraphLink) => WantedSlot): Boundary {
  const slots: SubgraphSlot[] = [];
  const slotOf = new Map<string, number>();
  const crossings = links.map((link): Crossing => {
    const key = `${link.originId} ${link.originSlot}`;
    const known = slotOf.get(key);
    if (known !== undefined) return { link, slot: known };
    slotOf.set(key, slots.length);
    slots.push(nameSlot(describe(link), slots));
    return { link, slot: slots.length - 1 };
  });
  return { slots, crossings };
}

/** Slots are found by name, so names must differ. */
function nameSlot({ id, name: wanted, type, label }: WantedSlot, among: readonly SubgraphSlot[]): SubgraphSlot {
  const base = wanted === '' ? type.toLowerCase() : wanted;
  const taken = new Set(among.map((slot) => slot.name));
  let name = base;
  for (let count = 1; taken.has(name); count++) name = `${base}_${count}`;
  const labelled = label === undefined ? {} : { label };
  return { id, name, type, ...labelled, source: { id, name, type, linkIds: [], ...labelled } };
}

interface Moved {
  readonly nodes: readonly GraphNode[];
  readonly inside: readonly GraphLink[];
  readonly inputs: Boundary;
  readonly outputs: Boundary;
}

/** Room between the inner nodes and the boxes of inputs and outputs, and the size of these. */
const BOX_GAP = NODE_GAP * 2;
const BOX_WIDTH = 120;
const BOX_HEIGHT = 60;

function createDefinition(args: CreateSubgraphArgs, { nodes, inside, inputs, outputs }: Moved): SubgraphDefinition {
  const links = new Map<LinkId, GraphLink>();
  for (const { source: _source, ...link } of inside) links.set(link.id, link);
  for (const { link, slot } of inputs.crossings) {
    const { source: _source, ...rest } = link;
    links.set(link.id, { ...rest, originId: SUBGRAPH_INPUT_NODE, originSlot: slot });
  }
  const leaving = firstPerSlot(outputs.crossings).map(({ link, slot }): GraphLink => {
    const { source: _source, ...rest } = link;
    return { ...rest, targetId: SUBGRAPH_OUTPUT_NODE, targetSlot: slot };
  });
  for (const link of leaving) links.set(link.id, link);
  const bounds = boundsOf(nodes) ?? { x: 0, y: 0, width: 0, height: 0 };
  const box = (id: number, x: number): JsonObject => ({ id, bounding: [x, bounds.y + bounds.height / 2, BOX_WIDTH, BOX_HEIGHT] });
  return {
    id: args.definitionId,
    name: args.name,
    inputs: inputs.slots,
    outputs: outputs.slots,
    nodes: new Map(nodes.map((node) => [node.id, keepLinks(node, links)])),
    links,
    groups: [],
    reroutes: [],
    floatingLinks: [],
    source: {
      id: args.definitionId,
      version: 1,
      state: { lastNodeId: 0, lastLinkId: 0, lastGroupId: 0, lastRerouteId: 0 },
      revision: 0,
      config: {},
      name: args.name,
      inputNode: box(Number(SUBGRAPH_INPUT_NODE), bounds.x - BOX_GAP - BOX_WIDTH),
      outputNode: box(Number(SUBGRAPH_OUTPUT_NODE), bounds.x + bounds.width + BOX_GAP),
      widgets: [],
    },
  };
}

function firstPerSlot(crossings: readonly Crossing[]): readonly Crossing[] {
  return crossings.filter(({ slot }, index) => crossings.findIndex((other) => other.slot === slot) === index);
}

/** Links that several outer targets shared leave through one. */
function keepLinks(node: GraphNode, links: ReadonlyMap<LinkId, GraphLink>): GraphNode {
  const outputs = node.outputs.map((output) => ({ ...output, links: output.links.filter((id) => links.has(id)) }));
  const inputs = node.inputs.map((input) => (input.link !== null && !links.has(input.link) ? { ...input, link: null } : input));
  return { ...node, inputs, outputs };
}

const HOST_WIDTH = 240;
const ROW_HEIGHT = 20;

function createHost(
  id: NodeId,
  {
    definition,
    nodes,
    inputs,
  }: { readonly definition: SubgraphDefinition; readonly nodes: readonly GraphNode[]; readonly inputs: Boundary },
): GraphNode {
  const bounds = boundsOf(nodes) ?? { x: 0, y: 0, width: 0, height: 0 };
  const rows = Math.max(definition.inputs.length, definition.outputs.length, 1);
  const widgetLinks = new Set(nodes.flatMap((node) => node.inputs.flatMap((input) => (input.widget === undefined ? [] : [input.link]))));
  const isWidget = (slot: number): boolean =>
    inputs.crossings.some((crossing) => crossing.slot === slot && widgetLinks.has(crossing.link.id));
  return {
    id,
    type: definition.id,
    position: { x: bounds.x + bounds.width / 2 - HOST_WIDTH / 2, y: bounds.y + TITLE_HEIGHT },
    size: { width: HOST_WIDTH, height: rows * ROW_HEIGHT + NODE_GAP },
    mode: 0,
    isCollapsed: false,
    isPinned: false,
    inputs: definition.inputs.map(({ name, type }, slot): NodeInput => ({
      name,
      type,
      link: null,
      ...(isWidget(slot) ? { widget: name } : {}),
    })),
    outputs: definition.outputs.map(({ name, type }) => ({ name, type, links: [] })),
    widgetValues: { form: 'array', values: [] },
    properties: {},
  };
}

interface Wiring {
  readonly host: GraphNode;
  readonly inputs: Boundary;
  readonly outputs: Boundary;
  readonly firstLinkId: number;
  /** By the links as they were. */
  readonly targetNames: ReadonlyMap<LinkId, string>;
}

function wireHost(graph: Graph, { host, inputs, outputs, firstLinkId, targetNames }: Wiring): Graph {
  let wired = graph;
  let linkNumber = firstLinkId;
  for (const { link, slot } of firstPerSlot(inputs.crossings)) {
    const id = toLinkId(linkNumber++);
    const { originId, originSlot } = link;
    const type = inputs.slots[slot]?.type ?? link.type;
    wired = insertLink(wired, { id, originId, originSlot, targetId: host.id, targetSlot: slot, type }, inputs.slots[slot]?.name ?? '');
  }
  for (const { link, slot } of outputs.crossings) {
    const { targetId, targetSlot, type } = link;
    const rewired = { id: toLinkId(linkNumber++), originId: host.id, originSlot: slot, targetId, targetSlot, type };
    wired = insertLink(wired, rewired, targetNames.get(link.id) ?? '');
  }
  return wired;
}

/** Names of the inputs that links end in; ends on the boundary have no name to tell. */
function namesOfTargets(graph: Graph, links: readonly GraphLink[]): ReadonlyMap<LinkId, string> {
  return new Map(
    links.map((link) => [link.id, graph.nodes.get(link.targetId)?.inputs.find((input) => input.link === link.id)?.name ?? '']),
  );
}
