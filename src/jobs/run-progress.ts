import { isJsonArray, isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import { toNodeId } from '@/protocol/ids';
import type { NodeId, PromptId } from '@/protocol/ids';
import type { NodeProgress, ServerEvent } from '@/protocol/server-event';
import type { NodeRunState, RunProgress } from './job';

/** The events that say something about one run. `executing` with node null is among them and ends nothing. */
export type RunEvent = Extract<
  ServerEvent,
  {
    kind:
      | 'execution-start'
      | 'execution-cached'
      | 'executing'
      | 'progress-state'
      | 'progress'
      | 'executed'
      | 'execution-success'
      | 'execution-error'
      | 'execution-interrupted'
      | 'text';
  }
>;

/** How ComfyUI marks an error that only blocks some outputs while the run goes on. Source: `execution.py`. */
export const EXECUTION_BLOCKED = 'ExecutionBlocked';

const WAITING: NodeRunState = { state: 'waiting', value: 0, max: 0, output: null, text: null, startedAtMs: null, tookMs: null };

/** A run of which only the id is known yet. */
export function createRun(promptId: PromptId): RunProgress {
  return { promptId, state: 'running', startedAtMs: null, currentNodeId: null, nodes: {}, error: null };
}

/** Done, failed and cancelled are final: no later event changes such a run. */
export function isRunOver(run: Pick<RunProgress, 'state'>): boolean {
  return run.state === 'done' || run.state === 'failed' || run.state === 'cancelled';
}

/**
 * Applies one event to the run it belongs to; the caller has matched the prompt id. Pure. Answers the same reference when nothing
 * changed: always for a run that is over, for `executed` and progress heard twice, and for events out of order that know less.
 * A run whose state was `unknown` is running again with the first event.
 * @param heardAtMs when the event arrived, monotonic ms: what node durations are made of.
 */
export function reduceRun(run: RunProgress, event: RunEvent, heardAtMs: number): RunProgress {
  if (isRunOver(run)) return run;
  const next = withTimes(run, applyEvent(run, event), heardAtMs);
  return next.state === 'unknown' && isEvidence(event) ? { ...next, state: 'running' } : next;
}

/** Stamps the nodes that began or ended with this event. */
function withTimes(before: RunProgress, after: RunProgress, heardAtMs: number): RunProgress {
  if (before.nodes === after.nodes) return after;
  return {
    ...after,
    nodes: mapNodes(after.nodes, (node, id) => {
      const wasRunning = before.nodes[id]?.state === 'running';
      const isRunning = node.state === 'running';
      if (isRunning && !wasRunning) return { ...node, startedAtMs: heardAtMs, tookMs: null };
      if (isRunning || !wasRunning || node.startedAtMs === null) return node;
      return node.state === 'waiting' ? node : { ...node, tookMs: heardAtMs - node.startedAtMs };
    }),
  };
}

/** Marks a run whose events may have been missed, because the socket was away. A run that is over stays so. */
export function loseTrackOf(run: RunProgress): RunProgress {
  return run.state === 'running' ? { ...run, state: 'unknown' } : run;
}

/** Ends a run with a state learnt elsewhere (history wins over missed events). Nodes still running count as done in a successful run. */
export function endRun(run: RunProgress, state: 'done' | 'failed' | 'cancelled', error: RunProgress['error'] = null): RunProgress {
  if (isRunOver(run)) return run;
  const rest = state === 'done' ? 'done' : 'waiting';
  const failedId = error === null ? null : toKnownId(run, error.nodeId);
  const nodes = mapNodes(run.nodes, (node, id) => {
    if (id === failedId) return { ...node, state: 'failed' };
    return node.state === 'running' ? { ...node, state: rest } : node;
  });
  const withFailed = failedId === null || nodes[failedId] ? nodes : { ...nodes, [failedId]: { ...WAITING, state: 'failed' as const } };
  return { ...run, state, currentNodeId: null, nodes: withFailed, error };
}

/**
 * How much of the run is behind it, 0 to 1; a node under way counts by its steps. Null while it is not known how many nodes there are.
 */
export function selectOverallShare(run: RunProgress): number | null {
  if (run.nodeCount === undefined || run.nodeCount === 0) return null;
  const passed = Object.values(run.nodes).reduce((sum, node) => sum + selectNodeShare(node), 0);
  return Math.min(1, passed / run.nodeCount);
}

/** How much of one node is behind it, 0 to 1. */
export function selectNodeShare(node: NodeRunState): number {
  if (node.state === 'done' || node.state === 'cached') return 1;
  return node.state === 'running' && node.max > 0 ? Math.min(1, node.value / node.max) : 0;
}

/**
 * Counts the nodes a run has to pass: the outputs and all that lead to them.
 * @param outputIds the output nodes the server accepted; without any, every node of the prompt counts.
 */
export function countNodes(prompt: JsonObject, outputIds: readonly NodeId[]): number {
  return findDueNodes(prompt, outputIds).length;
}

/** The nodes that `countNodes` counts. */
export function findDueNodes(prompt: JsonObject, outputIds: readonly NodeId[]): readonly NodeId[] {
  if (outputIds.length === 0) return Object.keys(prompt).map(toNodeId);
  const seen = new Set<string>();
  const waiting: string[] = [...outputIds];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id) || !Object.hasOwn(prompt, id)) continue;
    seen.add(id);
    waiting.push(...findSources(prompt[id]));
  }
  return [...seen].map(toNodeId);
}

