/**
 * What this browser remembers of the prompts it sent, and what the server's answers make of that memory. Pure; kept in a store by
 * `session`. A prompt is found again by its prompt id or, on servers that choose their own, by `extra_data.comfydeck_id`.
 */
import { MAX_SUBMISSIONS_KEPT } from '@/config/limits';
import type { PromptId } from '@/protocol/ids';
import type { HistoryEntry } from '@/protocol/history';
import type { PromptRequest } from '@/protocol/prompt';
import type { Queue, QueueItem } from '@/protocol/queue';
import { selectCreateTimeMs } from '@/protocol/queue';
import { findSubmissionId } from './workflow-name';

/**
 * `sending` while the POST runs; `unanswered` when it timed out and the prompt was not found yet; `rejected` was refused;
 * `finished` was seen in history; `cancelled` was taken from the queue by us; `lost` went down with the server. `held` waits here and is
 * sent later: the queue is paused, or the job is on its way from one place in the queue to another.
 */
export type SubmissionState = 'held' | 'sending' | 'unanswered' | 'accepted' | 'rejected' | 'cancelled' | 'lost' | 'finished';

export interface Submission {
  /** Made here, a UUID; sent as prompt id and as `comfydeck_id`. Stays the same when the server chooses another prompt id. */
  readonly id: string;
  readonly promptId: PromptId;
  readonly state: SubmissionState;
  readonly name: string | null;
  readonly number: number | null;
  /** The server's stamp, once seen in the queue. */
  readonly createdAtMs: number | null;
  /** The whole request, kept so that it can be sent again. */
  readonly request: PromptRequest;
  readonly wasQueued: boolean;
  /** Reads of the queue in a row that did not list it. */
  readonly missedReads: number;
  /** The job of the server this one stands for when that is surely gone from its queue; until then only the other counts. */
  readonly replaces?: PromptId | null;
  /** Since when it is held, this machine's wall clock. */
  readonly heldAtMs?: number;
  /** Its place among held jobs, lower first; those without one come last, in the order they were made. */
  readonly place?: number;
  /** Inputs that were blanked when it was kept over a reload, since they may be secrets, as `4.api_key`: it cannot be sent as it is. */
  readonly blanked?: readonly string[];
}

export interface JobMemory {
  /** By `Submission.id`, oldest first. */
  readonly submissions: Readonly<Record<string, Submission>>;
  /** Ids of live runs that stood in history once: when they stand there no more, they were deleted. */
  readonly seenInHistory: ReadonlySet<PromptId>;
}

export const EMPTY_JOB_MEMORY: JobMemory = { submissions: {}, seenInHistory: new Set() };

/** Reads without a trace after which a prompt that was never seen queued is no longer believed to be. */
const READS_UNTIL_UNKNOWN = 2;

/** Adds or replaces one submission; the oldest that are settled give way beyond the limit. Lost ones stay: only their sender lets go of them. */
export function withSubmission(memory: JobMemory, submission: Submission): JobMemory {
  const all = Object.entries({ ...memory.submissions, [submission.id]: submission });
  const settled = all.filter(([, one]) => !isOpen(one) && one.state !== 'lost').map(([id]) => id);
  const leaving = new Set(settled.slice(0, Math.max(0, all.length - MAX_SUBMISSIONS_KEPT)));
  return { ...memory, submissions: Object.fromEntries(all.filter(([id]) => !leaving.has(id))) };
}

/** Changes one submission; answers the same reference when it is not known. */
export function changeSubmission(memory: JobMemory, id: string, change: Partial<Submission>): JobMemory {
  const before = memory.submissions[id];
  return before === undefined ? memory : withSubmission(memory, { ...before, ...change });
}

/** The submission behind a prompt id; null for prompts of others. */
export function findSubmission(memory: JobMemory, promptId: PromptId): Submission | null {
  return Object.values(memory.submissions).find((one) => one.promptId === promptId) ?? null;
}

/** Held jobs in the order they will be sent; those that only stand for a job still on the server are none yet. */
export function selectHeld({ submissions }: JobMemory): readonly Submission[] {
  const held = Object.values(submissions).filter(({ state, replaces }) => state === 'held' && !replaces);
  return inHeldOrder(held);
}

/** Submissions by their place, one on its way before all; the order of those without one stays. */
export function inHeldOrder(submissions: readonly Submission[]): readonly Submission[] {
  const placeOf = ({ state, place = Infinity }: Submission): number => (state === 'sending' ? -Infinity : place);
  return submissions.toSorted((a, b) => placeOf(a) - placeOf(b) || 0);
}

