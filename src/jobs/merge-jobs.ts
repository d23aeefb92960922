import type { History, HistoryEntry } from '@/protocol/history';
import { toNodeId } from '@/protocol/ids';
import type { ClientId, PromptId } from '@/protocol/ids';
import type { Queue, QueueItem } from '@/protocol/queue';
import { toFinishedJob, toJobBase } from './finished-job';
import { countEntries } from './history-window';
import type { Job, RunProgress } from './job';
import { toNodeOutputs } from './outputs';
import { isRunOver } from './run-progress';
import { hasVanished, inHeldOrder } from './submission';
import type { JobMemory, Submission } from './submission';
import { findSender, findWorkflow, findWorkflowName } from './workflow-name';

/** The four places that know something about jobs. */
export interface JobSources {
  readonly queue: Queue | null;
  readonly history: History | null;
  readonly runs: Readonly<Record<PromptId, RunProgress>>;
  readonly memory: JobMemory;
  /** Prompts sent with this id are mine too: they were sent before the page was reloaded. */
  readonly clientId: ClientId;
  /** Finished jobs the ledger keeps, and how many entries `history` was asked for: fewer of them are all the server has. */
  readonly kept?: KeptJobs;
  readonly historyLimit?: number;
}

/** What the ledger tells of the past; a new object whenever something in it changed. */
export interface KeptJobs {
  readonly entries: readonly HistoryEntry[];
  readonly mine: ReadonlySet<PromptId>;
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
 * queue without standing in history is `unknown` until history shows it; those of others just leave. What the ledger keeps and the
 * server's history surely no longer holds is listed as gone. Pure.
 */
export function mergeJobs(given: JobSources): JobLists {
  const sources = { ...given, sentIds: new Set(Object.values(given.memory.submissions).map((one) => one.promptId)) };
  const finished = (sources.history?.entries ?? []).map((entry) => toFinishedOnce(entry, isMine(entry, sources)));
  const listed = new Set(finished.map((job) => job.id));
  const open = toQueueJobs(sources, listed);
  open.forEach((job) => listed.add(job.id));
  const gone = toGoneJobs(sources, listed);
  gone.forEach((job) => listed.add(job.id));
  const rest = [...toRunJobs(sources, listed), ...toSubmissionJobs(sources, listed)];
  const all = [...open, ...rest];
  const ended = [...gone, ...all.filter((job) => isOver(job))];
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

function isMine(item: QueueItem, { sentIds, clientId, kept }: Sources): boolean {
  return item.extraData['client_id'] === clientId || sentIds.has(item.promptId) || kept?.mine.has(item.promptId) === true;
}

/**
 * Kept jobs that the server does not list. Before its history was read nothing is known of them and they are shown as they were; of a
 * history that was read in part, only what ended after its oldest entry must stand in it, and older ones come with the next part.
 */
function toGoneJobs({ kept, history, historyLimit = Infinity }: Sources, listed: ReadonlySet<PromptId>): Job[] {
  if (kept === undefined) return [];
  const unlisted = kept.entries.filter((entry) => !listed.has(entry.promptId)).map((entry) => toKeptOnce(entry, kept, history !== null));
  const oldest = history?.entries[0];
  if (history === null || oldest === undefined || countEntries(history) < historyLimit) return unlisted;
  const oldestMs = toSortTime(toFinishedOnce(oldest, false));
  return unlisted.filter((job) => toSortTime(job) > oldestMs);
}

/** What the ledger keeps, as jobs the server no longer has: which of them that is true of, the caller finds out. */
export function toKeptJobs(kept: KeptJobs): readonly Job[] {
  return kept.entries.map((entry) => toKeptOnce(entry, kept, true));
}

const keptJobs = new WeakMap<HistoryEntry, Job>();

function toKeptOnce(entry: HistoryEntry, { mine }: KeptJobs, isGone: boolean): Job {
  const known = keptJobs.get(entry);
  const isOwn = mine.has(entry.promptId);
  if (known?.isMine === isOwn && known.isGone === isGone) return known;
  const job = { ...toFinishedJob(entry, isOwn), isGone };
  keptJobs.set(entry, job);
  return job;
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
  const all = Object.values(sources.memory.submissions);
  // Of a job on its way to another place, exactly one of the two shows.
  const replaced = new Set(all.map(({ replaces }) => replaces));
  const isShown = ({ promptId, replaces }: Submission): boolean =>
    !listed.has(promptId) && !replaced.has(promptId) && !listed.has(replaces ?? promptId);
  return inHeldOrder(all.filter(isShown)).flatMap((one) => {
    const state = toSubmissionJobState(one);
    return state === null ? [] : [toSubmittedJob(one, state)];
  });
}

/** Null for those that stand nowhere: on their way for the first time, refused, or finished and deleted from history since. */
function toSubmissionJobState(submission: Submission): Job['state'] | null {
  switch (submission.state) {
    case 'sending':
      // One that was held stays in sight while it is sent.
      return isHeld(submission) ? 'queued' : null;
    case 'rejected':
    case 'finished':
      return null;
    case 'unanswered':
      return 'unknown';
    case 'held':
      return 'queued';
    case 'accepted':
      return hasVanished(submission) ? 'unknown' : 'queued';
    case 'cancelled':
    case 'lost':
      return submission.state;
  }
}

function isHeld({ state, replaces }: Submission): boolean {
  return state === 'held' || (state === 'sending' && replaces !== undefined);
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
    queuedBy: findSender(submission.request.extraData ?? {}),
    ...(isHeld(submission) ? { isHeld: true } : {}),
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

/** The server runs by number, and those the queue does not show yet will stand by theirs; held ones without a number come last. */
function sortOpen(jobs: readonly Job[]): readonly Job[] {
  return jobs.toSorted((a, b) => {
    const byState = (OPEN_ORDER[a.state] ?? 9) - (OPEN_ORDER[b.state] ?? 9);
    if (byState !== 0 || a.state !== 'queued') return byState;
    return (a.number ?? Infinity) - (b.number ?? Infinity) || (a.position ?? Infinity) - (b.position ?? Infinity);
  });
}

/** Puts jobs the history does not hold between those it does, by time; without a time they are the newest. */
function placeByTime(newestFirst: readonly Job[], extra: readonly Job[]): readonly Job[] {
  if (extra.length === 0) return newestFirst;
  const waiting = extra.toSorted((a, b) => toSortTime(a) - toSortTime(b) || 0);
  const placed: Job[] = [];
  for (const job of newestFirst) {
    const at = toSortTime(job);
    for (let next = waiting.at(-1); next !== undefined && toSortTime(next) >= at; next = waiting.at(-1)) {
      placed.push(next);
      waiting.pop();
    }
    placed.push(job);
  }
  return [...placed, ...waiting.toReversed()];
}

function toSortTime(job: Job): number {
  return job.endedAtMs ?? job.startedAtMs ?? job.createdAtMs ?? Infinity;
}
