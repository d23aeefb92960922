import type { NodeId } from '@/protocol/ids';
import { createVirtualNode } from '../document/create-node';
import { PRIMITIVE, REROUTE } from '../document/virtual-types';
import { SUBGRAPH_OUTPUT_NODE, type GraphId, type GraphLink, type LinkId, type Point, type WorkflowDocument } from '../document/model';
import type { NodeTypes } from '../node-types/node-type';
import { connect } from './connect';
import { findGraph } from './edit-graph';
import type { InputEnd } from './ends';
import { addNode, deleteNodes } from './nodes';

/** Reroute nodes: bends that a wire passes. They never matter for what is sent. */

interface Scope {
  readonly graphId: GraphId;
  readonly nodeTypes: NodeTypes;
}

/**
 * Puts a Reroute node into a wire, its middle at `at`. A wire of a primitive stays as it is: a primitive writes its value only into what
 * it is wired to directly.
 * @param args.id id of the new node, which nobody has.
 */
export function insertReroute(
  document: WorkflowDocument,
  args: Scope & { readonly linkId: LinkId; readonly id: NodeId; readonly at: Point },
): WorkflowDocument {
  const { graphId, nodeTypes, id, at } = args;
  const link = findGraph(document, graphId)?.links.get(args.linkId);
  const to = link === undefined ? null : targetOf(document, graphId, link);
  if (link === undefined || to === null || isFromPrimitive(document, graphId, link)) return document;
  const bare = createVirtualNode(REROUTE, { id, position: at });
  const position = { x: Math.round(at.x - bare.size.width / 2), y: Math.round(at.y - bare.size.height / 2) };
  const added = addNode(document, { graphId, node: { ...bare, position } });
  const from = { nodeId: link.originId, slot: link.originSlot };
  const fed = connect(added, { graphId, nodeTypes, from, to: { nodeId: id, name: bare.inputs[0]?.name ?? '' } });
  return connect(fed, { graphId, nodeTypes, from: { nodeId: id, slot: 0 }, to });
}

/** Takes Reroute nodes away and wires what fed each to what it fed; other nodes among `nodeIds` are passed by. */
export function dissolveReroutes(document: WorkflowDocument, args: Scope & { readonly nodeIds: Iterable<NodeId> }): WorkflowDocument {
  let result = document;
  for (const id of args.nodeIds) result = dissolve(result, args, id);
  return result;
}

function dissolve(document: WorkflowDocument, { graphId, nodeTypes }: Scope, id: NodeId): WorkflowDocument {
  const graph = findGraph(document, graphId);
  const node = graph?.nodes.get(id);
  if (graph === undefined || node?.type !== REROUTE) return document;
  const incoming = node.inputs[0]?.link ?? null;
  const feeding = incoming === null ? undefined : graph.links.get(incoming);
  const targets = [...graph.links.values()].flatMap((link) => (link.originId === id ? (targetOf(document, graphId, link) ?? []) : []));
  const removed = deleteNodes(document, { graphId, nodeIds: [id] });
  if (feeding === undefined || feeding.originId === id) return removed;
  const from = { nodeId: feeding.originId, slot: feeding.originSlot };
  return targets.reduce((result, to) => connect(result, { graphId, nodeTypes, from, to }), removed);
}

function isFromPrimitive(document: WorkflowDocument, graphId: GraphId, link: GraphLink): boolean {
  return findGraph(document, graphId)?.nodes.get(link.originId)?.type === PRIMITIVE;
}

/** The input a link ends in; null when none names it. */
function targetOf(document: WorkflowDocument, graphId: GraphId, link: GraphLink): InputEnd | null {
  if (link.targetId === SUBGRAPH_OUTPUT_NODE) {
    const slot = graphId === 'root' ? undefined : document.subgraphs.get(graphId)?.outputs[link.targetSlot];
    return slot === undefined ? null : { nodeId: SUBGRAPH_OUTPUT_NODE, name: slot.name };
  }
  const input = findGraph(document, graphId)
    ?.nodes.get(link.targetId)
    ?.inputs.find((candidate) => candidate.link === link.id);
  return input === undefined ? null : { nodeId: link.targetId, name: input.name };
}
