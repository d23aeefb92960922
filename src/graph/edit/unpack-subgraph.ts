import { toNodeId, type NodeId } from '@/protocol/ids';
import { nextNodeId } from '../document/ids';
import {
  SUBGRAPH_INPUT_NODE,
  SUBGRAPH_OUTPUT_NODE,
  type Graph,
  type GraphGroup,
  type GraphId,
  type GraphLink,
  type GraphNode,
  type Point,
  type SubgraphDefinition,
  type SubgraphId,
  type WorkflowDocument,
} from '../document/model';
import { selectWidgets } from '../document/widgets';
import type { NodeTypes } from '../node-types/node-type';
import { boundsOf, TITLE_HEIGHT } from '../layout/place';
import { connect } from './connect';
import { insertCopies } from './copies';
import { editGraph, findGraph } from './edit-graph';
import type { InputEnd, OutputEnd } from './ends';
import { unfolded } from './groups';
import { withOwnTypes } from './known-types';
import { deleteNodes, setMode } from './nodes';
import { setWidgetValue } from './widget';

export interface UnpackArgs {
  readonly graphId: GraphId;
  readonly nodeId: NodeId;
  readonly nodeTypes: NodeTypes;
}

interface Unpacking extends UnpackArgs {
  readonly host: GraphNode;
  readonly definition: SubgraphDefinition;
  /** Inner id → id of the copy. */
  readonly copies: ReadonlyMap<NodeId, NodeId>;
}

/**
 * Puts what is inside an instance in its place: inner nodes and groups under new ids, wired to what the instance was wired to, promoted
 * values written into them. A muted or bypassed instance passes its mode on. The definition stays for other instances and for undo;
 * native reroutes inside are not taken along. Returns the same document when the node is no instance.
 */
export function unpackSubgraph(document: WorkflowDocument, args: UnpackArgs): WorkflowDocument {
  const host = findGraph(document, args.graphId)?.nodes.get(args.nodeId);
  const definition = host === undefined ? undefined : document.subgraphs.get(host.type as SubgraphId);
  if (host === undefined || definition === undefined) return document;
  const nodes = [...definition.nodes.values()];
  const links = [...definition.links.values()].filter(
    (link) => definition.nodes.has(link.originId) && nameOfTarget(definition, link) !== null,
  );
  const first = Number(nextNodeId(document));
  const copies = new Map(nodes.map((node, index) => [node.id, toNodeId(first + index)]));
  const unpacking: Unpacking = { ...args, nodeTypes: withOwnTypes(document, args.nodeTypes), host, definition, copies };
  const offset = offsetFor(host, nodes);
  const copied = withGroups(insertCopies(document, { graphId: args.graphId, nodes, links, offset }), { ...unpacking, offset });
  const valued = writePromoted(copied, unpacking);
  const fed = wireInputs(valued, unpacking);
  const wired = wireOutputs(fed, unpacking);
  const moded = host.mode === 2 || host.mode === 4 ? setMode(wired, { ...args, nodeIds: copies.values(), mode: host.mode }) : wired;
  return deleteNodes(moded, { graphId: args.graphId, nodeIds: [host.id] });
}

/** The middle of the nodes goes where the middle of the instance was. */
function offsetFor(host: GraphNode, nodes: readonly GraphNode[]): Point {
  const bounds = boundsOf(nodes);
  if (bounds === null) return { x: 0, y: 0 };
  const middle = { x: host.position.x + host.size.width / 2, y: host.position.y - TITLE_HEIGHT + host.size.height / 2 };
  return { x: Math.round(middle.x - bounds.x - bounds.width / 2), y: Math.round(middle.y - bounds.y - bounds.height / 2) };
}

function withGroups(document: WorkflowDocument, { graphId, definition, offset }: Unpacking & { readonly offset: Point }): WorkflowDocument {
  if (definition.groups.length === 0) return document;
  const moved = definition.groups.map((group): GraphGroup => ({
    ...unfolded(group),
    bounds: { ...group.bounds, x: group.bounds.x + offset.x, y: group.bounds.y + offset.y },
  }));
  return editGraph(document, graphId, (graph) => ({ ...graph, groups: [...graph.groups, ...moved] }));
}

