import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { HISTORY_PAGE_SIZE } from '@/config/limits';
import { toFinishedJob } from '@/jobs/finished-job';
import { countEntries } from '@/jobs/history-window';
import type { Job, RunProgress } from '@/jobs/job';
import type { JobLists } from '@/jobs/merge-jobs';
import { countNodes, isRunOver } from '@/jobs/run-progress';
import { findSubmission } from '@/jobs/submission';
import type { JobMemory } from '@/jobs/submission';
import type { LiveState } from '@/live/state';
import type { History } from '@/protocol/history';
import type { PromptId } from '@/protocol/ids';
import type { Queue } from '@/protocol/queue';
import { jobListsOf } from './job-lists';
import { historyEntryQuery, historyQuery } from './queries/history';
import { queueQuery } from './queries/queue';
import { useSession } from './session-provider';
import { useLive, usePacedLive } from './use-live';

/** Jobs with the state of the read they come from: `error` beside jobs means that these are the last ones known. */
export interface JobsView {
  readonly jobs: readonly Job[];
  /** True until the server has answered once. */
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly refetch: () => void;
}

export interface HistoryView extends JobsView {
  /** True when asking for more may show older jobs. */
  readonly hasMore: boolean;
  /** True while older jobs asked for are on their way. */
  readonly isLoadingMore: boolean;
}

/** What is to come: running, queued in order, then unknown and lost ones of this browser. */
export function useQueueJobs(): JobsView {
  const session = useSession();
  const queueRead = useQuery(queueQuery(session));
  const historyRead = useQuery({ ...historyQuery(session), enabled: false });
  const lists = useJobLists(queueRead.data ?? null, historyRead.data ?? null);
  return {
    jobs: lists.queue,
    isPending: queueRead.isPending,
    error: queueRead.error,
    refetch: () => void session.readQueue().catch(() => undefined),
  };
}

/**
 * What is over, newest first.
 * @param maxItems how far back; grow it by `HISTORY_PAGE_SIZE` to see more.
 */
export function useHistoryJobs(maxItems: number = HISTORY_PAGE_SIZE): HistoryView {
  const session = useSession();
  const queueRead = useQuery({ ...queueQuery(session), enabled: false });
  const historyRead = useQuery({ ...historyQuery(session, maxItems), placeholderData: keepPreviousData });
  const lists = useJobLists(queueRead.data ?? null, historyRead.data ?? null, maxItems);
  const isWhole = useStore(session.ledger.state, (state) => state.isWhole);
  useEffect(() => void session.ledger.readMore(maxItems), [session, maxItems]);
  const isServerWhole = historyRead.data === undefined || countEntries(historyRead.data) < maxItems;
  return {
    jobs: lists.history,
    isPending: historyRead.isPending,
    error: historyRead.error,
    refetch: () => void historyRead.refetch(),
    isLoadingMore: historyRead.isPlaceholderData,
    hasMore: !isServerWhole || (!isWhole && historyRead.data !== undefined),
  };
}

/** One job by id, wherever it stands; an old one is asked for by itself. `job` is null while that is under way, and when nobody knows it. */
export function useJob(id: PromptId): { readonly job: Job | null; readonly isPending: boolean; readonly error: Error | null } {
  const session = useSession();
  const queueRead = useQuery(queueQuery(session));
  const historyRead = useQuery({ ...historyQuery(session), enabled: false });
  const lists = useJobLists(queueRead.data ?? null, historyRead.data ?? null);
  const listed = [...lists.queue, ...lists.history].find((job) => job.id === id) ?? null;
  const entryRead = useQuery({ ...historyEntryQuery(session, id), enabled: listed === null });
  const { data: entry } = entryRead;
  const own = useMemo(() => (entry ? toFinishedJob(entry, entry.extraData['client_id'] === session.clientId) : null), [entry, session]);
  const kept = useStore(session.ledger.state, (state) => state.jobs.entries.find((one) => one.promptId === id));
  const isOwn = useStore(session.ledger.state, (state) => state.jobs.mine.has(id));
  const gone = useMemo(
    () => (kept !== undefined && entry === null ? { ...toFinishedJob(kept, isOwn), isGone: true } : null),
    [kept, entry, isOwn],
  );
  return { job: listed ?? own ?? gone, isPending: listed === null && entryRead.isPending, error: listed === null ? entryRead.error : null };
}

/** The run that is going on, of anybody, with its progress where this socket hears it; null when nothing runs. Changes ten times a second. */
export function useActiveRun(): RunProgress | null {
  const session = useSession();
  const run = usePacedLive(selectActiveRun);
  const { data: queue } = useQuery({ ...queueQuery(session), enabled: false });
  const memory = useStore(session.memory);
  const promptId = run?.promptId ?? null;
  const nodeCount = useMemo(() => findNodeCount(promptId, queue, memory), [promptId, queue, memory]);
  return useMemo(() => (run === null || nodeCount === null ? run : { ...run, nodeCount }), [run, nodeCount]);
}

/** Whether a run is going on, of anybody; unlike `useActiveRun` it does not change with every step. */
export function useIsRunning(): boolean {
  return useLive((state) => selectActiveRun(state) !== null);
}

function selectActiveRun({ activePromptId, runs }: LiveState): RunProgress | null {
  const run = activePromptId === null ? undefined : runs[activePromptId];
  return run === undefined || isRunOver(run) ? null : run;
}

function findNodeCount(id: PromptId | null, queue: Queue | undefined, memory: JobMemory): number | null {
  if (id === null) return null;
  const item = [...(queue?.running ?? []), ...(queue?.pending ?? [])].find((candidate) => candidate.promptId === id);
  if (item !== undefined) return countNodes(item.prompt, item.outputNodeIds);
  const submission = findSubmission(memory, id);
  return submission === null ? null : countNodes(submission.request.prompt, []);
}

function useJobLists(queue: Queue | null, history: History | null, historyLimit: number = HISTORY_PAGE_SIZE): JobLists {
  const session = useSession();
  const { selectRunStates, merge } = jobListsOf(session);
  const runs = useLive(selectRunStates);
  const clientId = useLive((state) => state.connection.clientId);
  const memory = useStore(session.memory);
  const kept = useStore(session.ledger.state, (state) => state.jobs);
  return useMemo(
    () => merge({ queue, history, runs, memory, clientId, kept, historyLimit }),
    [merge, queue, history, runs, memory, clientId, kept, historyLimit],
  );
}
