import type { Job } from '@/jobs/job';

/** What the live tile of a running job is called among the keys of the grid. */
export function toLiveKey(job: Pick<Job, 'id'>): string {
  return `live ${job.id}`;
}
