import { t as rowTexts } from '@/components/job-row/texts';
import type { Job } from '@/jobs/job';
import { formatMoment } from '@/lib/format';
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

/** The short facts of a queued job: its place, whose it is, since when it waits, why it is not known. */
export function toQueueFacts(job: Job, owners: Owners, nowMs: number): readonly string[] {
  const owner = owners[job.id];
  const whose = job.isMine ? rowTexts.mine : owner === undefined ? rowTexts.others : t.by({ name: owner });
  const facts = [
    job.state === 'queued' && job.position !== null ? rowTexts.position({ position: job.position }) : null,
    whose,
    job.state === 'queued' && job.createdAtMs !== null ? t.queuedAt({ time: formatMoment(job.createdAtMs, nowMs) }) : null,
    job.state === 'lost' ? t.lostHint : null,
    job.state === 'unknown' ? t.unknownHint : null,
  ];
  return facts.filter((fact) => fact !== null);
}
