import { t as rowTexts } from '@/components/job-row/texts';
import type { Job } from '@/jobs/job';
import { toTiming } from '@/jobs/timing';
import { formatDuration, formatMoment } from '@/lib/format';
import { toShownTime } from './shown-day';

/** The short facts of a finished job: when, how long, how much it made, and whether only this browser still knows it. The day stands above. */
export function toHistoryFacts(job: Job): readonly string[] {
  const atMs = toShownTime(job);
  const { ranMs } = toTiming(job);
  const facts = [
    // Told as of its own day, which the heading names.
    atMs === null ? null : formatMoment(atMs, atMs),
    ranMs === null ? null : rowTexts.ran({ time: formatDuration(ranMs) }),
    job.outputs.length > 1 ? rowTexts.outputCount({ count: job.outputs.length }) : null,
    job.isGone === true ? rowTexts.noLongerThere : null,
  ];
  return facts.filter((fact) => fact !== null);
}
