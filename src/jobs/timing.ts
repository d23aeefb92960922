import type { Job } from './job';

/** Milliseconds; null where one end is unknown. Both ends of each are the server's clock, so a wrong clock here changes nothing. */
export interface JobTiming {
  readonly waitedMs: number | null;
  readonly ranMs: number | null;
}

/** How long a job waited and ran. A pair that runs backwards (a server clock that was set) counts as unknown. */
export function toTiming(job: Pick<Job, 'createdAtMs' | 'startedAtMs' | 'endedAtMs'>): JobTiming {
  return { waitedMs: between(job.createdAtMs, job.startedAtMs), ranMs: between(job.startedAtMs, job.endedAtMs) };
}

function between(startMs: number | null, endMs: number | null): number | null {
  if (startMs === null || endMs === null || endMs < startMs) return null;
  return endMs - startMs;
}
