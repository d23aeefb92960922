import { findSeeds } from '@/components/job-row/prompt-facts';
import type { PromptValue } from '@/components/job-row/prompt-facts';
import type { Job } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';

/** A seed that ran, exact, and the newest run that had it. */
export interface RecentSeed {
  readonly seed: PromptValue;
  readonly jobId: PromptId;
}

/** The last seeds a workflow ran with, newest first, each once. `jobs` newest first; a workflow is known by its name. Pure. */
export function findRecentSeeds(jobs: readonly Job[], workflowName: string | null, limit: number): readonly RecentSeed[] {
  const found = new Map<string, RecentSeed>();
  for (const job of jobs) {
    if (job.prompt === null || job.workflowName !== workflowName) continue;
    for (const seed of findSeeds(job.prompt)) {
      if (!found.has(seed.value)) found.set(seed.value, { seed, jobId: job.id });
      if (found.size >= limit) return [...found.values()];
    }
  }
  return [...found.values()];
}
