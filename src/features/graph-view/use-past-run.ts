import { useMemo, useState } from 'react';
import { documentOfWorkflow } from '@/components/run-workflow/deck-notes';
import type { WorkflowDocument } from '@/graph/document/model';
import { findGraph } from '@/graph/edit/edit-graph';
import type { Job, JobOutput } from '@/jobs/job';
import { isJsonObject } from '@/lib/json';
import type { PromptId } from '@/protocol/ids';
import { useHistoryJobs } from '@/session/use-jobs';
import { useLive } from '@/session/use-live';
import type { DocumentId } from '@/workspace/workspace';
import { findPath } from './subgraph-path';

/** A finished run of a document that this page did not watch. */
export interface PastRun {
  readonly promptId: PromptId;
  /** Only those of nodes that are still there and of the same class. */
  readonly outputs: readonly JobOutput[];
}

/**
 * The newest finished run of a document in the server's history, for a page that was reloaded: null while the document's last run was
 * watched here, or when none in the history is surely the document's.
 */
export function usePastRun(
  open: { readonly id: DocumentId; readonly document: WorkflowDocument },
  lastRun: PromptId | null,
): PastRun | null {
  const { jobs } = useHistoryJobs();
  const isWatched = useLive((state) => lastRun !== null && state.runs[lastRun] !== undefined);
  const [find] = useState(createPastRunFinder);
  return useMemo(() => (isWatched ? null : find(jobs, open)), [find, isWatched, jobs, open]);
}

/** `findPastRun` that answers the same object as long as it says the same: the document changes with every edit. */
function createPastRunFinder(): typeof findPastRun {
  let last: PastRun | null = null;
  return (jobs, open) => {
    const next = findPastRun(jobs, open);
    const isSame =
      next !== null &&
      next.promptId === last?.promptId &&
      next.outputs.length === last.outputs.length &&
      next.outputs.every((output, index) => output === last?.outputs[index]);
    if (!isSame) last = next;
    return last;
  };
}

/** The newest job made by this document that left outputs which can be told to belong to its nodes. Pure. */
export function findPastRun(
  jobs: readonly Job[],
  { id, document }: { readonly id: DocumentId; readonly document: WorkflowDocument },
): PastRun | null {
  for (const job of jobs) {
    if (!isOfDocument(job, id, document)) continue;
    const outputs = job.outputs.filter((output) => isSameNode(job, output, document));
    if (outputs.length > 0) return { promptId: job.id, outputs };
  }
  return null;
}

/** By the note each submission carries, or by the workflow's own uuid. A name alone says too little. */
function isOfDocument(job: Job, id: DocumentId, document: WorkflowDocument): boolean {
  if (documentOfWorkflow(job.workflow) === id) return true;
  const uuid = document.source['id'];
  return typeof uuid === 'string' && uuid !== '' && job.workflow?.['id'] === uuid;
}

function isSameNode({ prompt }: Job, { nodeId }: JobOutput, document: WorkflowDocument): boolean {
  const ran = prompt?.[nodeId];
  const found = findPath(document, nodeId);
  if (found === null || !isJsonObject(ran)) return false;
  const graphId = found.path.at(-1)?.graphId ?? 'root';
  return findGraph(document, graphId)?.nodes.get(found.nodeId)?.type === ran['class_type'];
}
