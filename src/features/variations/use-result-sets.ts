import { useMemo, useState } from 'react';
import { HISTORY_PAGE_SIZE } from '@/config/limits';
import { useHistoryJobs, useQueueJobs } from '@/session/use-jobs';
import { findSets, type ResultSet } from './result-sets';

export interface UsedResultSets {
  /** The newest first. */
  readonly sets: readonly ResultSet[];
  /** The one asked for, else the newest; null when it is not known (yet). */
  readonly set: ResultSet | null;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly refetch: () => void;
  /** Present while older jobs may tell of more. */
  readonly lookBack: (() => void) | null;
  readonly isLookingBack: boolean;
}

/**
 * The sets of variations among the jobs known, those of one set as far back as it reaches.
 * @param group the set asked for; null = the newest.
 */
export function useResultSets(group: string | null): UsedResultSets {
  const [pages, setPages] = useState(1);
  const open = useQueueJobs();
  const near = useHistoryJobs(pages * HISTORY_PAGE_SIZE);
  const nearSets = useMemo(() => findSets([...open.jobs, ...near.jobs]), [open.jobs, near.jobs]);
  const chosen = pick(nearSets, group);
  // A set longer than what was read goes on behind it.
  const isShort = chosen !== null && chosen.runs.length < chosen.count;
  const morePages = isShort ? Math.ceil(chosen.count / HISTORY_PAGE_SIZE) : 0;
  const far = useHistoryJobs((pages + morePages) * HISTORY_PAGE_SIZE);
  const sets = useMemo(
    () => (far.jobs === near.jobs ? nearSets : findSets([...open.jobs, ...far.jobs])),
    [far.jobs, near.jobs, nearSets, open.jobs],
  );
  return {
    sets,
    set: pick(sets, group),
    isPending: open.isPending || near.isPending,
    error: open.error ?? near.error,
    refetch: () => {
      open.refetch();
      near.refetch();
    },
    lookBack: far.hasMore ? () => setPages((count) => count + 2) : null,
    isLookingBack: near.isLoadingMore || far.isLoadingMore,
  };
}

function pick(sets: readonly ResultSet[], group: string | null): ResultSet | null {
  return (group === null ? sets[0] : sets.find((set) => set.group === group)) ?? null;
}
