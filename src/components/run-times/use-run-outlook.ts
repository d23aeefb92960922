import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { RunProgress } from '@/jobs/job';
import { selectTimeLeft, selectWeightedShare, type TimeLeft } from '@/jobs/run-times';
import { useSession } from '@/session/session-provider';
import { useActiveRun } from '@/session/use-jobs';
import { findPrompt, runTimesOf, type DuePrompt } from './run-times-store';

/** How far a run is, weighed by past runs, and what is left of it where that is known. */
export interface RunOutlook {
  /** 0…1; null while nothing was heard of it or its prompt is not known. */
  readonly share: number | null;
  readonly left: TimeLeft | null;
}

const NOTHING: RunOutlook = { share: null, left: null };

/** The outlook of one run. Changes with every step; use it in a small component. */
export function useRunOutlook(run: RunProgress | null, due: DuePrompt | null): RunOutlook {
  const times = useStore(runTimesOf(useSession()));
  return useMemo(() => {
    if (run === null || due === null || run.state === 'unknown' || Object.keys(run.nodes).length === 0) return NOTHING;
    const { prompt, nodeIds } = due;
    return { share: selectWeightedShare(run, prompt, nodeIds, times), left: selectTimeLeft(run, prompt, nodeIds, times) };
  }, [run, due, times]);
}

/** The same of whatever runs now, with its run; both empty when nothing does. */
export function useActiveOutlook(): RunOutlook & { readonly run: RunProgress | null } {
  const session = useSession();
  const run = useActiveRun();
  const id = run?.promptId ?? null;
  const nodeCount = run?.nodeCount;
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the prompt of a run becomes known with its node count
  const due = useMemo(() => (id === null ? null : findPrompt(session, id)), [session, id, nodeCount]);
  return { ...useRunOutlook(run, due), run };
}
