import { HISTORY_PAGE_SIZE } from '@/config/limits';
import type { ApiClient } from '@/api/client';
import type { Clock, TimerHandle } from '@/lib/clock';
import type { HistoryEntry } from '@/protocol/history';
import type { PromptId } from '@/protocol/ids';

/** Waits between looks; together 3 s, for an entry may appear a moment after the queue let go of its prompt. */
const WAITS_MS = [300, 900, 1_800];
/** More ids than this are looked for in one page of history instead of one by one. */
const MAX_SINGLE_READS = 4;
/** Newest entries read at most for that. */
const MAX_PAGE = 512;

export interface Settler {
  /** Looks the prompts up in history; those being looked up already are left alone. */
  readonly settle: (ids: Iterable<PromptId>) => void;
  readonly dispose: () => void;
}

export interface SettlerOptions {
  readonly client: Pick<ApiClient, 'history' | 'historyEntry'>;
  readonly clock: Clock;
  readonly onFound: (entries: readonly HistoryEntry[]) => void;
  /** Not in history after the last look. Not called when the server could not be asked: the next connection asks again. */
  readonly onMissing: (ids: readonly PromptId[]) => void;
}

/** Finds out from `/history` how prompts ended that left the queue or whose end was heard. */
export function createSettler({ client, clock, onFound, onMissing }: SettlerOptions): Settler {
  const pending = new Set<PromptId>();
  const timers = new Set<TimerHandle>();
  let isDisposed = false;
  const look = async (ids: readonly PromptId[], round: number): Promise<void> => {
    const entries = await lookUp(client, ids).catch(() => null);
    if (isDisposed) return;
    const found = new Set(entries?.map((entry) => entry.promptId));
    const missing = ids.filter((id) => !found.has(id));
    const waitMs = WAITS_MS[round];
    const isLast = entries === null || waitMs === undefined;
    for (const id of isLast ? ids : found) pending.delete(id);
    if (entries === null) return;
    if (entries.length > 0) onFound(entries);
    if (missing.length === 0) return;
    if (waitMs === undefined) return onMissing(missing);
    const timer = clock.after(waitMs, () => {
      timers.delete(timer);
      void look(missing, round + 1);
    });
    timers.add(timer);
  };
  return {
    settle: (ids) => {
      const fresh = [...new Set(ids)].filter((id) => !pending.has(id));
      if (fresh.length === 0) return;
      for (const id of fresh) pending.add(id);
      void look(fresh, 0);
    },
    dispose: () => {
      isDisposed = true;
      for (const timer of timers) timer.cancel();
    },
  };
}

async function lookUp(client: SettlerOptions['client'], ids: readonly PromptId[]): Promise<readonly HistoryEntry[]> {
  if (ids.length <= MAX_SINGLE_READS) {
    const entries = await Promise.all(ids.map((id) => client.historyEntry(id)));
    return entries.filter((entry) => entry !== null);
  }
  const wanted = new Set(ids);
  const { entries } = await client.history({ maxItems: Math.min(MAX_PAGE, Math.max(HISTORY_PAGE_SIZE, ids.length)) });
  return entries.filter((entry) => wanted.has(entry.promptId));
}
