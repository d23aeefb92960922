import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { documentOfWorkflow } from '@/components/run-workflow/deck-notes';
import type { WorkflowDocument } from '@/graph/document/model';
import { findGraph } from '@/graph/edit/edit-graph';
import { toFinishedJob } from '@/jobs/finished-job';
import type { Job, JobOutput } from '@/jobs/job';
import { isJsonObject } from '@/lib/json';
import { toPromptId } from '@/protocol/ids';
import type { NodeId, PromptId } from '@/protocol/ids';
import type { ExecutionError } from '@/protocol/server-event';
import { historyEntryQuery } from '@/session/queries/history';
import { useSession } from '@/session/session-provider';
import { useHistoryJobs } from '@/session/use-jobs';
import { useLive } from '@/session/use-live';
import type { DocumentId } from '@/workspace/workspace';
import { findPath } from './subgraph-path';

/** A finished run of a document that this page did not watch. */
export interface PastRun {
  readonly promptId: PromptId;
  /** Only those of nodes that are still there and of the same class. */
  readonly outputs: readonly JobOutput[];
  /** Why it failed; null when it did not. */
  readonly error: ExecutionError | null;
}

interface OfDocument {
  readonly id: DocumentId;
  readonly document: WorkflowDocument;
}

/**
 * The finished run a document shows when its last one was not watched here: after a reload, or when it was opened from a run. That run
 * itself where history or this browser knows it, else the newest that is surely the document's. Null while the last run was watched.
 */
export function usePastRun(open: OfDocument, lastRun: PromptId | null): PastRun | null {
  const { jobs, isPending } = useHistoryJobs();
  const isWatched = useLive((state) => lastRun !== null && state.runs[lastRun] !== undefined);
  const isListed = jobs.some(({ id }) => id === lastRun);
  const older = useOlderJob(isWatched || isListed || isPending ? null : lastRun);
  const [find] = useState(createPastRunFinder);
  return useMemo(() => {
    if (isWatched) return null;
    return find(older === null ? jobs : [older, ...jobs], open, lastRun);
  }, [find, isWatched, jobs, older, open, lastRun]);
}

/** A run from further back than the list, asked for by itself. */
function useOlderJob(id: PromptId | null): Job | null {
  const session = useSession();
  const { data: entry } = useQuery({ ...historyEntryQuery(session, id ?? NO_RUN), enabled: id !== null });
  return useMemo(() => (id === null || !entry ? null : toFinishedJob(entry, false)), [id, entry]);
}

/** Names no run; never asked for. */
const NO_RUN = toPromptId('');

/** `findPastRun` that answers the same object as long as it says the same: the document changes with every edit. */
function createPastRunFinder(): typeof findPastRun {
  let last: PastRun | null = null;
  return (...args) => {
    const next = findPastRun(...args);
    const isSame =
      next !== null &&
      next.promptId === last?.promptId &&
      next.error === last.error &&
      next.outputs.length === last.outputs.length &&
      next.outputs.every((output, index) => output === last?.outputs[index]);
    if (!isSame) last = next;
    return last;
  };
}

/**
 * The run called `lastRun`, whatever came of it; where no such job is over, the newest job made by this document that left outputs which
 * can be told to belong to its nodes. Pure.
 */
export function findPastRun(jobs: readonly Job[], { id, document }: OfDocument, lastRun: PromptId | null): PastRun | null {
  const toRun = (job: Job): PastRun => ({
    promptId: job.id,
    outputs: job.outputs.filter((output) => isSameNode(job, output.nodeId, document)),
    error: job.error !== null && isSameNode(job, job.error.nodeId, document) ? job.error : null,
  });
  const last = lastRun === null ? undefined : jobs.find((job) => job.id === lastRun);
  if (last !== undefined) return toRun(last);
  for (const job of jobs) {
    if (!isOfDocument(job, id, document)) continue;
    const run = toRun(job);
    if (run.outputs.length > 0) return run;
  }
  return null;
}

/** By the note each submission carries, or by the workflow's own uuid. A name alone says too little. */
function isOfDocument(job: Job, id: DocumentId, document: WorkflowDocument): boolean {
  if (documentOfWorkflow(job.workflow) === id) return true;
  const uuid = document.source['id'];
  return typeof uuid === 'string' && uuid !== '' && job.workflow?.['id'] === uuid;
}

function isSameNode({ prompt }: Job, nodeId: NodeId, document: WorkflowDocument): boolean {
  const ran = prompt?.[nodeId];
  const found = findPath(document, nodeId);
  if (found === null || !isJsonObject(ran)) return false;
  const graphId = found.path.at(-1)?.graphId ?? 'root';
  return findGraph(document, graphId)?.nodes.get(found.nodeId)?.type === ran['class_type'];
}
