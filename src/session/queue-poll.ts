import { QUEUE_POLL_HIDDEN_MS, QUEUE_POLL_IDLE_MS, QUEUE_POLL_RUNNING_MS } from '@/config/limits';
import type { Clock, TimerHandle } from '@/lib/clock';
import type { RandomSource } from '@/lib/random';
import { randomFraction } from '@/live/backoff';

export interface QueuePoll {
  /** Reads now; while a read is under way, once more after it, for what it answers may be older than the question. */
  readonly now: () => void;
  readonly dispose: () => void;
}

/** What decides how often the queue is read. */
export interface PollSituation {
  readonly isHidden: boolean;
  readonly isSocketOpen: boolean;
  readonly hasWork: boolean;
  readonly isOffline?: boolean;
}

export interface QueuePollOptions {
  readonly clock: Clock;
  readonly random: RandomSource;
  /** Reads the queue; its failures are its own business. */
  readonly read: () => Promise<void>;
  /** Asked after each read. */
  readonly intervalMs: () => number;
}

/** Reads the queue for as long as it lives: at once, then at intervals spread by ±10 %, never two reads at a time. */
export function createQueuePoll({ clock, random, read, intervalMs }: QueuePollOptions): QueuePoll {
  let timer: TimerHandle | null = null;
  let state: 'idle' | 'reading' | 'again' | 'disposed' = 'idle';
  const run = (): void => {
    timer?.cancel();
    state = 'reading';
    void read().finally(finish);
  };
  const finish = (): void => {
    if (state === 'disposed') return;
    if (state === 'again') return run();
    state = 'idle';
    timer = clock.after(intervalMs() * (0.9 + 0.2 * randomFraction(random)), run);
  };
  run();
  return {
    now: () => {
      if (state === 'idle') run();
      else if (state === 'reading') state = 'again';
    },
    dispose: () => {
      state = 'disposed';
      timer?.cancel();
    },
  };
}

/**
 * Slow while an open socket tells of changes anyway, fast while something runs or the socket is away, rarely while nobody looks or the
 * browser itself says that there is no network.
 */
export function selectPollIntervalMs(situation: PollSituation): number {
  if (situation.isHidden || situation.isOffline === true) return QUEUE_POLL_HIDDEN_MS;
  return situation.isSocketOpen && !situation.hasWork ? QUEUE_POLL_IDLE_MS : QUEUE_POLL_RUNNING_MS;
}
