import type { Job } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';
import { findSeeds } from './prompt-facts';
import type { PromptValue } from './prompt-facts';

/** How many stay at hand. */
export const RECENT_SEEDS = 10;

/** A seed that ran, exact, and the newest run that had it. */
export interface RecentSeed {
  readonly seed: PromptValue;
  readonly jobId: PromptId;
}

/**
 * The last seeds that ran, newest first, each once. Pure.
 * @param jobs newest first.
 * @param isOf which jobs count; a workflow is known by its name.
 */
export function findRecentSeeds(jobs: readonly Job[], isOf: (job: Job) => boolean = () => true): readonly RecentSeed[] {
  const found = new Map<string, RecentSeed>();
  for (const job of jobs) {
    if (job.prompt === null || !isOf(job)) continue;
    for (const seed of findSeeds(job.prompt)) {
      if (!found.has(seed.value)) found.set(seed.value, { seed, jobId: job.id });
      if (found.size >= RECENT_SEEDS) return [...found.values()];
    }
  }
  return [...found.values()];
}
