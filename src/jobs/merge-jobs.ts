import type { History, HistoryEntry } from '@/protocol/history';
import { toNodeId } from '@/protocol/ids';
import type { ClientId, PromptId } from '@/protocol/ids';
import type { Queue, QueueItem } from '@/protocol/queue';
import { toFinishedJob, toJobBase } from './finished-job';
import type { Job, RunProgress } from './job';
import { toNodeOutputs } from './outputs';
import { isRunOver } from './run-progress';
import { hasVanished } from './submission';
import type { JobMemory, Submission } from './submission';
import { findWorkflow, findWorkflowName } from './workflow-name';

/** The four places that know something about jobs. */
export interface JobSources {
  readonly queue: Queue | null;
  readonly history: History | null;
  readonly runs: Readonly<Record<PromptId, RunProgress>>;
  readonly memory: JobMemory;
  /** Prompts sent with this id are mine too: they were sent before the page was reloaded. */
  readonly clientId: ClientId;
}

export interface JobLists {
  /** Running first, then queued in the order they will run, then unknown and lost ones of this browser. */
  readonly queue: readonly Job[];
  /** Newest finished first. */
  readonly history: readonly Job[];
}

/**
 * Merges all that is known into one list of what is to come and one of what is over; each prompt stands in exactly one.
 * History wins over everything, an end heard on the socket over a queue read before it. A prompt this browser sent that left the
 * queue without standing in history is `unknown` until history shows it; those of others just leave. Pure.
 */
export function mergeJobs(given: JobSources): JobLists {
  const sources = { ...given, sentIds: new Set(Object.values(given.memory.submissions).map((one) => one.promptId)) };
  const finished = (sources.history?.entries ?? []).map((entry) => toFinishedOnce(entry, isMine(entry, sources)));
  const listed = new Set(finished.map((job) => job.id));
  const open = toQueueJobs(sources, listed);
  open.forEach((job) => listed.add(job.id));
  const rest = [...toRunJobs(sources, listed), ...toSubmissionJobs(sources, listed)];
  const all = [...open, ...rest];
  const ended = all.filter((job) => isOver(job));
  return { queue: sortOpen(all.filter((job) => !isOver(job))), history: placeByTime(finished.toReversed(), ended) };
}

/** Done, failed and cancelled. */
export function isOver(job: Pick<Job, 'state'>): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';
}

/** Entries keep their identity between reads, so their jobs do too and rows are not drawn again. */
const finishedJobs = new WeakMap<HistoryEntry, Job>();

function toFinishedOnce(entry: HistoryEntry, mine: boolean): Job {
  const known = finishedJobs.get(entry);
  if (known?.isMine === mine) return known;
  const job = toFinishedJob(entry, mine);
  finishedJobs.set(entry, job);
  return job;
}

interface Sources extends JobSources {
  readonly sentIds: ReadonlySet<PromptId>;
}

function isMine(item: QueueItem, { sentIds, clientId }: Sources): boolean {
  return item.extraData['client_id'] === clientId || sentIds.has(item.promptId);
}

function toQueueJobs(sources: Sources, listed: ReadonlySet<PromptId>): Job[] {
  const { queue, runs } = sources;
  if (queue === null) return [];
  const running = queue.running.map((item): Job => ({ ...toJobBase(item, isMine(item, sources)), state: 'running' }));
  const pending = queue.pending.map((item, index): Job => ({ ...toJobBase(item, isMine(item, sources)), position: index + 1 }));
  return [...running, ...pending].filter((job) => !listed.has(job.id)).map((job) => withRun(job, runs[job.id]));
}

/** A prompt that reports progress runs, even if the queue says pending (clusters do, and polls are late). */
function withRun(job: Job, run: RunProgress | undefined): Job {
  if (run === undefined || run.state === 'unknown') return job;
  const { state, startedAtMs, error } = run;
  const outputs = isRunOver(run) ? toRunOutputs(run) : job.outputs;
  return { ...job, state, startedAtMs, error, outputs, position: null };
}

