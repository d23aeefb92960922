import type { NodeId } from '@/protocol/ids';
import type { GraphId, Graph, GraphLink, GraphNode, Point, WorkflowDocument } from '../document/model';
import { NODE_GAP } from '../layout/place';
import { insertCopies } from './copies';
import { findGraph } from './edit-graph';

/**
 * Puts nodes in once more, beside themselves, with the wires between them; with `keepsIncoming` also with the wires that feed them from
 * outside. `findAddedNodes` tells the new ids.
 */
export function duplicateNodes(
  document: WorkflowDocument,
  args: { graphId: GraphId; nodeIds: Iterable<NodeId>; keepsIncoming: boolean; offset?: Point },
): WorkflowDocument {
  const graph = findGraph(document, args.graphId);
  if (graph === undefined) return document;
  const { nodes, incoming } = pickNodes(graph, args.nodeIds);
  const chosen = new Set(nodes.map((node) => node.id));
  const links = args.keepsIncoming ? incoming : incoming.filter((link) => chosen.has(link.originId));
  return insertCopies(document, { graphId: args.graphId, nodes, links, offset: args.offset ?? { x: NODE_GAP, y: NODE_GAP } });
}

/** Some nodes of a graph in its order, and every link that one of their inputs names. */
export function pickNodes(graph: Graph, nodeIds: Iterable<NodeId>): { nodes: readonly GraphNode[]; incoming: readonly GraphLink[] } {
  const chosen = new Set(nodeIds);
  const nodes = [...graph.nodes.values()].filter((node) => chosen.has(node.id));
  const named = nodes.flatMap((node) => node.inputs.map((input) => (input.link === null ? undefined : graph.links.get(input.link))));
  return { nodes, incoming: named.filter((link) => link !== undefined) };
}
