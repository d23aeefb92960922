import { useCallback, useState } from 'react';
import type { PromptId } from '@/protocol/ids';

/** Jobs something is being done to. */
export interface BusyJobs {
  readonly ids: ReadonlySet<PromptId>;
  /** Counts the job as busy until `work` settles. */
  readonly during: <T>(id: PromptId, work: Promise<T>) => Promise<T>;
}

/** Keeps which jobs are busy where their rows cannot: a row that scrolls out of sight forgets. */
export function useBusyJobs(): BusyJobs {
  const [ids, setIds] = useState<ReadonlySet<PromptId>>(new Set());
  const during = useCallback(async <T>(id: PromptId, work: Promise<T>): Promise<T> => {
    setIds((before) => new Set(before).add(id));
    try {
      return await work;
    } finally {
      setIds((before) => new Set([...before].filter((one) => one !== id)));
    }
  }, []);
  return { ids, during };
}
