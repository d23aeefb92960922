import type { Job, RunProgress } from '@/jobs/job';
import { createRun } from '@/jobs/run-progress';
import type { Submission } from '@/jobs/submission';
import type { JsonObject } from '@/lib/json';
import { toNodeId, toPromptId } from '@/protocol/ids';
import type { History, HistoryEntry } from '@/protocol/history';
import type { Queue, QueueItem } from '@/protocol/queue';
import type { ExecutionError, ServerEvent } from '@/protocol/server-event';

/** A prompt that runs on any server: one picture, saved. */
export const TINY_PROMPT: JsonObject = {
  '1': { class_type: 'EmptyImage', inputs: { width: 16, height: 16, batch_size: 1, color: 0 } },
  '2': { class_type: 'SaveImage', inputs: { images: ['1', 0], filename_prefix: 'tiny' } },
};

/** A queued prompt; `p1` with number 0 unless said otherwise. */
export function buildQueueItem(id = 'p1', change: Partial<Omit<QueueItem, 'promptId'>> = {}): QueueItem {
  return { number: 0, promptId: toPromptId(id), prompt: TINY_PROMPT, extraData: {}, outputNodeIds: [toNodeId('2')], ...change };
}

/** A queue by ids, or of items. */
export function buildQueue(running: readonly (string | QueueItem)[] = [], pending: readonly (string | QueueItem)[] = []): Queue {
  const toItem = (item: string | QueueItem, number: number): QueueItem =>
    typeof item === 'string' ? buildQueueItem(item, { number }) : item;
  return { running: running.map(toItem), pending: pending.map(toItem) };
}

/** How the built entry ended, with times 1 s apart. */
export interface EntryEnd {
  readonly end?: 'success' | 'error' | 'interrupted';
  readonly startedAtMs?: number;
  readonly error?: Partial<ExecutionError>;
}

/** A finished prompt; a success that saved one picture unless said otherwise. */
export function buildHistoryEntry(id = 'p1', change: EntryEnd & Partial<Omit<HistoryEntry, 'promptId'>> = {}): HistoryEntry {
  const { end = 'success', startedAtMs = 1_000, error, ...rest } = change;
  const promptId = toPromptId(id);
  const timestampMs = startedAtMs + 1_000;
  const ends: Record<typeof end, ServerEvent> = {
    success: { kind: 'execution-success', promptId, timestampMs },
    error: { kind: 'execution-error', promptId, timestampMs, error: buildError(error) },
    interrupted: { kind: 'execution-interrupted', promptId, timestampMs },
  };
  return {
    ...buildQueueItem(id),
    outputs: { '2': { images: [{ filename: `${id}.png`, subfolder: '', type: 'output' }] } },
    status: {
      statusText: end === 'success' ? 'success' : 'error',
      isCompleted: end === 'success',
      events: [
        { kind: 'execution-start', promptId, timestampMs: startedAtMs },
        { kind: 'execution-cached', promptId, nodeIds: [], timestampMs: startedAtMs },
        ends[end],
      ],
    },
    displayNodeIds: {},
    ...rest,
  };
}

/** A history of entries or ids, oldest first as the server sends it. */
export function buildHistory(entries: readonly (string | HistoryEntry)[] = []): History {
  return { entries: entries.map((entry) => (typeof entry === 'string' ? buildHistoryEntry(entry) : entry)), diagnostics: [] };
}

/** What a failing node says. */
export function buildError(change: Partial<ExecutionError> = {}): ExecutionError {
  return {
    nodeId: toNodeId('1'),
    nodeType: 'EmptyImage',
    exceptionType: 'ValueError',
    message: 'boom\n',
    traceback: ['  File "x.py", line 1\n'],
    currentInputs: {},
    ...change,
  };
}

/** A job that is done, with one picture. */
export function buildJob(id = 'p1', change: Partial<Omit<Job, 'id'>> = {}): Job {
  const file = { filename: `${id}.png`, subfolder: '', type: 'output' } as const;
  return {
    id: toPromptId(id),
    state: 'done',
    isMine: true,
    number: 0,
    position: null,
    workflowName: null,
    createdAtMs: 500,
    startedAtMs: 1_000,
    endedAtMs: 2_000,
    prompt: TINY_PROMPT,
    workflow: null,
    outputs: [{ kind: 'image', nodeId: toNodeId('2'), key: 'images', file, text: null }],
    error: null,
    cachedNodeIds: [],
    ...change,
  };
}

/** A run going on. */
export function buildRun(id = 'p1', change: Partial<Omit<RunProgress, 'promptId'>> = {}): RunProgress {
  return { ...createRun(toPromptId(id)), ...change };
}

/** A prompt this tab sent and the server took. */
export function buildSubmission(id = 'p1', change: Partial<Submission> = {}): Submission {
  return {
    id,
    promptId: toPromptId(id),
    state: 'accepted',
    name: null,
    number: 0,
    createdAtMs: null,
    request: { prompt: TINY_PROMPT },
    wasQueued: false,
    missedReads: 0,
    ...change,
  };
}
