import type { RandomSource } from '@/lib/random';
import { RETRY_FIRST_WINDOW_MS, RETRY_MAX_WINDOW_MS } from '@/config/limits';

/**
 * How long to wait before the next attempt: evenly spread over a window that doubles up to a cap (full jitter), so that many tabs
 * do not return to a restarted server at the same moment.
 * @param failures attempts that failed in a row; 0 for the first wait.
 */
export function retryDelayMs(failures: number, random: RandomSource): number {
  const windowMs = Math.min(RETRY_MAX_WINDOW_MS, RETRY_FIRST_WINDOW_MS * 2 ** Math.min(failures, 30));
  return randomFraction(random) * windowMs;
}

/** An even number in [0, 1). */
export function randomFraction(random: RandomSource): number {
  const words = new Uint32Array(1);
  random(words);
  return (words[0] ?? 0) / 2 ** 32;
}
