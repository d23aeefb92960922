import { useEffect, useState } from 'react';
import { useSession } from '@/session/session-provider';

/**
 * True once `id` has been the same for `delayMs`; false at once when it changes or becomes null. For signs that would only flicker with
 * runs shorter than that.
 */
export function useSteady(id: string | null, delayMs: number): boolean {
  const { clock } = useSession();
  const [steadyId, setSteadyId] = useState<string | null>(null);
  // Synchronises with the clock.
  useEffect(() => {
    if (id === null) return undefined;
    const timer = clock.after(delayMs, () => setSteadyId(id));
    return () => timer.cancel();
  }, [clock, id, delayMs]);
  return id !== null && steadyId === id;
}
