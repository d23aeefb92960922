/** Handle of a pending timer; opaque to callers. */
export type TimerHandle = { readonly cancel: () => void };

/** Time as a dependency, so that tests own it. Pure rooms and the embedded server take a clock, never `Date.now`. */
export interface Clock {
  /** Wall clock, milliseconds since 1970. */
  readonly nowMs: () => number;
  /** Monotonic milliseconds; only differences mean anything. */
  readonly monotonicMs: () => number;
  /** Calls `task` once after `delayMs`. */
  readonly after: (delayMs: number, task: () => void) => TimerHandle;
}

/** The real clock of browser and Node. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, task) => {
    const id = setTimeout(task, delayMs);
    return { cancel: () => clearTimeout(id) };
  },
};

/** A clock that stands still until `advance` is called; due timers fire in order of time. */
export interface ManualClock extends Clock {
  readonly advance: (ms: number) => void;
}

/** Creates a clock for tests, starting at `startMs` of wall time and 0 of monotonic time. */
export function createManualClock(startMs = 1_700_000_000_000): ManualClock {
  let elapsedMs = 0;
  let sequence = 0;
  const timers = new Map<number, { dueMs: number; order: number; task: () => void }>();
  const nextDue = (limitMs: number): number | undefined => {
    const due = [...timers.entries()].filter(([, timer]) => timer.dueMs <= limitMs);
    due.sort(([, a], [, b]) => a.dueMs - b.dueMs || a.order - b.order);
    return due[0]?.[0];
  };
  return {
    nowMs: () => startMs + elapsedMs,
    monotonicMs: () => elapsedMs,
    after: (delayMs, task) => {
      const id = ++sequence;
      timers.set(id, { dueMs: elapsedMs + Math.max(0, delayMs), order: id, task });
      return { cancel: () => timers.delete(id) };
    },
    advance: (ms) => {
      const endMs = elapsedMs + ms;
      for (let id = nextDue(endMs); id !== undefined; id = nextDue(endMs)) {
        const timer = timers.get(id);
        timers.delete(id);
        if (timer === undefined) continue;
        elapsedMs = Math.max(elapsedMs, timer.dueMs);
        timer.task();
      }
      elapsedMs = endMs;
    },
  };
}
