/**
 * Finds jobs that came and went between two looks at the queue: those of others, whose events nobody tells this page. Events say that
 * something ended, and once in a while the newest entry of the history is compared with the newest one known.
 */
import { HISTORY_LOOK_MS } from '@/config/limits';
import type { ApiClient } from '@/api/client';
import type { Clock } from '@/lib/clock';
import type { History, HistoryEntry } from '@/protocol/history';
import type { PromptId } from '@/protocol/ids';

export interface MissedHistory {
  /** The server said that so many jobs wait or run; fewer than before means that some ended or were taken out. */
  readonly noteRemaining: (count: number) => void;
  /** The ends of these jobs were heard, or they were seen to leave the queue: they are looked for by others. */
  readonly noteEnded: (ids: Iterable<PromptId>) => void;
  /** The queue was read: looks at the history when more ended than is known of, or when the last look is long ago. */
  readonly noteRead: (isHeard: boolean) => void;
  /** All of it was read. */
  readonly noteWhole: () => void;
  readonly dispose: () => void;
}

export interface MissedHistoryOptions {
  readonly client: Pick<ApiClient, 'history'>;
  readonly clock: Clock;
  /** What is known of the newest history; null before it was read. */
  readonly known: () => History | null;
  /** Entries that nobody told of, and since when they may have ended, monotonic ms. */
  readonly onFound: (entries: readonly HistoryEntry[], sinceMs: number) => void;
  /** What is known is not what the server has: entries were deleted elsewhere, or too many are new. */
  readonly onOther: () => void;
}

/** Entries of the second look, when all of the first are new. */
const NEXT_LOOK = 8;

/** Creates the watch; it asks only when the queue has been read. */
export function createMissedHistory(options: MissedHistoryOptions): MissedHistory {
  const watch = new Watch(options);
  return {
    noteRemaining: (count) => watch.noteRemaining(count),
    noteEnded: (ids) => watch.noteEnded(ids),
    noteRead: (isHeard) => watch.noteRead(isHeard),
    noteWhole: () => watch.noteWhole(),
    dispose: () => watch.dispose(),
  };
}

class Watch {
  private readonly options: MissedHistoryOptions;
  private remaining = 0;
  private endsHeard = 0;
  private readonly ended = new Set<PromptId>();
  private lookedAtMs: number;
  private isLooking = false;
  private isDisposed = false;
  /** Two histories that differed: reading all again did not help, so it is not tried again. */
  private differed = '';

  constructor(options: MissedHistoryOptions) {
    this.options = options;
    this.lookedAtMs = options.clock.monotonicMs();
  }

  noteRemaining(count: number): void {
    this.endsHeard += Math.max(0, this.remaining - count);
    this.remaining = count;
  }

  noteEnded(ids: Iterable<PromptId>): void {
    for (const id of ids) this.ended.add(id);
  }

  noteRead(isHeard: boolean): void {
    const unexplained = Math.max(0, this.endsHeard - this.ended.size);
    const isDue = !isHeard || this.options.clock.monotonicMs() - this.lookedAtMs >= HISTORY_LOOK_MS;
    this.endsHeard = 0;
    this.ended.clear();
    if ((unexplained > 0 || isDue) && !this.isLooking && this.options.known() !== null) void this.look(unexplained + 1);
  }

  noteWhole(): void {
    this.lookedAtMs = this.options.clock.monotonicMs();
  }

  dispose(): void {
    this.isDisposed = true;
  }

  private async look(count: number): Promise<void> {
    this.isLooking = true;
    const sinceMs = this.lookedAtMs;
    this.noteWhole();
    // A server that does not answer is asked again with the next read of its queue.
    await this.compare(Math.min(count, NEXT_LOOK), sinceMs).catch(() => undefined);
    this.isLooking = false;
  }

  private async compare(count: number, sinceMs: number): Promise<void> {
    const { client, known, onFound, onOther } = this.options;
    for (const maxItems of [count, NEXT_LOOK]) {
      const { entries } = await client.history({ maxItems });
      const ids = new Set(known()?.entries.map((entry) => entry.promptId));
      if (this.isDisposed) return;
      const fresh = entries.filter((entry) => !ids.has(entry.promptId));
      if (fresh.length === 0) return this.judgeNewest(entries.at(-1)?.promptId ?? '');
      // With a known one behind them these are all.
      if (fresh.length < maxItems) return onFound(fresh, sinceMs);
    }
    onOther();
  }

  /** The newest is known: is it the newest here too? */
  private judgeNewest(newest: string): void {
    const last = this.options.known()?.entries.at(-1)?.promptId ?? '';
    const pair = `${newest}/${last}`;
    if (newest === last || pair === this.differed) return;
    this.differed = pair;
    this.options.onOther();
  }
}
