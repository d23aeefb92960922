import { t as rowTexts } from '@/components/job-row/texts';
import type { Job } from '@/jobs/job';
import { formatDuration, formatMoment } from '@/lib/format';
import { isJsonObject } from '@/lib/json';
import type { PromptId } from '@/protocol/ids';
import type { Queue } from '@/protocol/queue';
import { t } from './texts';

/** Who queued what, where the sender said so (`extra_data.queued_by`). */
export type Owners = Readonly<Record<PromptId, string>>;

/** Reads the names of senders out of a queue. */
export function toOwners(queue: Queue): Owners {
  const pairs = [...queue.running, ...queue.pending].flatMap(({ promptId, extraData }): [PromptId, string][] => {
    const name = isJsonObject(extraData) ? extraData['queued_by'] : undefined;
    return typeof name === 'string' && name.trim() !== '' ? [[promptId, name.trim()]] : [];
  });
  return Object.fromEntries(pairs);
}

/** What is known about a waiting job besides itself. */
export interface QueueContext {
  readonly nowMs: number;
  /** How long it is expected to wait; null where that is not known. */
  readonly waitMs: number | null;
  /** Asks for exactly the same as the job before it. */
  readonly isRepeat: boolean;
}

/** The short facts of a queued job: its place, when it may start, since when it waits, why it is not known. */
export function toQueueFacts(job: Job, { nowMs, waitMs, isRepeat }: QueueContext): readonly string[] {
  const isQueued = job.state === 'queued';
  const facts = [
    isQueued && job.position !== null ? rowTexts.position({ position: job.position }) : null,
    isQueued && waitMs !== null && waitMs >= SHOWN_WAIT_MS ? t.startsIn({ time: formatDuration(waitMs) }) : null,
    isQueued && job.createdAtMs !== null ? t.queuedAt({ time: formatMoment(job.createdAtMs, nowMs) }) : null,
    job.isHeld === true ? t.heldHint : null,
    isQueued && isRepeat ? rowTexts.sameAsBefore : null,
    job.state === 'lost' ? t.lostHint : null,
    job.state === 'unknown' ? t.unknownHint : null,
  ];
  return facts.filter((fact) => fact !== null);
}

/** An expectation of less would be over before it is read. */
const SHOWN_WAIT_MS = 10_000;
