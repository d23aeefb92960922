import type { RunProgress } from '@/jobs/job';
import type { NodeId, PromptId } from '@/protocol/ids';

/**
 * How long each node took in the last run, measured here: events carry no time per node. A duration stays until the node has run again.
 */
export interface NodeTimes {
  readonly promptId: PromptId | null;
  readonly startedMs: Readonly<Record<NodeId, number>>;
  readonly durationMs: Readonly<Record<NodeId, number>>;
}

export const NO_TIMES: NodeTimes = { promptId: null, startedMs: {}, durationMs: {} };

/** The times after seeing `run` at `nowMs` (monotonic). The same object when nothing started or ended. Pure. */
export function advanceTimes(times: NodeTimes, run: RunProgress, nowMs: number): NodeTimes {
  const isNew = times.promptId !== run.promptId;
  const startedMs: Record<NodeId, number> = isNew ? {} : { ...times.startedMs };
  const durationMs: Record<NodeId, number> = { ...times.durationMs };
  let hasChanged = isNew;
  for (const id of Object.keys(run.nodes) as NodeId[]) {
    const state = run.nodes[id]?.state;
    const started = startedMs[id];
    if (state === 'running' && started === undefined) startedMs[id] = nowMs;
    else if ((state === 'done' || state === 'failed') && started !== undefined) {
      durationMs[id] = nowMs - started;
      Reflect.deleteProperty(startedMs, id);
    } else continue;
    hasChanged = true;
  }
  return hasChanged ? { promptId: run.promptId, startedMs, durationMs } : times;
}
