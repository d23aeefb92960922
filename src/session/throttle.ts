import type { Clock, TimerHandle } from '@/lib/clock';

export interface Throttle {
  /** Runs the task now, or once at the end of the pause that its last run began. */
  readonly request: () => void;
  readonly dispose: () => void;
}

/** Runs a task at most once per `pauseMs`: the first request at once, all during the pause together at its end. */
export function createThrottle(clock: Clock, pauseMs: number, task: () => void): Throttle {
  let timer: TimerHandle | null = null;
  let isWanted = false;
  const run = (): void => {
    isWanted = false;
    timer = clock.after(pauseMs, () => {
      timer = null;
      if (isWanted) run();
    });
    task();
  };
  return {
    request: () => {
      if (timer === null) run();
      else isWanted = true;
    },
    dispose: () => timer?.cancel(),
  };
}
