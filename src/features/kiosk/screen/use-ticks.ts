import { useEffect, useState } from 'react';
import { useSession } from '@/session/session-provider';

/** Counts up by one every so often; stands still where `everyMs` is null. */
export function useTicks(everyMs: number | null): number {
  const { clock } = useSession();
  const [ticks, setTicks] = useState(0);
  // Synchronises with the clock.
  useEffect(() => {
    if (everyMs === null) return undefined;
    let timer = clock.after(everyMs, tick);
    function tick(): void {
      setTicks((count) => count + 1);
      if (everyMs !== null) timer = clock.after(everyMs, tick);
    }
    return () => timer.cancel();
  }, [clock, everyMs]);
  return ticks;
}
