import type { RandomSource } from '@/lib/random';
import { RETRY_WINDOWS_MS } from '@/config/limits';

/** The waits between the attempts of one client. */
export interface Backoff {
  /** How long to wait now, after one more failure. */
  readonly nextMs: () => number;
  /** A connection lasted: the next failure is the first again. */
  readonly reset: () => void;
}

const LAST_WINDOW_MS = RETRY_WINDOWS_MS.at(-1) ?? 0;

/**
 * One attempt in each of a row of windows that at least double up to a cap, evenly spread over its window (full jitter). The windows follow each
 * other without overlap, so that many tabs that lost a server at the same moment come back thinner with each window: waits from now
 * on, each over its own doubled window, would pile up on those of the window before. No wait is longer than the cap.
 */
export function createBackoff(random: RandomSource): Backoff {
  let failures = 0;
  let unusedMs = 0;
  return {
    nextMs: () => {
      const windowMs = RETRY_WINDOWS_MS[failures] ?? LAST_WINDOW_MS;
      const atMs = randomFraction(random) * windowMs;
      const waitMs = Math.min(LAST_WINDOW_MS, unusedMs + atMs);
      failures += 1;
      unusedMs = windowMs - atMs;
      return waitMs;
    },
    reset: () => {
      failures = 0;
      unusedMs = 0;
    },
  };
}

/** An even number in [0, 1). */
export function randomFraction(random: RandomSource): number {
  const words = new Uint32Array(1);
  random(words);
  return (words[0] ?? 0) / 2 ** 32;
}