function toRunOutputs(run: RunProgress): Job['outputs'] {
  return Object.entries(run.nodes).flatMap(([id, node]) => (node.output === null ? [] : toNodeOutputs(toNodeId(id), node.output)));
}

/** Runs heard of that neither queue nor history lists: just begun, or ended and not in history yet. Deleted ones are left out. */
function toRunJobs(sources: JobSources, listed: Set<PromptId>): Job[] {
  const isDeleted = (id: PromptId): boolean => sources.history !== null && sources.memory.seenInHistory.has(id);
  const runs = Object.values(sources.runs).filter((run) => !listed.has(run.promptId) && !isDeleted(run.promptId));
  return runs
    .filter((run) => run.state !== 'unknown')
    .map((run) => {
      listed.add(run.promptId);
      const submission = Object.values(sources.memory.submissions).find((one) => one.promptId === run.promptId);
      return withRun(submission === undefined ? toBareJob(run.promptId) : toSubmittedJob(submission, 'queued'), run);
    });
}

function toSubmissionJobs(sources: JobSources, listed: ReadonlySet<PromptId>): Job[] {
  return Object.values(sources.memory.submissions).flatMap((one) => {
    const state = toSubmissionJobState(one);
    return state === null || listed.has(one.promptId) ? [] : [toSubmittedJob(one, state)];
  });
}

/** Null for those that stand nowhere: not yet answered, refused, or finished and deleted from history since. */
function toSubmissionJobState(submission: Submission): Job['state'] | null {
  switch (submission.state) {
    case 'sending':
    case 'rejected':
    case 'finished':
      return null;
    case 'unanswered':
      return 'unknown';
    case 'accepted':
      return hasVanished(submission) ? 'unknown' : 'queued';
    case 'cancelled':
    case 'lost':
      return submission.state;
  }
}

function toSubmittedJob(submission: Submission, state: Job['state']): Job {
  const workflow = findWorkflow(submission.request.extraData ?? {});
  return {
    ...toBareJob(submission.promptId),
    state,
    isMine: true,
    number: submission.number,
    workflowName: findWorkflowName(workflow) ?? submission.name,
    createdAtMs: submission.createdAtMs,
    prompt: submission.request.prompt,
    workflow,
  };
}

function toBareJob(id: PromptId): Job {
  return {
    id,
    state: 'queued',
    isMine: false,
    number: null,
    position: null,
    workflowName: null,
    createdAtMs: null,
    startedAtMs: null,
    endedAtMs: null,
    prompt: null,
    workflow: null,
    outputs: [],
    error: null,
    cachedNodeIds: [],
  };
}

const OPEN_ORDER: Readonly<Record<string, number>> = { running: 0, queued: 1, unknown: 2, lost: 3 };

/** Jobs come in the server's order; only kinds are separated, and queued ones the queue has not shown yet go by their number. */
function sortOpen(jobs: readonly Job[]): readonly Job[] {
  return jobs.toSorted((a, b) => {
    const byState = (OPEN_ORDER[a.state] ?? 9) - (OPEN_ORDER[b.state] ?? 9);
    if (byState !== 0 || a.state !== 'queued') return byState;
    return (a.position ?? Infinity) - (b.position ?? Infinity) || (a.number ?? 0) - (b.number ?? 0);
  });
}

/** Puts jobs the history does not hold between those it does, by time; without a time they are the newest. */
function placeByTime(newestFirst: readonly Job[], extra: readonly Job[]): readonly Job[] {
  if (extra.length === 0) return newestFirst;
  const placed = [...newestFirst];
  for (const job of extra) {
    const at = toSortTime(job);
    const index = placed.findIndex((other) => toSortTime(other) <= at);
    placed.splice(index < 0 ? placed.length : index, 0, job);
  }
  return placed;
}

function toSortTime(job: Job): number {
  return job.endedAtMs ?? job.startedAtMs ?? job.createdAtMs ?? Infinity;
}
