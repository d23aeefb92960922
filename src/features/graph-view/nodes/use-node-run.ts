import { useMemo } from 'react';
import type { JobOutput, NodeRunState } from '@/jobs/job';
import { toNodeOutputs } from '@/jobs/outputs';
import type { JsonObject } from '@/lib/json';
import type { LiveState } from '@/live/state';
import type { NodeId, PromptId } from '@/protocol/ids';
import type { ExecutionError } from '@/protocol/server-event';
import { useLive } from '@/session/use-live';
import { useGraphFacts, useView } from '../graph-context';
import { displayIdOf } from '../view-store';
import { innerOutputs, isInside, rollUp, type InnerRun } from './roll-up';

/** The id the server reports a node of the shown graph under. */
export function useDisplayId(nodeId: NodeId): NodeId {
  return useView((state) => displayIdOf(state.path, nodeId));
}

/** Which node of a run is meant; `innerCount`: how many nodes an instance holds, null for nodes that are none. */
export interface RunPlace {
  readonly displayId: NodeId;
  readonly innerCount: number | null;
}

/**
 * How a node fares in the last run of its document, an instance by what is inside it; null when it has no part in one. Only this node
 * renders when it changes. While the run's fate is not known, no node of it is said to be running.
 */
export function useNodeRun({ displayId, innerCount }: RunPlace): NodeRunState | InnerRun | null {
  const { promptId } = useGraphFacts();
  const select = useMemo(() => createRunSelector({ displayId, innerCount }, promptId), [displayId, innerCount, promptId]);
  const node = useLive(select);
  const isTrackLost = useLive((state) => promptId !== null && state.runs[promptId]?.state === 'unknown');
  return useMemo(() => (isTrackLost && node?.state === 'running' ? { ...node, state: 'waiting' } : node), [node, isTrackLost]);
}

function createRunSelector({ displayId, innerCount }: RunPlace, promptId: PromptId | null) {
  let last: InnerRun | null = null;
  return (state: LiveState): NodeRunState | InnerRun | null => {
    const run = promptId === null ? undefined : state.runs[promptId];
    if (run === undefined) return null;
    if (innerCount === null) return run.nodes[displayId] ?? null;
    const next = rollUp(run, displayId, innerCount);
    if (last === null || next === null || !isSameRun(last, next)) last = next;
    return last;
  };
}

function isSameRun(a: InnerRun, b: InnerRun): boolean {
  return a.state === b.state && a.value === b.value && a.max === b.max && a.currentId === b.currentId && a.tookMs === b.tookMs;
}

/**
 * How long the node took when it ran last, ms; null while it runs, and when no run heard of here ran it. Nodes taken from the cache
 * keep the time of the run that made it.
 */
export function useLastDuration(displayId: NodeId, run: NodeRunState | null): number | null {
  const { runIds } = useGraphFacts();
  const earlier = useLive((state) => {
    for (const id of runIds) {
      const tookMs = state.runs[id]?.nodes[displayId]?.tookMs;
      if (tookMs !== undefined && tookMs !== null) return tookMs;
    }
    return null;
  });
  if (run?.state === 'running') return null;
  return run?.tookMs ?? earlier;
}

/** The error that ended the last run, watched here or not, if it happened in this node or inside it. */
export function useNodeError(displayId: NodeId): ExecutionError | null {
  const { promptId, past } = useGraphFacts();
  return useLive((state) => {
    const run = promptId === null ? undefined : state.runs[promptId];
    const error = run === undefined ? (past?.error ?? null) : run.error;
    if (error === null) return null;
    return error.nodeId === displayId || isInside(error.nodeId, displayId) ? error : null;
  });
}

/** Address of the newest preview of this node, or of a node inside it, while the document's run goes on and after it was stopped. */
export function useNodePreview(displayId: NodeId, isInstance: boolean): string | null {
  const { promptId } = useGraphFacts();
  return useLive((state) => {
    const run = promptId === null ? undefined : state.runs[promptId]?.state;
    if (run !== 'running' && run !== 'cancelled') return null;
    const preview = isInstance ? innerPreview(state, displayId) : state.previews[displayId];
    return preview !== undefined && (preview.promptId === null || preview.promptId === promptId) ? preview.url : null;
  });
}

function innerPreview({ previews }: LiveState, displayId: NodeId): LiveState['previews'][NodeId] | undefined {
  return Object.values(previews).findLast((preview) => preview.nodeId !== null && isInside(preview.nodeId, displayId));
}

/** What a node has made, and the run that made it. */
export interface ShownOutputs {
  readonly outputs: readonly JobOutput[];
  readonly promptId: PromptId | null;
}

type RawOutputs = readonly (readonly [NodeId, JsonObject])[];
const NO_RAW: RawOutputs = [];
const NO_OUTPUTS: readonly JobOutput[] = [];

/**
 * What a node, or the nodes inside an instance, made in the document's last run: as heard here, else (after a reload) as the server's
 * history has it.
 */
export function useNodeOutputs({ displayId, innerCount }: RunPlace): ShownOutputs {
  const { promptId, past } = useGraphFacts();
  const isInstance = innerCount !== null;
  const isLive = useLive((state) => promptId !== null && state.runs[promptId] !== undefined);
  const select = useMemo(() => createOutputsSelector({ displayId, isInstance }, promptId), [displayId, isInstance, promptId]);
  const raw = useLive(select);
  return useMemo(() => {
    if (isLive || past === null) return { promptId, outputs: raw.flatMap(([id, output]) => toNodeOutputs(id, output)) };
    const isOwn = (output: JobOutput): boolean => output.nodeId === displayId || (isInstance && isInside(output.nodeId, displayId));
    const outputs = past.outputs.filter(isOwn);
    return { promptId: past.promptId, outputs: outputs.length === 0 ? NO_OUTPUTS : outputs };
  }, [isLive, past, raw, promptId, displayId, isInstance]);
}

function createOutputsSelector({ displayId, isInstance }: { displayId: NodeId; isInstance: boolean }, promptId: PromptId | null) {
  let last: RawOutputs = NO_RAW;
  return (state: LiveState): RawOutputs => {
    const nodes = promptId === null ? undefined : state.runs[promptId]?.nodes;
    if (nodes === undefined) return NO_RAW;
    const own = nodes[displayId]?.output ?? null;
    const next: RawOutputs = isInstance ? innerOutputs(nodes, displayId) : own === null ? NO_RAW : [[displayId, own]];
    const isSame = next.length === last.length && next.every(([, output], index) => output === last[index]?.[1]);
    if (!isSame) last = next;
    return last;
  };
}
