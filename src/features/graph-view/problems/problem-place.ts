import { findGraph } from '@/graph/edit/edit-graph';
import type { GraphId, SubgraphId, WorkflowDocument } from '@/graph/document/model';
import type { Diagnostic } from '@/lib/diagnostic';

/**
 * Where a problem is as an execution id, which the view can jump to: inside a definition, the way through the first instance of it.
 * Null when it is about the whole workflow.
 */
export function executionIdOf(document: WorkflowDocument, problem: Diagnostic): string | null {
  if (problem.nodeId === undefined) return null;
  const graphId = (problem.params?.['graphId'] ?? 'root') as GraphId;
  const path = graphId === 'root' ? [] : pathTo(document, graphId);
  return path === null ? problem.nodeId : [...path, problem.nodeId].join(':');
}

/** Instances from the root to a definition, by breadth first: the shortest way. */
function pathTo(document: WorkflowDocument, goal: SubgraphId): readonly string[] | null {
  const seen = new Set<GraphId>(['root']);
  const pending: { readonly graphId: GraphId; readonly path: readonly string[] }[] = [{ graphId: 'root', path: [] }];
  for (let step = pending.shift(); step !== undefined; step = pending.shift()) {
    for (const node of findGraph(document, step.graphId)?.nodes.values() ?? []) {
      const graphId = node.type as SubgraphId;
      if (!document.subgraphs.has(graphId) || seen.has(graphId)) continue;
      const path = [...step.path, node.id];
      if (graphId === goal) return path;
      seen.add(graphId);
      pending.push({ graphId, path });
    }
  }
  return null;
}
