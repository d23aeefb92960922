import { useMemo } from 'react';
import type { Job } from '@/jobs/job';
import type { TimeLeft } from '@/jobs/run-times';
import type { LiveState } from '@/live/state';
import type { PromptId } from '@/protocol/ids';
import { useSession } from '@/session/session-provider';
import { useActiveRun } from '@/session/use-jobs';
import { usePacedLive } from '@/session/use-live';
import { findPrompt, toDuePrompt } from '../run-times/run-times-store';
import { useRunOutlook } from '../run-times/use-run-outlook';
import { findNodeTitle } from './prompt-facts';

/** What is known of a running job's progress. */
export interface JobRun {
  /** 0…1; null while nothing was heard of it: others' runs report to their own page only. */
  readonly share: number | null;
  /** What is left of it, by comparable runs; null when too few are known. */
  readonly left: TimeLeft | null;
  /** Title of the node at work. */
  readonly nodeTitle: string | null;
  /** True after the connection was away: what was heard last may be over. */
  readonly isTrackLost: boolean;
  readonly previewUrl: string | null;
}

/** Progress of one running job. Changes with every step; use it in a small component. */
export function useJobRun(job: Pick<Job, 'id' | 'prompt'>): JobRun {
  const heard = usePacedLive((state) => state.runs[job.id]);
  const active = useActiveRun();
  const previewUrl = usePacedLive((state) => selectPreviewUrl(state, job.id));
  const run = active?.promptId === job.id ? active : (heard ?? null);
  const currentId = run?.currentNodeId ?? null;
  const session = useSession();
  const { id, prompt } = job;
  const due = useMemo(() => findPrompt(session, id) ?? (prompt === null ? null : toDuePrompt(prompt)), [session, id, prompt]);
  const { share, left } = useRunOutlook(run, due);
  return {
    share,
    left,
    nodeTitle: currentId === null ? null : findNodeTitle(job.prompt, currentId),
    isTrackLost: run?.state === 'unknown',
    previewUrl,
  };
}

/** The preview of the node at work, else the newest of the run. */
export function selectPreviewUrl(state: LiveState, id: PromptId): string | null {
  const own = Object.values(state.previews).filter((preview) => preview.promptId === id);
  const current = state.runs[id]?.currentNodeId;
  return (own.find((preview) => preview.nodeId === current) ?? own.at(-1))?.url ?? null;
}
