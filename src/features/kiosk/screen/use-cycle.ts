import { useEffect, useState } from 'react';
import { useSession } from '@/session/session-provider';

/** What comes next is made ready, unseen, so long before its turn. */
const READY_BEFORE_MS = 4_000;

export interface Cycle {
  /** Counts up with every change. */
  readonly turn: number;
  /** True shortly before the next change. */
  readonly isNextNear: boolean;
}

interface Given {
  readonly everyMs: number;
  /** While true nothing changes; afterwards the whole time runs anew. */
  readonly isPaused: boolean;
}

/** Takes turns. */
export function useCycle({ everyMs, isPaused }: Given): Cycle {
  const { clock } = useSession();
  const [cycle, setCycle] = useState<Cycle>({ turn: 0, isNextNear: false });
  const { turn } = cycle;
  // Synchronises with the clock.
  useEffect(() => {
    if (isPaused) return undefined;
    const timers = [
      clock.after(everyMs - READY_BEFORE_MS, () => setCycle({ turn, isNextNear: true })),
      clock.after(everyMs, () => setCycle({ turn: turn + 1, isNextNear: false })),
    ];
    return () => timers.forEach((timer) => timer.cancel());
  }, [clock, everyMs, isPaused, turn]);
  return cycle;
}
