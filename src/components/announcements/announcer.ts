import type { Job } from '@/jobs/job';
import type { Clock, TimerHandle } from '@/lib/clock';

/** After one announcement the next waits this long and tells all that ended meanwhile: a batch must not chatter. */
const PAUSE_MS = 3_000;

export interface Announcer {
  readonly push: (jobs: readonly Job[]) => void;
  readonly dispose: () => void;
}

/** Creates an announcer: the first news goes out at once, later ones together after a pause. `deliver` never gets an empty list. */
export function createAnnouncer(clock: Clock, deliver: (jobs: readonly Job[]) => void): Announcer {
  let waiting: readonly Job[] = [];
  let timer: TimerHandle | null = null;
  const flush = (): void => {
    timer = null;
    if (waiting.length === 0) return;
    const jobs = waiting;
    waiting = [];
    timer = clock.after(PAUSE_MS, flush);
    deliver(jobs);
  };
  return {
    push: (jobs) => {
      waiting = [...waiting, ...jobs];
      if (timer === null) flush();
    },
    dispose: () => timer?.cancel(),
  };
}