/** True while the server may still owe something for it, or it is still to be sent. */
export function isOpen(submission: Submission): boolean {
  return (
    submission.state === 'held' || submission.state === 'sending' || submission.state === 'unanswered' || submission.state === 'accepted'
  );
}

/** True when the queue no longer lists a prompt it should list, so that only history can tell more. */
export function hasVanished(submission: Submission): boolean {
  if (submission.state !== 'accepted') return false;
  return submission.wasQueued ? submission.missedReads > 0 : submission.missedReads >= READS_UNTIL_UNKNOWN;
}

/** Takes in one read of `/queue`. Same reference when it says nothing new. */
export function observeQueue(memory: JobMemory, queue: Queue): JobMemory {
  const find = createFinder([...queue.running, ...queue.pending]);
  return mapSubmissions(memory, (one) => {
    const item = find(one);
    if (item !== undefined) return { ...one, ...toQueued(item) };
    return one.state === 'accepted' ? { ...one, missedReads: Math.min(one.missedReads + 1, READS_UNTIL_UNKNOWN) } : one;
  });
}

/**
 * Takes in history entries, all or some. What stands there is finished, even if it was thought lost or cancelled.
 * @param runIds ids of the runs in the live store: only those need to be remembered.
 */
export function observeHistory(memory: JobMemory, entries: readonly HistoryEntry[], runIds: ReadonlySet<PromptId>): JobMemory {
  const find = createFinder(entries);
  const next = mapSubmissions(memory, (one) => {
    const entry = find(one);
    return entry === undefined ? one : { ...one, promptId: entry.promptId, state: 'finished' };
  });
  const known = [...next.seenInHistory].filter((id) => runIds.has(id));
  const more = entries.map((entry) => entry.promptId).filter((id) => runIds.has(id) && !next.seenInHistory.has(id));
  if (more.length === 0 && known.length === next.seenInHistory.size) return next;
  return { ...next, seenInHistory: new Set([...known, ...more]) };
}

/** What we took from the queue ourselves leaves no history: it is remembered here as cancelled. */
export function cancelSubmissions(memory: JobMemory, promptIds: ReadonlySet<PromptId>): JobMemory {
  return mapSubmissions(memory, (one) => (one.state === 'accepted' && promptIds.has(one.promptId) ? { ...one, state: 'cancelled' } : one));
}

/** After a restart of the server: what was owed is lost. */
export function loseOpenSubmissions(memory: JobMemory): JobMemory {
  return mapSubmissions(memory, (one) => (one.state === 'accepted' || one.state === 'unanswered' ? { ...one, state: 'lost' } : one));
}

/** Forgets submissions whose jobs were deleted, or all that the server owes nothing for; lost ones only by name. */
export function withoutSubmissions(memory: JobMemory, which: ReadonlySet<PromptId> | 'settled'): JobMemory {
  const isKept = (one: Submission): boolean => (which === 'settled' ? isOpen(one) || one.state === 'lost' : !which.has(one.promptId));
  const kept = Object.entries(memory.submissions).filter(([, one]) => isKept(one));
  return kept.length === Object.keys(memory.submissions).length ? memory : { ...memory, submissions: Object.fromEntries(kept) };
}

/** A prompt in the queue is alive, whatever was believed; only one that finished stays finished. */
function toQueued(item: QueueItem): Partial<Submission> {
  return {
    promptId: item.promptId,
    state: 'accepted',
    number: item.number,
    createdAtMs: selectCreateTimeMs(item),
    wasQueued: true,
    missedReads: 0,
  };
}

/** Finds what the server lists of a submission, by prompt id or by our own. */
function createFinder<T extends QueueItem>(items: readonly T[]): (submission: Submission) => T | undefined {
  const byPrompt = new Map(items.map((item) => [String(item.promptId), item]));
  const byOwnId = new Map(items.map((item) => [findSubmissionId(item.extraData), item]));
  return ({ promptId, id }) => byPrompt.get(promptId) ?? byOwnId.get(id);
}

function mapSubmissions(memory: JobMemory, change: (submission: Submission) => Submission): JobMemory {
  const before = Object.entries(memory.submissions);
  const after = before.map(([id, one]): [string, Submission] => {
    if (one.state === 'finished' || one.state === 'rejected') return [id, one];
    const next = change(one);
    return [id, one === next || isEqual(one, next) ? one : next];
  });
  return after.every(([, one], index) => one === before[index]?.[1]) ? memory : { ...memory, submissions: Object.fromEntries(after) };
}

function isEqual(a: Submission, b: Submission): boolean {
  const keys = ['promptId', 'state', 'number', 'createdAtMs', 'wasQueued', 'missedReads'] as const;
  return keys.every((key) => a[key] === b[key]);
}
