import { useEffect, useState } from 'react';
import { useSession } from '@/session/session-provider';

/** Two readings of the session's clock at one moment. */
export interface Now {
  readonly nowMs: number;
  readonly monotonicMs: number;
}

const TICK_MS = 1_000;

/** The time, read again every second; for figures in whole seconds. */
export function useNow(): Now {
  const { clock } = useSession();
  const [now, setNow] = useState<Now>(() => ({ nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs() }));
  // Synchronises with the clock.
  useEffect(() => {
    let timer = clock.after(TICK_MS, tick);
    function tick(): void {
      setNow({ nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs() });
      timer = clock.after(TICK_MS, tick);
    }
    return () => timer.cancel();
  }, [clock]);
  return now;
}
