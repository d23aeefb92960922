import { matchesJob } from '@/components/job-row/job-title';
import type { Job } from '@/jobs/job';

/** What the address carries: `#/history?state=&q=`. A state nobody knows fits no job. */
export interface HistoryFilters {
  readonly state?: string;
  readonly q?: string;
}

/** Jobs that fit; the same list when nothing is filtered. */
export function filterJobs(jobs: readonly Job[], { state, q = '' }: HistoryFilters): readonly Job[] {
  if (state === undefined && q.trim() === '') return jobs;
  return jobs.filter((job) => (state === undefined || job.state === state) && matchesJob(job, q));
}
