import type { GraphId, SubgraphId, WorkflowDocument } from '@/graph/document/model';
import { findGraph } from '@/graph/edit/edit-graph';
import type { NodeId } from '@/protocol/ids';
import type { PathStep } from './view-store';

/** Where an execution id (`5:7:12`) leads: the instances to enter from the root, and the node in the last of them. Null when nowhere. */
export function findPath(
  document: WorkflowDocument,
  executionId: string,
): { readonly path: readonly PathStep[]; readonly nodeId: NodeId } | null {
  const parts = executionId.split(':') as NodeId[];
  const nodeId = parts.pop();
  const path: PathStep[] = [];
  let graphId: GraphId = 'root';
  for (const part of parts) {
    const inside = enteredGraph(document, graphId, part);
    if (inside === null) return null;
    path.push({ nodeId: part, graphId: inside, from: null });
    graphId = inside;
  }
  return nodeId !== undefined && findGraph(document, graphId)?.nodes.has(nodeId) === true ? { path, nodeId } : null;
}

/** The definition an instance node shows; null for other nodes. */
export function enteredGraph(document: WorkflowDocument, graphId: GraphId, nodeId: NodeId): SubgraphId | null {
  const type = findGraph(document, graphId)?.nodes.get(nodeId)?.type as SubgraphId | undefined;
  return type !== undefined && document.subgraphs.has(type) ? type : null;
}

/** As much of a path as still exists: an undo may have taken away an instance that was entered. The same array when all of it does. */
export function validPath(document: WorkflowDocument, path: readonly PathStep[]): readonly PathStep[] {
  let graphId: GraphId = 'root';
  for (const [depth, step] of path.entries()) {
    if (enteredGraph(document, graphId, step.nodeId) !== step.graphId) return path.slice(0, depth);
    graphId = step.graphId;
  }
  return path;
}

/** What each entered instance is called: its own title, else its definition's name. */
export function pathTitles(document: WorkflowDocument, path: readonly PathStep[]): readonly string[] {
  let graphId: GraphId = 'root';
  return path.map((step) => {
    const title = findGraph(document, graphId)?.nodes.get(step.nodeId)?.title;
    graphId = step.graphId;
    return title ?? document.subgraphs.get(step.graphId)?.name ?? step.nodeId;
  });
}
