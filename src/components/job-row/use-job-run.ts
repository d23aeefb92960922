import type { Job, RunProgress } from '@/jobs/job';
import { countNodes, selectOverallShare } from '@/jobs/run-progress';
import type { LiveState } from '@/live/state';
import type { PromptId } from '@/protocol/ids';
import { useActiveRun } from '@/session/use-jobs';
import { useLive } from '@/session/use-live';
import { findNodeTitle } from './prompt-facts';

/** What is known of a running job's progress. */
export interface JobRun {
  /** 0…1; null while nothing was heard of it: others' runs report to their own page only. */
  readonly share: number | null;
  /** Title of the node at work. */
  readonly nodeTitle: string | null;
  /** True after the connection was away: what was heard last may be over. */
  readonly isTrackLost: boolean;
  readonly previewUrl: string | null;
}

/** Progress of one running job. Changes with every step; use it in a small component. */
export function useJobRun(job: Pick<Job, 'id' | 'prompt'>): JobRun {
  const heard = useLive((state) => state.runs[job.id]);
  const active = useActiveRun();
  const previewUrl = useLive((state) => selectPreviewUrl(state, job.id));
  const run = active?.promptId === job.id ? active : (heard ?? null);
  const currentId = run?.currentNodeId ?? null;
  return {
    share: run === null ? null : toShare(run, job),
    nodeTitle: currentId === null ? null : findNodeTitle(job.prompt, currentId),
    isTrackLost: run?.state === 'unknown',
    previewUrl,
  };
}

function toShare(run: RunProgress, { prompt }: Pick<Job, 'prompt'>): number | null {
  if (run.state === 'unknown' || Object.keys(run.nodes).length === 0) return null;
  const nodeCount = run.nodeCount ?? (prompt === null ? undefined : countNodes(prompt, []));
  return nodeCount === undefined ? null : selectOverallShare({ ...run, nodeCount });
}

/** The preview of the node at work, else the newest of the run. */
export function selectPreviewUrl(state: LiveState, id: PromptId): string | null {
  const own = Object.values(state.previews).filter((preview) => preview.promptId === id);
  const current = state.runs[id]?.currentNodeId;
  return (own.find((preview) => preview.nodeId === current) ?? own.at(-1))?.url ?? null;
}
