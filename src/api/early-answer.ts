import { EARLY_ANSWER_KEPT_MS } from '@/config/limits';
import type { Clock } from '@/lib/clock';

/** A request that `public/boot.mjs` began before the page's own code was there. */
export interface EarlyAnswer {
  readonly url: string;
  /** The `Comfy-User` it was sent with. */
  readonly userId: string | null;
  readonly answer: Promise<Response>;
  readonly abort: () => void;
}

/**
 * A `fetch` that answers the first request for the same thing with what was begun early; every other one goes out as ever, the second
 * for the same thing too. An early answer that nobody wants in time is dropped: later it would be old.
 */
export function requestEarly(
  early: EarlyAnswer | undefined,
  clock: Clock,
  request: typeof fetch = (input, init) => fetch(input, init),
): typeof fetch {
  if (early === undefined) return request;
  let left: EarlyAnswer | null = early;
  const timer = clock.after(EARLY_ANSWER_KEPT_MS, () => {
    left = null;
    early.abort();
  });
  return (input, init) => {
    if (left === null || !isSame(left, input, init)) return request(input, init);
    left = null;
    timer.cancel();
    const signal = init?.signal;
    if (signal?.aborted === true) early.abort();
    signal?.addEventListener('abort', early.abort, { once: true });
    return early.answer;
  };
}

function isSame({ url, userId }: EarlyAnswer, input: RequestInfo | URL, init: RequestInit | undefined): boolean {
  const headers = new Headers(init?.headers);
  return input === url && (init?.method ?? 'GET') === 'GET' && headers.get('Comfy-User') === userId;
}
