import type { Clock } from '@/lib/clock';

/** Half a frame: what else a frame has to do still fits. */
const SLICE_MS = 8;

/** Divides long work into slices between which the page can answer. Make one per piece of work. */
export interface Slices {
  /** Whether this slice has used its time. */
  readonly isOver: () => boolean;
  /** Resolves when the next slice may begin. */
  readonly next: () => Promise<void>;
}

/**
 * Begins the first slice now. Short work never waits: its only slice is not over before it ends.
 * @param pause ends when the next slice may begin; a timer, which browsers delay by some milliseconds, when absent.
 */
export function createSlices(clock: Clock, pause = timerOf(clock)): Slices {
  let startedAtMs = clock.monotonicMs();
  return {
    isOver: () => clock.monotonicMs() - startedAtMs > SLICE_MS,
    next: async () => {
      await pause();
      startedAtMs = clock.monotonicMs();
    },
  };
}

function timerOf(clock: Clock): () => Promise<void> {
  return () => new Promise((resolve) => void clock.after(0, resolve));
}
