import type { JobState } from '@/jobs/job';
import { t } from './texts';

/** A job's state as the one word it has everywhere. */
export function wordState(state: JobState): string {
  return t[state];
}
