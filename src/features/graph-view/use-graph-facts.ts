import { useDeferredValue, useMemo } from 'react';
import { useDocumentRun, useRunProblems } from '@/components/run-workflow/use-run-workflow';
import type { GraphId, WorkflowDocument } from '@/graph/document/model';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { findProblems } from '@/graph/validate/find-problems';
import type { Diagnostic } from '@/lib/diagnostic';
import { toNodeId, type NodeId } from '@/protocol/ids';
import type { DocumentId } from '@/workspace/workspace';
import type { GraphFacts } from './graph-context';

const NONE: readonly Diagnostic[] = [];

/** What is wrong with a document: found here, and told by the server about its last run. Judged a moment behind the typing. */
export function useDocumentProblems(
  documentId: DocumentId,
  document: WorkflowDocument,
  nodeTypes: NodeTypes,
): { readonly found: readonly Diagnostic[]; readonly refused: readonly Diagnostic[] } {
  const judged = useDeferredValue(document);
  const found = useMemo(() => findProblems(judged, nodeTypes), [judged, nodeTypes]);
  const refused = useRunProblems(documentId);
  return useMemo(() => ({ found: found.filter((problem) => !refused.some((other) => isSame(problem, other))), refused }), [found, refused]);
}

/** Facts for the nodes of one shown graph. */
export function useFacts(
  documentId: DocumentId,
  document: WorkflowDocument,
  { nodeTypes, graphId }: { readonly nodeTypes: NodeTypes; readonly graphId: GraphId },
): GraphFacts {
  const promptId = useDocumentRun(documentId);
  const { found, refused } = useDocumentProblems(documentId, document, nodeTypes);
  return useMemo(
    () => ({ promptId, problems: byNode([...refused, ...found], graphId), refusals: byNode(refused, graphId) }),
    [promptId, found, refused, graphId],
  );
}

function byNode(problems: readonly Diagnostic[], graphId: GraphId): ReadonlyMap<NodeId, readonly Diagnostic[]> {
  const grouped = new Map<NodeId, Diagnostic[]>();
  for (const problem of problems) {
    if (problem.nodeId === undefined || (problem.params?.['graphId'] ?? 'root') !== graphId) continue;
    const id = toNodeId(problem.nodeId);
    grouped.set(id, [...(grouped.get(id) ?? NONE), problem]);
  }
  return grouped;
}

function isSame(a: Diagnostic, b: Diagnostic): boolean {
  return a.code === b.code && a.nodeId === b.nodeId && a.input === b.input && a.params?.['graphId'] === b.params?.['graphId'];
}
