import { useEffect, useState } from 'react';
import type { Clock } from '@/lib/clock';
import type { Session } from '@/session/session';
import { useSession } from '@/session/session-provider';

/** Readings of the clocks at one moment. */
export interface Now {
  /** Of this machine: the time of day. */
  readonly nowMs: number;
  /** Of the server: what its stamps are compared with. */
  readonly serverNowMs: number;
  readonly monotonicMs: number;
}

const TICK_MS = 1_000;

/** The time, read again every second; for figures in whole seconds. */
export function useNow(): Now {
  const { clock, serverNowMs } = useSession();
  const [now, setNow] = useState<Now>(() => readNow(clock, serverNowMs));
  // Synchronises with the clock.
  useEffect(() => {
    let timer = clock.after(TICK_MS, tick);
    function tick(): void {
      setNow(readNow(clock, serverNowMs));
      timer = clock.after(TICK_MS, tick);
    }
    return () => timer.cancel();
  }, [clock, serverNowMs]);
  return now;
}

function readNow(clock: Clock, serverNowMs: Session['serverNowMs']): Now {
  return { nowMs: clock.nowMs(), serverNowMs: serverNowMs(), monotonicMs: clock.monotonicMs() };
}
