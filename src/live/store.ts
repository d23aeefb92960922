import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { TimerHandle } from '@/lib/clock';
import { mark } from '@/lib/marks';
import { createRun, endRun, isRunOver } from '@/jobs/run-progress';
import type { RunProgress } from '@/jobs/job';
import type { ClientId, NodeId, PromptId } from '@/protocol/ids';
import type { LogEntry, ServerEvent } from '@/protocol/server-event';
import type { Scheduler } from './frames';
import { mergeLog } from './log-lines';
import { createPreviewKeeper } from './previews';
import type { ObjectUrls, PreviewEvent, PreviewKeeper } from './previews';
import { createLiveState, loseTrackOfRuns, reduceLive, withLog, withRun, withoutRuns } from './reduce';
import type { ConnectionState, LiveState } from './state';

/** The age shown is in seconds; noting it more often would wake its readers with every frame. */
const EVIDENCE_STEP_MS = 500;

/** Owner of the live state. Everything but `push` writes at once, after what is still waiting. */
export interface LiveFeed {
  readonly store: StoreApi<LiveState>;
  /** Takes one event; events are reduced together and written once per frame. */
  readonly push: (event: ServerEvent) => void;
  /** Writes what is waiting. */
  readonly flush: () => void;
  readonly setConnection: (change: Partial<ConnectionState>) => void;
  /** A frame or a good poll was heard now. */
  readonly noteEvidence: () => void;
  /** These runs, or all that go on, are unknown until something proves them. */
  readonly loseTrack: (ids?: readonly PromptId[]) => void;
  /** What `/queue` says is running: proof of life for that run, and it becomes the active one. */
  readonly observeRunning: (promptId: PromptId) => void;
  /** The end of a run as history tells it; does nothing to runs that are over or were never seen. */
  readonly settle: (promptId: PromptId, state: 'done' | 'failed' | 'cancelled', error: RunProgress['error']) => void;
  /** The server was restarted, which cost so many jobs of ours; null when that was read. */
  readonly noteRestart: (lostCount: number | null) => void;
  /** A read of the newest lines of the server's log. */
  readonly takeLog: (entries: readonly LogEntry[]) => void;
  /** Drops runs that are over. */
  readonly forget: (ids: Iterable<PromptId>) => void;
  readonly dispose: () => void;
}

export interface LiveFeedOptions {
  readonly clientId: ClientId;
  readonly schedule: Scheduler;
  readonly urls: ObjectUrls;
  readonly monotonicMs: () => number;
}

/** Creates the live store of one server with everything that may write to it. */
export function createLiveFeed(options: LiveFeedOptions): LiveFeed {
  const store = createStore<LiveState>(() => createLiveState(options.clientId));
  const previews = createPreviewKeeper(options.urls);
  const inbox = createInbox(store, previews, options);
  const write = (change: (state: LiveState) => LiveState): void => {
    inbox.flush();
    store.setState(change, true);
  };
  return {
    store,
    push: inbox.push,
    flush: inbox.flush,
    setConnection: (change) => write((state) => ({ ...state, connection: { ...state.connection, ...change } })),
    noteEvidence: () => write((state) => withEvidence(state, options.monotonicMs())),
    loseTrack: (ids) => write((state) => loseTrackOfRuns(state, ids)),
    observeRunning: (promptId) => write((state) => withRunning(state, promptId)),
    settle: (promptId, end, error) => write((state) => withEnd(state, promptId, end, error)),
    noteRestart: (lostCount) =>
      write((state) => ({ ...state, restart: lostCount === null ? null : { foundAtMs: options.monotonicMs(), lostCount } })),
    takeLog: (entries) => write((state) => withLog(state, mergeLog(state.logs, entries))),
    forget: (ids) => write((state) => withoutRuns(state, ids)),
    dispose: () => {
      inbox.cancel();
      previews.clear();
      store.setState({ previews: previews.current() });
    },
  };
}

/** An event with its time of arrival, monotonic ms: it may wait for the next frame. */
interface HeardEvent {
  readonly event: ServerEvent;
  readonly heardAtMs: number;
}

interface Inbox {
  readonly push: (event: ServerEvent) => void;
  readonly flush: () => void;
  readonly cancel: () => void;
}

function createInbox(store: StoreApi<LiveState>, previews: PreviewKeeper, options: LiveFeedOptions): Inbox {
  let waiting: HeardEvent[] = [];
  let timer: TimerHandle | null = null;
  let appliedCount = 0;
  const flush = (): void => {
    timer?.cancel();
    timer = null;
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    const reduced = reduceBatch(store.getState(), events, previews);
    store.setState(withEvidence(reduced, events.at(-1)?.heardAtMs ?? 0), true);
    appliedCount += events.length;
    mark('ws:applied', appliedCount);
  };
  return {
    flush,
    push: (event) => {
      waiting.push({ event, heardAtMs: options.monotonicMs() });
      timer ??= options.schedule(flush);
    },
    cancel: () => {
      timer?.cancel();
      timer = null;
      waiting = [];
    },
  };
}

/** Of the previews in one batch only the newest of each node becomes a picture. */
function reduceBatch(before: LiveState, events: readonly HeardEvent[], previews: PreviewKeeper): LiveState {
  const newest = new Map<NodeId, { promptId: PromptId | null; event: PreviewEvent }>();
  let state = before;
  for (const { event, heardAtMs } of events) {
    state = reduceLive(state, event, heardAtMs);
    if (event.kind === 'execution-start') {
      newest.clear();
      previews.beginRun(event.promptId);
    }
    if (event.kind !== 'preview') continue;
    const target = findTarget(state, event);
    if (target !== null) newest.set(target.nodeId, { promptId: target.promptId, event });
  }
  for (const [nodeId, { promptId, event }] of newest) previews.put(nodeId, promptId, event);
  return state.previews === previews.current() ? state : { ...state, previews: previews.current() };
}

/** A plain preview names no node: it is of the one last named by `executing` or `progress`. */
function findTarget(state: LiveState, event: PreviewEvent): { nodeId: NodeId; promptId: PromptId | null } | null {
  const promptId = event.promptId ?? state.activePromptId;
  const current = promptId === null ? null : (state.runs[promptId]?.currentNodeId ?? null);
  const nodeId = event.displayNodeId ?? event.nodeId ?? current;
  return nodeId === null ? null : { nodeId, promptId };
}

function withEvidence(state: LiveState, nowMs: number): LiveState {
  const last = state.connection.lastEvidenceAtMs;
  if (last !== null && nowMs - last < EVIDENCE_STEP_MS) return state;
  return { ...state, connection: { ...state.connection, lastEvidenceAtMs: nowMs } };
}

function withRunning(state: LiveState, promptId: PromptId): LiveState {
  const known = state.runs[promptId] ?? createRun(promptId);
  if (isRunOver(known)) return state;
  const next = withRun(state, known.state === 'unknown' ? { ...known, state: 'running' } : known);
  return next.activePromptId === promptId ? next : { ...next, activePromptId: promptId };
}

function withEnd(state: LiveState, promptId: PromptId, end: 'done' | 'failed' | 'cancelled', error: RunProgress['error']): LiveState {
  const known = state.runs[promptId];
  if (known === undefined || isRunOver(known)) return state;
  const next = withRun(state, endRun(known, end, error));
  return next.activePromptId === promptId ? { ...next, activePromptId: null } : next;
}
