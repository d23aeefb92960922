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

/** Begins the first slice now. Short work never waits: its only slice is not over before it ends. */
export function createSlices(clock: Clock, sliceMs = SLICE_MS): Slices {
  let startedAtMs = clock.monotonicMs();
  return {
    isOver: () => clock.monotonicMs() - startedAtMs > sliceMs,
    next: () =>
      new Promise((resolve) => {
        clock.after(0, () => {
          startedAtMs = clock.monotonicMs();
          resolve();
        });
      }),
  };
}
