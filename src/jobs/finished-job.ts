import type { HistoryEntry } from '@/protocol/history';
import { selectCreateTimeMs } from '@/protocol/queue';
import type { QueueItem } from '@/protocol/queue';
import type { ExecutionError, ServerEvent } from '@/protocol/server-event';
import type { Job } from './job';
import { toJobOutputs } from './outputs';
import { EXECUTION_BLOCKED } from './run-progress';
import { findSender, findWorkflow, findWorkflowName } from './workflow-name';

type EndState = 'done' | 'failed' | 'cancelled';

/** How a run ended, from its history entry alone. */
export interface JobEnd {
  readonly state: EndState;
  readonly error: ExecutionError | null;
}

/**
 * An interrupted run is an `error` for the server too: its messages tell. Without messages (clusters, old servers) only the status text
 * is left; without a status, being in history at all means done.
 */
export function toJobEnd(entry: HistoryEntry): JobEnd {
  const events = entry.status?.events ?? [];
  if (events.some((event) => event.kind === 'execution-interrupted')) return { state: 'cancelled', error: null };
  const failure = events.find(isFailure);
  if (failure !== undefined) return { state: 'failed', error: failure.error };
  return { state: entry.status?.statusText === 'error' ? 'failed' : 'done', error: null };
}

/** The job a history entry tells of. Pure: the same entry makes an equal job. */
export function toFinishedJob(entry: HistoryEntry, isMine: boolean): Job {
  const events = entry.status?.events ?? [];
  const cached = events.find((event) => event.kind === 'execution-cached');
  const start = events.find((event) => event.kind === 'execution-start');
  return {
    ...toJobBase(entry, isMine),
    ...toJobEnd(entry),
    startedAtMs: start?.timestampMs ?? null,
    endedAtMs: events.map(toEndTime).find((time) => time !== null) ?? null,
    outputs: toJobOutputs(entry.outputs, entry.displayNodeIds),
    cachedNodeIds: cached?.nodeIds ?? [],
  };
}

/** What queue and history say alike of one prompt; a queued job without a place yet. */
export function toJobBase(item: QueueItem, isMine: boolean): Job {
  const workflow = findWorkflow(item.extraData);
  return {
    id: item.promptId,
    state: 'queued',
    isMine,
    number: item.number,
    position: null,
    workflowName: findWorkflowName(workflow),
    createdAtMs: selectCreateTimeMs(item),
    startedAtMs: null,
    endedAtMs: null,
    prompt: item.prompt,
    workflow,
    outputs: [],
    error: null,
    cachedNodeIds: [],
    ...(item.outputNodeIds.length === 0 ? {} : { outputNodeIds: item.outputNodeIds }),
    queuedBy: findSender(item.extraData),
  };
}

function isFailure(event: ServerEvent): event is Extract<ServerEvent, { kind: 'execution-error' }> {
  return event.kind === 'execution-error' && event.error.exceptionType !== EXECUTION_BLOCKED;
}

function toEndTime(event: ServerEvent): number | null {
  const isEnd = event.kind === 'execution-success' || event.kind === 'execution-interrupted' || isFailure(event);
  return isEnd ? (event.timestampMs ?? null) : null;
}
