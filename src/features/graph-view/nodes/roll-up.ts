import type { NodeRunState, RunProgress } from '@/jobs/job';
import { isRunOver, selectNodeShare } from '@/jobs/run-progress';
import { isVirtualType } from '@/graph/document/virtual-types';
import type { SubgraphId, WorkflowDocument } from '@/graph/document/model';
import type { JsonObject } from '@/lib/json';
import type { NodeId } from '@/protocol/ids';

/** How the nodes inside an instance fare, taken together. */
export interface InnerRun extends NodeRunState {
  /** Execution id of the inner node that runs now; null when none does. */
  readonly currentId: NodeId | null;
}

/**
 * Sums up what a run says of the nodes inside an instance: failed if any failed, running while any runs, done (or cached) when all are
 * through or the run is. `value` counts inner nodes passed, `max` is how many there are. Null when the run has not come to any.
 * @param total inner nodes that can run, from the document.
 */
export function rollUp(run: RunProgress, instanceId: NodeId, total: number): InnerRun | null {
  const inner = innerEntries(run.nodes, instanceId);
  if (inner.length === 0) return null;
  const max = Math.max(total, inner.length);
  const passed = inner.reduce((sum, [, node]) => sum + selectNodeShare(node), 0);
  const current = inner.find(([, node]) => node.state === 'running');
  const isThrough = passed >= max || (isRunOver(run) && run.state === 'done');
  const took = inner.flatMap(([, node]) => node.tookMs ?? []);
  return {
    state: stateOf(inner, isThrough),
    value: Math.floor(passed * 10) / 10,
    max,
    output: null,
    text: null,
    startedAtMs: null,
    tookMs: took.length === 0 || !isThrough ? null : took.reduce((sum, ms) => sum + ms, 0),
    currentId: current === undefined || run.state === 'unknown' ? null : current[0],
  };
}

type InnerEntry = readonly [NodeId, NodeRunState];

function stateOf(inner: readonly InnerEntry[], isThrough: boolean): NodeRunState['state'] {
  const has = (state: NodeRunState['state']): boolean => inner.some(([, node]) => node.state === state);
  if (has('failed')) return 'failed';
  if (has('running')) return 'running';
  if (!isThrough) return 'waiting';
  return inner.every(([, node]) => node.state === 'cached') ? 'cached' : 'done';
}

/** The nodes a run knows inside an instance, in the order it heard of them. */
export function innerEntries<T>(byId: Readonly<Record<NodeId, T>>, instanceId: NodeId): readonly (readonly [NodeId, T])[] {
  return (Object.entries(byId) as [NodeId, T][]).filter(([id]) => isInside(id, instanceId));
}

/** Whether an execution id lies inside an instance, at any depth. */
export function isInside(executionId: string, instanceId: string): boolean {
  return executionId.startsWith(`${instanceId}:`);
}

/** What inner nodes made, by execution id: for the outside of their instance. */
export function innerOutputs(nodes: RunProgress['nodes'], instanceId: NodeId): readonly (readonly [NodeId, JsonObject])[] {
  return innerEntries(nodes, instanceId).flatMap(([id, node]) => (node.output === null ? [] : [[id, node.output] as const]));
}

const counted = new WeakMap<WorkflowDocument['subgraphs'], Map<string, number>>();

/** How many nodes of a definition can run, those of nested instances included: virtual, muted and bypassed ones cannot. */
export function countInner(subgraphs: WorkflowDocument['subgraphs'], id: SubgraphId): number {
  const known = counted.get(subgraphs) ?? new Map<string, number>();
  counted.set(subgraphs, known);
  const found = known.get(id);
  if (found !== undefined) return found;
  // A definition inside itself counts as nothing while it is being counted.
  known.set(id, 0);
  let count = 0;
  for (const node of subgraphs.get(id)?.nodes.values() ?? []) {
    if (subgraphs.has(node.type as SubgraphId)) count += countInner(subgraphs, node.type as SubgraphId);
    else if (node.mode !== 2 && node.mode !== 4 && !isVirtualType(node.type)) count += 1;
  }
  known.set(id, count);
  return count;
}
