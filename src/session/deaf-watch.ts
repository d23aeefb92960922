import { DEAF_AFTER_MS } from '@/config/limits';
import type { Clock, TimerHandle } from '@/lib/clock';

export interface DeafWatch {
  /** A socket opened. */
  readonly noteOpen: () => void;
  /** A `status` frame came: the socket hears. */
  readonly noteStatus: () => void;
  /** A read of the queue came back; `hasChanged` against the read before. */
  readonly noteRead: (hasChanged: boolean) => void;
  readonly dispose: () => void;
}

/**
 * Every change of the queue is announced to every socket. When polling sees a change and no `status` frame has come since the read
 * before, nor comes soon, the socket is open but deaf (ComfyUI forgets a client id when the older of two sockets closes): `onDeaf`.
 */
export function createDeafWatch(clock: Clock, onDeaf: () => void): DeafWatch {
  let openedAtMs = Infinity;
  let heardAtMs = -Infinity;
  let readAtMs = Infinity;
  let timer: TimerHandle | null = null;
  return {
    noteOpen: () => {
      openedAtMs = clock.monotonicMs();
      timer?.cancel();
      timer = null;
    },
    noteStatus: () => {
      heardAtMs = clock.monotonicMs();
    },
    noteRead: (hasChanged) => {
      const sinceMs = readAtMs;
      readAtMs = clock.monotonicMs();
      if (!hasChanged || timer !== null || openedAtMs >= sinceMs || heardAtMs >= sinceMs) return;
      timer = clock.after(DEAF_AFTER_MS, () => {
        timer = null;
        if (heardAtMs >= sinceMs || openedAtMs >= sinceMs) return;
        openedAtMs = Infinity;
        onDeaf();
      });
    },
    dispose: () => timer?.cancel(),
  };
}
