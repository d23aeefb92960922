import type { Diagnostic } from '@/lib/diagnostic';
import { toNodeId, type NodeId } from '@/protocol/ids';
import type { GraphId, SubgraphId, WorkflowDocument } from '../document/model';

/** A problem of a prompt, which names execution ids, led back to the node of its definition. Pure. */
export function locateProblem(problem: Diagnostic, document: WorkflowDocument): Diagnostic {
  if (problem.nodeId === undefined) return problem;
  const { nodeId, params } = findPlace(problem.nodeId, document);
  return { ...problem, nodeId, params: { ...problem.params, ...params } };
}

/** Where an execution id stands: `5:12` is node 12 of the definition that node 5 is an instance of. `instance` is the visible root node. */
export function findPlace(
  executionId: string,
  document: WorkflowDocument,
): { readonly nodeId: NodeId; readonly params: Readonly<Record<string, string>> } {
  if (document.root.nodes.has(toNodeId(executionId))) return { nodeId: toNodeId(executionId), params: {} };
  const path = executionId.split(':');
  let graphId: GraphId = 'root';
  let graph = document.root;
  for (const part of path.slice(0, -1)) {
    const definition = document.subgraphs.get((graph.nodes.get(toNodeId(part))?.type ?? '') as SubgraphId);
    // Members of legacy group nodes (`37:0`) have no definition: the group node itself is what can be shown.
    if (definition === undefined) return { nodeId: toNodeId(path[0] ?? executionId), params: {} };
    graphId = definition.id;
    graph = definition;
  }
  if (graphId === 'root') return { nodeId: toNodeId(executionId), params: {} };
  return { nodeId: toNodeId(path.at(-1) ?? executionId), params: { graphId, instance: path[0] ?? '' } };
}