/** Every value the instance shows goes into each inner widget its input feeds; wires drawn afterwards win over it. */
function writePromoted(document: WorkflowDocument, { graphId, host, definition, copies, nodeTypes }: Unpacking): WorkflowDocument {
  const shown = selectWidgets(host, nodeTypes.get(host.type)).filter((slot) => slot.role === 'input');
  let result = document;
  for (const [index, { name }] of definition.inputs.entries()) {
    const slot = shown.find((candidate) => candidate.name === name);
    if (slot === undefined) continue;
    for (const to of endsOfInput(definition, index)) {
      const nodeId = copies.get(to.nodeId);
      if (nodeId !== undefined) result = setWidgetValue(result, { graphId, nodeId, name: to.name, value: slot.value, nodeTypes });
    }
  }
  return result;
}

function wireInputs(document: WorkflowDocument, { graphId, host, definition, copies, nodeTypes }: Unpacking): WorkflowDocument {
  let result = document;
  for (const [index, { name }] of definition.inputs.entries()) {
    const from = originOf(findGraph(document, graphId), host, name);
    if (from === null) continue;
    for (const to of endsOfInput(definition, index)) {
      const nodeId = copies.get(to.nodeId);
      if (nodeId !== undefined) result = connect(result, { graphId, nodeTypes, from, to: { nodeId, name: to.name } });
    }
  }
  return result;
}

function wireOutputs(document: WorkflowDocument, { graphId, host, definition, copies, nodeTypes }: Unpacking): WorkflowDocument {
  const graph = findGraph(document, graphId);
  if (graph === undefined) return document;
  let result = document;
  for (const link of graph.links.values()) {
    if (link.originId !== host.id) continue;
    const inner = [...definition.links.values()].find(
      ({ targetId, targetSlot }) => targetId === SUBGRAPH_OUTPUT_NODE && targetSlot === link.originSlot,
    );
    const to = targetEnd(document, graphId, link);
    if (inner === undefined || to === null) continue;
    const straight = inner.originId === SUBGRAPH_INPUT_NODE ? definition.inputs[inner.originSlot] : undefined;
    const copy = copies.get(inner.originId);
    const from =
      straight !== undefined ? originOf(graph, host, straight.name) : copy === undefined ? null : { nodeId: copy, slot: inner.originSlot };
    if (from !== null) result = connect(result, { graphId, nodeTypes, from, to });
  }
  return result;
}

/** The inner inputs that an input of the definition feeds. */
function endsOfInput(definition: SubgraphDefinition, index: number): readonly InputEnd[] {
  return [...definition.links.values()].flatMap((link) => {
    if (link.originId !== SUBGRAPH_INPUT_NODE || link.originSlot !== index) return [];
    const name = nameOfTarget(definition, link);
    return name === null ? [] : [{ nodeId: link.targetId, name }];
  });
}

function nameOfTarget(graph: Graph, link: GraphLink): string | null {
  return graph.nodes.get(link.targetId)?.inputs.find((input) => input.link === link.id)?.name ?? null;
}

function targetEnd(document: WorkflowDocument, graphId: GraphId, link: GraphLink): InputEnd | null {
  if (link.targetId === SUBGRAPH_OUTPUT_NODE) {
    const slot = graphId === 'root' ? undefined : document.subgraphs.get(graphId)?.outputs[link.targetSlot];
    return slot === undefined ? null : { nodeId: SUBGRAPH_OUTPUT_NODE, name: slot.name };
  }
  const graph = findGraph(document, graphId);
  const name = graph === undefined ? null : nameOfTarget(graph, link);
  return name === null ? null : { nodeId: link.targetId, name };
}

/** What feeds an input of the instance. */
function originOf(graph: Graph | undefined, host: GraphNode, name: string): OutputEnd | null {
  const linkId = host.inputs.find((input) => input.name === name && input.link !== null)?.link ?? null;
  const link = linkId === null ? undefined : graph?.links.get(linkId);
  return link === undefined ? null : { nodeId: link.originId, slot: link.originSlot };
}

/** Gives a definition another name; every instance without a title of its own shows it. Blank text changes nothing. */
export function renameSubgraph(document: WorkflowDocument, args: { graphId: SubgraphId; name: string }): WorkflowDocument {
  const definition = document.subgraphs.get(args.graphId);
  const name = args.name.trim();
  if (definition === undefined || name === '' || name === definition.name) return document;
  return { ...document, subgraphs: new Map(document.subgraphs).set(args.graphId, { ...definition, name }) };
}
