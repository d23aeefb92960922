import type { JobOutput } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';

/** What is remembered of one run. */
export interface IndexedRun {
  readonly id: PromptId;
  readonly createdAtMs: number | null;
  readonly workflowName: string | null;
  readonly outputs: readonly JobOutput[];
}

/** Where runs are remembered, by server. Values come back as they were written by some version of this program. */
export interface OutputStore {
  /** @throws StorageError `unavailable`. */
  readonly read: (ids: readonly PromptId[]) => Promise<readonly unknown[]>;
  /** @throws StorageError `unavailable`, `full`. */
  readonly write: (runs: readonly IndexedRun[]) => Promise<void>;
  /** @throws StorageError `unavailable`. */
  readonly remove: (ids: readonly PromptId[] | 'all') => Promise<void>;
}

/** A store that lasts as long as the page: for browsers without storage, and for tests. */
export function createMemoryOutputStore(): OutputStore {
  const runs = new Map<PromptId, IndexedRun>();
  return {
    read: (ids) => Promise.resolve(ids.flatMap((id) => runs.get(id) ?? [])),
    write: (given) => {
      for (const run of given) runs.set(run.id, run);
      return Promise.resolve();
    },
    remove: (ids) => {
      if (ids === 'all') runs.clear();
      else for (const id of ids) runs.delete(id);
      return Promise.resolve();
    },
  };
}