/** Nodes linked to by `[node id, slot]`. */
function findSources(node: JsonValue | undefined): string[] {
  const inputs = isJsonObject(node) ? node['inputs'] : undefined;
  if (!isJsonObject(inputs)) return [];
  return Object.values(inputs).flatMap((value) =>
    isJsonArray(value) && value.length === 2 && typeof value[0] === 'string' ? [value[0]] : [],
  );
}

function applyEvent(run: RunProgress, event: RunEvent): RunProgress {
  switch (event.kind) {
    case 'execution-start':
      return start(run, event.timestampMs);
    case 'execution-cached':
      return event.nodeIds.reduce(markCached, run);
    case 'executing':
      return announce(run, event.displayNodeId ?? event.nodeId);
    case 'progress-state':
      return takeSnapshot(run, event.nodes);
    case 'progress':
      return step(run, event);
    case 'executed':
      return takeOutput(run, event);
    case 'text':
      return setNode(run, toKnownId(run, event.nodeId), { text: event.text });
    case 'execution-success':
      return endRun(run, 'done');
    case 'execution-interrupted':
      return endRun(run, 'cancelled');
    case 'execution-error':
      if (event.error.exceptionType !== EXECUTION_BLOCKED) return endRun(run, 'failed', event.error);
      return setNode(run, toKnownId(run, event.error.nodeId), { text: event.error.message.trim() });
  }
}

/** Progress text names no prompt, and `executing null` also follows a run that ended unheard: neither proves that a run goes on. */
function isEvidence(event: RunEvent): boolean {
  return event.kind !== 'text' && !(event.kind === 'executing' && event.nodeId === null);
}

/** A later start of the same id is a second attempt (a cluster redelivers a job whose worker died): progress begins anew. */
function start(run: RunProgress, timestampMs: number | undefined): RunProgress {
  if (timestampMs === undefined || timestampMs === run.startedAtMs) return run;
  if (run.startedAtMs === null) return { ...run, startedAtMs: timestampMs };
  return timestampMs > run.startedAtMs ? { ...createRun(run.promptId), startedAtMs: timestampMs } : run;
}

function markCached(run: RunProgress, nodeId: NodeId): RunProgress {
  const before = run.nodes[nodeId];
  if (before !== undefined && before.state !== 'waiting') return run;
  return setNode(run, nodeId, { state: 'cached' });
}

function announce(run: RunProgress, nodeId: NodeId | null): RunProgress {
  if (nodeId === null) return run.currentNodeId === null ? run : { ...run, currentNodeId: null };
  const id = toKnownId(run, nodeId);
  const previous = run.currentNodeId;
  const hasLeft = previous !== null && previous !== id && run.hasNodeStates !== true && run.nodes[previous]?.state === 'running';
  const left = hasLeft ? setNode(run, previous, { state: 'done' }) : run;
  const entered = setNode(left, id, { state: 'running' });
  return entered.currentNodeId === id ? entered : { ...entered, currentNodeId: id };
}

