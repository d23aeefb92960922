import { useCallback, useEffect, useRef, useState } from 'react';
import { useSession } from '@/session/session-provider';
import { loadQueueOf } from './load-queue';

export interface LoadTurn {
  /** True from the turn on, also when it is over. */
  readonly mayLoad: boolean;
  /** Lets the next one load; call it when the file is there or has failed. */
  readonly end: () => void;
}

/**
 * Waits for a turn among the server's files that load.
 * @param isHeld true keeps it from waiting at all, e.g. while the list scrolls fast.
 */
export function useLoadTurn(isHeld: boolean): LoadTurn {
  const session = useSession();
  const [mayLoad, setMayLoad] = useState(false);
  const ending = useRef<(() => void) | null>(null);
  const isWanted = mayLoad || !isHeld;
  // Synchronises with the queue all pictures of the server stand in.
  useEffect(() => {
    if (!isWanted) return;
    const end = loadQueueOf(session).request(() => setMayLoad(true));
    ending.current = end;
    return end;
  }, [session, isWanted]);
  const end = useCallback(() => ending.current?.(), []);
  return { mayLoad, end };
}
