/** Thrown through a running node when its run is interrupted; nodes let it pass. */
export class RunInterrupted extends Error {
  constructor() {
    super('interrupted');
    this.name = 'RunInterrupted';
  }
}

/** @throws RunInterrupted once the signal is aborted. */
export function throwIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw new RunInterrupted();
}

/** Gives way to timers, sockets and requests once, so that a long run can be heard of and interrupted. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
