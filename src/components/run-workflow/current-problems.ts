import type { GraphId, GraphNode, WorkflowDocument } from '@/graph/document/model';
import { findGraph } from '@/graph/edit/edit-graph';
import type { Diagnostic } from '@/lib/diagnostic';
import { toNodeId } from '@/protocol/ids';
import type { DocumentRuns } from '@/workspace/workspace';

const NONE: readonly Diagnostic[] = [];

/**
 * The problems of the last run that still hold: one about a node until that node's values, wires, mode or class change (moving or
 * renaming it keeps it), one about the whole workflow until anything changes. Pure.
 */
export function selectCurrentProblems({ refusal }: DocumentRuns, document: WorkflowDocument): readonly Diagnostic[] {
  if (refusal === null) return NONE;
  if (refusal.document === document) return refusal.problems;
  return refusal.problems.filter((problem) => problem.nodeId !== undefined && isUntouched(problem, refusal.document, document));
}

function isUntouched(problem: Diagnostic, before: WorkflowDocument, after: WorkflowDocument): boolean {
  const graphId = (problem.params?.['graphId'] ?? 'root') as GraphId;
  const find = (document: WorkflowDocument): GraphNode | undefined =>
    findGraph(document, graphId)?.nodes.get(toNodeId(problem.nodeId ?? ''));
  const then = find(before);
  const now = find(after);
  if (then === undefined || now === undefined) return false;
  return then.type === now.type && then.mode === now.mode && then.inputs === now.inputs && then.widgetValues === now.widgetValues;
}
