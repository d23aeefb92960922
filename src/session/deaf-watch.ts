import { DEAF_AFTER_MS, DEAF_GRACE_MS } from '@/config/limits';
import type { Clock, TimerHandle } from '@/lib/clock';

export interface DeafWatch {
  /** A socket opened. */
  readonly noteOpen: () => void;
  /** A `status` frame came: the socket hears. */
  readonly noteStatus: () => void;
  /** Any frame came: a run of ours is not silent. */
  readonly noteFrame: () => void;
  /** A prompt of ours was taken: it will be heard of soon, or the queue is looked at. */
  readonly noteSubmitted: () => void;
  /** A read of the queue came back; `hasChanged` against the read before. */
  readonly noteRead: (hasChanged: boolean, isOwnRunning?: boolean) => void;
  /** History tells of an end after this time, monotonic ms, of which no read of the queue told. */
  readonly noteMissed: (sinceMs: number) => void;
  readonly dispose: () => void;
}

/**
 * Every change of the queue is announced to every socket. When polling sees a change and no `status` frame has come since the read
 * before, nor comes soon, the socket is open but deaf (ComfyUI forgets a client id when the older of two sockets closes): `onDeaf`.
 * @param look asked to read the queue when a prompt of ours was taken and nothing was heard since.
 */
export function createDeafWatch(clock: Clock, onDeaf: () => void, look: () => void = () => undefined): DeafWatch {
  let openedAtMs = Infinity;
  let heardAtMs = -Infinity;
  let frameAtMs = -Infinity;
  let readAtMs = Infinity;
  let timer: TimerHandle | null = null;
  let lookTimer: TimerHandle | null = null;
  const toWaitMs = (isOwnRunning: boolean): number => {
    const silentMs = clock.monotonicMs() - Math.max(frameAtMs, openedAtMs);
    return isOwnRunning && silentMs >= DEAF_AFTER_MS ? DEAF_GRACE_MS : DEAF_AFTER_MS;
  };
  const suspect = (sinceMs: number, waitMs: number): void => {
    if (timer !== null || openedAtMs >= sinceMs || heardAtMs >= sinceMs) return;
    timer = clock.after(waitMs, () => {
      timer = null;
      if (heardAtMs >= sinceMs || openedAtMs >= sinceMs) return;
      openedAtMs = Infinity;
      onDeaf();
    });
  };
  return {
    noteOpen: () => {
      openedAtMs = clock.monotonicMs();
      timer?.cancel();
      timer = null;
    },
    noteStatus: () => {
      heardAtMs = clock.monotonicMs();
    },
    noteFrame: () => {
      frameAtMs = clock.monotonicMs();
      lookTimer?.cancel();
      lookTimer = null;
    },
    noteSubmitted: () => {
      lookTimer?.cancel();
      lookTimer = clock.after(DEAF_AFTER_MS, look);
    },
    noteRead: (hasChanged, isOwnRunning = false) => {
      const sinceMs = readAtMs;
      readAtMs = clock.monotonicMs();
      if (hasChanged) suspect(sinceMs, toWaitMs(isOwnRunning));
    },
    noteMissed: (sinceMs) => suspect(sinceMs, DEAF_AFTER_MS),
    dispose: () => {
      timer?.cancel();
      lookTimer?.cancel();
    },
  };
}