/** Several real nodes of one expansion share a display node: it runs while any of them runs, and shows the numbers of that one. */
function takeSnapshot(run: RunProgress, progress: readonly NodeProgress[]): RunProgress {
  const byDisplayId = new Map<NodeId, NodeProgress>();
  for (const item of progress) {
    const shown = byDisplayId.get(item.displayNodeId);
    if (shown === undefined || rank(item) >= rank(shown)) byDisplayId.set(item.displayNodeId, item);
  }
  let next = run.hasNodeStates === true ? run : { ...run, hasNodeStates: true };
  for (const [id, item] of byDisplayId) next = takeNodeProgress(next, id, item);
  return next;
}

function rank(item: NodeProgress): number {
  return { pending: 0, finished: 1, error: 2, running: 3 }[item.state];
}

function takeNodeProgress(run: RunProgress, id: NodeId, item: NodeProgress): RunProgress {
  const numbers = { value: item.value, max: item.max };
  if (item.state === 'running') {
    const entered = setNode(run, id, { state: 'running', ...numbers });
    const current = entered.currentNodeId;
    const isCurrentRunning = current !== null && entered.nodes[current]?.state === 'running';
    return isCurrentRunning ? entered : { ...entered, currentNodeId: id };
  }
  if (item.state === 'error') return setNode(run, id, { state: 'failed', ...numbers });
  if (item.state === 'pending' || run.nodes[id]?.state === 'cached') return run;
  return setNode(run, id, { state: 'done', ...numbers });
}

/** Late steps of a node that is through change nothing. */
function step(run: RunProgress, event: Extract<RunEvent, { kind: 'progress' }>): RunProgress {
  const id = event.nodeId === undefined ? run.currentNodeId : toKnownId(run, event.nodeId);
  if (id === null) return run;
  const before = run.nodes[id]?.state;
  if (before === 'done' || before === 'cached' || before === 'failed') return run;
  const next = setNode(run, id, { state: 'running', value: event.value, max: event.max });
  return next.currentNodeId === id ? next : { ...next, currentNodeId: id };
}

function takeOutput(run: RunProgress, event: Extract<RunEvent, { kind: 'executed' }>): RunProgress {
  const { displayNodeId: id, output } = event;
  const before = run.nodes[id];
  const isOwn = event.nodeId === id;
  const merged = isOwn || output === null ? output : joinOutputs(before?.output ?? null, output);
  const isThrough = isOwn && run.hasNodeStates !== true && before?.state !== 'cached';
  return setNode(run, id, { output: merged ?? before?.output ?? null, ...(isThrough ? { state: 'done' as const } : {}) });
}

/** Several nodes of one expansion report under the same display node: their items are joined per key, each once. */
function joinOutputs(before: JsonObject | null, more: JsonObject): JsonObject {
  if (before === null) return more;
  const joined: Record<string, JsonValue> = { ...before };
  for (const [key, items] of Object.entries(more)) {
    const known = joined[key];
    if (!isJsonArray(known) || !isJsonArray(items)) {
      joined[key] = items;
      continue;
    }
    joined[key] = [...known, ...items.filter((item) => !known.some((old) => isSameItem(old, item)))];
  }
  return joined;
}

function isSameItem(a: JsonValue, b: JsonValue): boolean {
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b;
  return a['filename'] === b['filename'] && a['subfolder'] === b['subfolder'] && a['type'] === b['type'];
}

/** Steps of a node made by expansion (`12.0.0.3`) are shown on the node the user sees (`12`). Source: `comfy_execution/graph.py`. */
function toKnownId(run: RunProgress, nodeId: NodeId): NodeId {
  if (run.nodes[nodeId] !== undefined) return nodeId;
  const dot = nodeId.indexOf('.');
  return dot < 0 ? nodeId : toNodeId(nodeId.slice(0, dot));
}

function setNode(run: RunProgress, id: NodeId, change: Partial<NodeRunState>): RunProgress {
  const before = run.nodes[id] ?? WAITING;
  const isKnown = run.nodes[id] !== undefined;
  const after = { ...before, ...change };
  const isSame = isKnown && after.state === before.state && after.value === before.value && after.max === before.max;
  if (isSame && after.output === before.output && after.text === before.text) return run;
  return { ...run, nodes: { ...run.nodes, [id]: after } };
}

function mapNodes(nodes: RunProgress['nodes'], change: (node: NodeRunState, id: NodeId) => NodeRunState): RunProgress['nodes'] {
  return Object.fromEntries(Object.entries(nodes).map(([id, node]) => [id, change(node, toNodeId(id))]));
}
