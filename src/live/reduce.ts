import { MAX_RUNS_KEPT } from '@/config/limits';
import { createRun, isRunOver, loseTrackOf, reduceRun } from '@/jobs/run-progress';
import type { RunEvent } from '@/jobs/run-progress';
import type { RunProgress } from '@/jobs/job';
import { toPromptId } from '@/protocol/ids';
import type { ClientId, PromptId } from '@/protocol/ids';
import type { ServerEvent } from '@/protocol/server-event';
import { appendLog, EMPTY_LOG } from './log-lines';
import type { LiveState } from './state';

/** What is known before the first attempt to connect. */
export function createLiveState(clientId: ClientId): LiveState {
  return {
    connection: { phase: 'connecting', attempt: 0, lastEvidenceAtMs: null, clientId, failure: null },
    queueRemaining: null,
    runs: {},
    activePromptId: null,
    previews: {},
    logs: EMPTY_LOG,
    restart: null,
  };
}

/**
 * Applies one decoded event. Pure; answers the same reference when nothing changed. Previews are not its business (they own object
 * URLs: `previews.ts`). Events without a prompt id belong to the active run and are dropped when there is none, or when it may have ended unheard.
 * @param heardAtMs when the event arrived, monotonic ms.
 */
export function reduceLive(state: LiveState, event: ServerEvent, heardAtMs: number): LiveState {
  switch (event.kind) {
    case 'status':
      return state.queueRemaining === event.queueRemaining ? state : { ...state, queueRemaining: event.queueRemaining };
    case 'logs':
      return withLog(state, appendLog(state.logs, event.entries));
    case 'preview':
    case 'feature-flags':
    case 'unknown':
      return state;
    default:
      return reduceRuns(state, event, heardAtMs);
  }
}

/**
 * After a gap in the socket's life every run that was going on is unknown until something proves it alive or ended. The active one stays
 * active: events may go on. Runs named by id were looked for everywhere and are active no more.
 */
export function loseTrackOfRuns(state: LiveState, ids?: readonly PromptId[]): LiveState {
  const lost = Object.values(state.runs).filter((run) => run.state === 'running' && ids?.includes(run.promptId) !== false);
  const next = lost.map(loseTrackOf).reduce(withRun, state);
  const isActiveGone = next.activePromptId !== null && ids?.includes(next.activePromptId) === true;
  return isActiveGone ? { ...next, activePromptId: null } : next;
}

/** Puts a run into the state; the oldest runs give way, those that are over first. */
export function withRun(state: LiveState, run: RunProgress): LiveState {
  if (state.runs[run.promptId] === run) return state;
  const runs = { ...state.runs, [run.promptId]: run };
  return { ...state, runs: boundRuns(runs, run.promptId) };
}

/** Removes runs that are over, for instance after their history was deleted. */
export function withoutRuns(state: LiveState, ids: Iterable<PromptId>): LiveState {
  const gone = new Set(ids);
  const kept = Object.entries(state.runs).filter(([, run]) => !gone.has(run.promptId) || !isRunOver(run));
  return kept.length === Object.keys(state.runs).length ? state : { ...state, runs: Object.fromEntries(kept) };
}

function reduceRuns(state: LiveState, event: RunEvent, heardAtMs: number): LiveState {
  const named = 'promptId' in event ? event.promptId : undefined;
  const promptId = named ?? state.activePromptId;
  if (promptId === null) return state;
  const known = state.runs[promptId];
  if (known === undefined && !canBegin(event)) return state;
  if (known?.state === 'unknown' && named === undefined) return state;
  const next = reduceRun(known ?? createRun(promptId), event, heardAtMs);
  return withActive(withRun(state, next), next, event);
}

/** An end that is heard alone, for a run never seen, is history's business. */
function canBegin(event: RunEvent): boolean {
  return event.kind !== 'text' && !(event.kind === 'executing' && event.nodeId === null);
}

function withActive(state: LiveState, run: RunProgress, event: RunEvent): LiveState {
  const isLeaving = isRunOver(run) || (event.kind === 'executing' && event.nodeId === null);
  const isActive = state.activePromptId === run.promptId;
  if (isLeaving) return isActive ? { ...state, activePromptId: null } : state;
  return isActive ? state : { ...state, activePromptId: run.promptId };
}

function boundRuns(runs: Record<PromptId, RunProgress>, keep: PromptId): LiveState['runs'] {
  const ids = Object.keys(runs).map(toPromptId);
  const excess = ids.length - MAX_RUNS_KEPT;
  if (excess <= 0) return runs;
  const candidates = ids.filter((id) => id !== keep);
  const isOver = (id: PromptId): boolean => runs[id] !== undefined && isRunOver(runs[id]);
  const leaving = new Set([...candidates.filter(isOver), ...candidates.filter((id) => !isOver(id))].slice(0, excess));
  return Object.fromEntries(Object.entries(runs).filter(([id]) => !leaving.has(toPromptId(id))));
}

/** Puts the server's log into the state; the same object when it is the same log. */
export function withLog(state: LiveState, logs: LiveState['logs']): LiveState {
  return state.logs === logs ? state : { ...state, logs };
}
