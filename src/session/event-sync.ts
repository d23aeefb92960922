import type { PromptId } from '@/protocol/ids';
import { EXECUTION_BLOCKED } from '@/jobs/run-progress';
import type { ServerEvent } from '@/protocol/server-event';

/** Parts of the server cache that an event can make old. */
export type SyncTopic = 'queue' | 'files' | 'features';

/** What an event asks for besides changing the live store. */
export interface SyncPlan {
  readonly refresh: readonly SyncTopic[];
  /** A run that may be over: its history entry is read, and history wins. */
  readonly settle: PromptId | null;
}

type EventOf<K extends ServerEvent['kind']> = Extract<ServerEvent, { kind: K }>;

const NOTHING: SyncPlan = { refresh: [], settle: null };
const ended = ({ promptId }: { readonly promptId: PromptId }): SyncPlan => ({ refresh: ['queue', 'files'], settle: promptId });

/** One row per kind of event; a new kind does not compile until it has one. */
const PLANS: { readonly [K in ServerEvent['kind']]: (event: EventOf<K>) => SyncPlan } = {
  status: () => ({ refresh: ['queue'], settle: null }),
  'execution-start': () => ({ refresh: ['queue'], settle: null }),
  'execution-cached': () => NOTHING,
  executing: ({ nodeId, promptId }) => (nodeId === null && promptId !== undefined ? { refresh: ['queue'], settle: promptId } : NOTHING),
  'progress-state': () => NOTHING,
  progress: () => NOTHING,
  executed: () => NOTHING,
  'execution-success': ended,
  'execution-error': (event) => (event.error.exceptionType === EXECUTION_BLOCKED ? NOTHING : ended(event)),
  'execution-interrupted': ended,
  'feature-flags': () => ({ refresh: ['features'], settle: null }),
  logs: () => NOTHING,
  preview: () => NOTHING,
  text: () => NOTHING,
  unknown: () => NOTHING,
};

/** What an event asks for. Pure. */
export function planSync(event: ServerEvent): SyncPlan {
  return planOf(event.kind, event);
}

function planOf<K extends ServerEvent['kind']>(kind: K, event: EventOf<K>): SyncPlan {
  return PLANS[kind](event);
}
