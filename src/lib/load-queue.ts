/** Lets only so many loads run at once, first come first served: HTTP/1.1 has six connections, and the API needs some of them. */
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
