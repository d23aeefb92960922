import type { Job } from '@/jobs/job';
import { toJobTitle } from '../job-row/job-title';
import { explainError } from '../run-errors/explain-error';
import { t } from './texts';

/** Finished jobs in one sentence, and whether any of them failed. */
export function wordFinished(jobs: readonly Job[]): { readonly message: string; readonly hasFailed: boolean } {
  const failed = jobs.filter(({ state }) => state === 'failed').length;
  const [only] = jobs;
  const message = jobs.length === 1 && only !== undefined ? wordOne(only) : t.several({ done: jobs.length - failed, failed });
  return { message, hasFailed: failed > 0 };
}

function wordOne(job: Job): string {
  const name = toJobTitle(job);
  if (job.state !== 'failed') return t.done({ name });
  return job.error === null ? t.failedUnexplained({ name }) : t.failed({ name, reason: explainError(job.error).reason });
}
