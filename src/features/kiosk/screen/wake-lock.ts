import type { Clock, TimerHandle } from '@/lib/clock';

/** What keeping a screen on needs of the browser; `WakeLock` and its sentinel are more. */
export interface WakeLockHost {
  /** Absent on plain http and in old browsers. @throws where it is refused, e.g. on an empty battery. */
  readonly request: (() => Promise<WakeLockHold>) | null;
  readonly isHidden: () => boolean;
  /** Answers the remover. */
  readonly onShown: (listener: () => void) => () => void;
}

export interface WakeLockHold {
  readonly release: () => Promise<void>;
  readonly addEventListener: (type: 'release', listener: () => void) => void;
}

/** A lock that was taken away while the page is seen is asked for again, not at once: the browser had a reason. */
const AGAIN_AFTER_MS = 30_000;

/**
 * Keeps the screen on for as long as it lives: the browser lets go of the lock whenever the page is hidden and may do so at other times.
 * @returns its end.
 */
export function keepAwake(host: WakeLockHost, clock: Clock): () => void {
  const { request } = host;
  if (request === null) return () => undefined;
  let hold: WakeLockHold | null = null;
  let timer: TimerHandle | null = null;
  let state: 'idle' | 'asking' | 'over' = 'idle';
  const again = (): void => {
    timer?.cancel();
    timer = clock.after(AGAIN_AFTER_MS, ask);
  };
  const take = (given: WakeLockHold): void => {
    if (isOver()) return void given.release();
    hold = given;
    given.addEventListener('release', () => {
      if (hold !== given || isOver()) return;
      hold = null;
      if (!host.isHidden()) again();
    });
  };
  const isOver = (): boolean => state === 'over';
  function ask(): void {
    if (state !== 'idle' || hold !== null || host.isHidden() || request === null) return;
    state = 'asking';
    void request()
      .then(take, () => again())
      .finally(() => {
        if (!isOver()) state = 'idle';
      });
  }
  const forget = host.onShown(ask);
  ask();
  return () => {
    state = 'over';
    timer?.cancel();
    forget();
    void hold?.release();
  };
}
