import type { Job } from '@/jobs/job';
import { formatDay } from '@/lib/format';
import { t } from './texts';

/** The moment a job is listed under: when it ended, else the latest that is known. */
export function toShownTime(job: Pick<Job, 'endedAtMs' | 'startedAtMs' | 'createdAtMs'>): number | null {
  return job.endedAtMs ?? job.startedAtMs ?? job.createdAtMs;
}

const NOON_MS = 12 * 3_600_000;

/** A day as a heading. */
export function wordDay(atMs: number | null, nowMs: number): string {
  if (atMs === null) return t.noDay;
  const day = new Date(atMs).toDateString();
  if (day === new Date(nowMs).toDateString()) return t.today;
  // Counted from noon, so that days of 23 and 25 hours do not matter.
  const noon = new Date(nowMs).setHours(12, 0, 0, 0);
  if (day === new Date(noon - 2 * NOON_MS).toDateString()) return t.yesterday;
  return formatDay(atMs);
}
