import type { NodeId } from '@/protocol/ids';
import type { Graph, GraphId, GraphNode, SubgraphId, WorkflowDocument } from '../document/model';

/**
 * Foundations of every edit in this folder. All of them are pure: they answer a new document that shares what they did not touch, and the
 * very same document when nothing changes (an unknown graph or node counts as "nothing to change": the view may be one step behind).
 */

/** The graph an id names; `undefined` when that definition is not in the document. */
export function findGraph(document: WorkflowDocument, graphId: GraphId): Graph | undefined {
  return graphId === 'root' ? document.root : document.subgraphs.get(graphId);
}

/** Replaces one graph of a document by what `edit` makes of it. */
export function editGraph(document: WorkflowDocument, graphId: GraphId, edit: (graph: Graph) => Graph): WorkflowDocument {
  if (graphId === 'root') {
    const root = edit(document.root);
    return root === document.root ? document : { ...document, root };
  }
  return editSubgraph(document, graphId, edit);
}

function editSubgraph(document: WorkflowDocument, id: SubgraphId, edit: (graph: Graph) => Graph): WorkflowDocument {
  const before = document.subgraphs.get(id);
  if (before === undefined) return document;
  const after = edit(before);
  if (after === before) return document;
  const { nodes, links, groups, reroutes, floatingLinks } = after;
  return { ...document, subgraphs: new Map(document.subgraphs).set(id, { ...before, nodes, links, groups, reroutes, floatingLinks }) };
}

/** Replaces some nodes of a graph, keeping their order; ids that are not there are skipped. */
export function editNodes(graph: Graph, nodeIds: Iterable<NodeId>, edit: (node: GraphNode) => GraphNode): Graph {
  const changed = new Map<NodeId, GraphNode>();
  for (const id of nodeIds) {
    const before = graph.nodes.get(id);
    if (before === undefined) continue;
    const after = edit(before);
    if (after !== before) changed.set(id, after);
  }
  if (changed.size === 0) return graph;
  const nodes = new Map(graph.nodes);
  for (const [id, node] of changed) nodes.set(id, node);
  return { ...graph, nodes };
}

/** Ids present after an edit and not before: what a paste or duplicate made, to be selected. */
export function findAddedNodes(before: WorkflowDocument, after: WorkflowDocument, graphId: GraphId): readonly NodeId[] {
  const known = findGraph(before, graphId)?.nodes;
  const now = findGraph(after, graphId)?.nodes ?? new Map<NodeId, GraphNode>();
  return [...now.keys()].filter((id) => known?.has(id) !== true);
}
