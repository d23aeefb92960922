import type { StoreApi } from 'zustand';
import { PROGRESS_PACE_MS } from '@/config/limits';
import type { LiveState } from '@/live/state';
import type { Clock } from '@/lib/clock';
import { createRunStatesSelector } from './run-states';

/** What of a store its readers need. */
export type LiveReader = Pick<StoreApi<LiveState>, 'getState' | 'getInitialState' | 'subscribe'>;

const paced = new WeakMap<StoreApi<LiveState>, LiveReader>();

/** The one slowed-down reading of a live store, for figures that people read. */
export function pacedLiveOf(live: StoreApi<LiveState>, clock: Clock): LiveReader {
  const known = paced.get(live);
  if (known !== undefined) return known;
  const reader = createPacedLive(live, clock);
  paced.set(live, reader);
  return reader;
}

/**
 * Reads the live store at most every `PROGRESS_PACE_MS`: nobody reads a figure that changes sixty times a second, and drawing it costs
 * more than everything else that a message does. A run that begins or ends is told at once.
 */
export function createPacedLive(live: StoreApi<LiveState>, clock: Clock): LiveReader {
  const listeners = new Set<(state: LiveState, before: LiveState) => void>();
  const selectRunStates = createRunStatesSelector();
  let shown = live.getState();
  let toldAtMs = -Infinity;
  let timer: { readonly cancel: () => void } | null = null;
  let leave = (): void => undefined;

  const tell = (): void => {
    timer?.cancel();
    timer = null;
    toldAtMs = clock.monotonicMs();
    const before = shown;
    shown = live.getState();
    for (const listener of listeners) listener(shown, before);
  };
  const hear = (state: LiveState): void => {
    const waitMs = toldAtMs + PROGRESS_PACE_MS - clock.monotonicMs();
    if (waitMs <= 0 || shown.activePromptId !== state.activePromptId || selectRunStates(shown) !== selectRunStates(state)) tell();
    else timer ??= clock.after(waitMs, tell);
  };
  return {
    getInitialState: live.getInitialState,
    getState: () => (listeners.size === 0 ? live.getState() : shown),
    subscribe: (listener) => {
      if (listeners.size === 0) {
        shown = live.getState();
        leave = live.subscribe(hear);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        leave();
        timer?.cancel();
        timer = null;
      };
    },
  };
}
