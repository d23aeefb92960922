import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Clock } from '@/lib/clock';

/** How far the server's wall clock is from this machine's. */
export interface ClockOffset {
  /** Positive when the server's is ahead; null until it was told, or where answers carry no date. */
  readonly store: StoreApi<{ readonly offsetMs: number | null }>;
  /** The `Date` header of an answer that just came, and the monotonic time its question was sent. */
  readonly note: (date: string | null, sentAtMs: number) => void;
  /** Wall time of the server. */
  readonly serverNowMs: () => number;
}

const SAMPLES = 5;
/** The header counts whole seconds, so on average the time is this much later. */
const HALF_RESOLUTION_MS = 500;
/** Changes within the resolution are no news. */
const RESOLUTION_MS = 1_000;

/** Estimates the offset as the median of the last five answers; changes below a second keep the former value. */
export function createClockOffset(clock: Clock): ClockOffset {
  const store = createStore<{ readonly offsetMs: number | null }>(() => ({ offsetMs: null }));
  let samples: readonly number[] = [];
  return {
    store,
    note: (date, sentAtMs) => {
      const serverMs = date === null ? NaN : Date.parse(date);
      if (Number.isNaN(serverMs)) return;
      const roundTripMs = clock.monotonicMs() - sentAtMs;
      const askedAtMs = clock.nowMs() - roundTripMs / 2;
      samples = [...samples, serverMs + HALF_RESOLUTION_MS - askedAtMs].slice(-SAMPLES);
      const median = samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? 0;
      const { offsetMs } = store.getState();
      if (offsetMs === null || Math.abs(median - offsetMs) >= RESOLUTION_MS) store.setState({ offsetMs: Math.round(median) });
    },
    serverNowMs: () => clock.nowMs() + (store.getState().offsetMs ?? 0),
  };
}
