import { MAX_PARALLEL_IMAGE_LOADS } from '@/config/limits';
import type { Session } from '@/session/session';

/** Lets only so many pictures load at once, first come first served: HTTP/1.1 has six connections, and the API needs some of them. */
export interface LoadQueue {
  /**
   * Calls `start` when there is room, at once if there is some.
   * @returns ends the turn, or withdraws the request; may be called twice.
   */
  readonly request: (start: () => void) => () => void;
}

/** Creates a queue with `limit` places. */
export function createLoadQueue(limit: number): LoadQueue {
  const waiting = new Set<() => void>();
  let running = 0;
  const fill = (): void => {
    for (const begin of waiting) {
      if (running >= limit) return;
      waiting.delete(begin);
      running++;
      begin();
    }
  };
  return {
    request: (start) => {
      let state: 'waiting' | 'running' | 'over' = 'waiting';
      const begin = (): void => {
        state = 'running';
        start();
      };
      waiting.add(begin);
      fill();
      return () => {
        if (state === 'running') running--;
        waiting.delete(begin);
        state = 'over';
        fill();
      };
    },
  };
}

const queues = new WeakMap<Session, LoadQueue>();

/** The queue all pictures of one server share; lives and dies with its session. */
export function loadQueueOf(session: Session): LoadQueue {
  const known = queues.get(session);
  if (known !== undefined) return known;
  const created = createLoadQueue(MAX_PARALLEL_IMAGE_LOADS);
  queues.set(session, created);
  return created;
}
