import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { selectFreshness } from '@/live/freshness';
import type { Freshness, FreshnessState } from '@/live/freshness';
import type { LiveState } from '@/live/state';
import { pacedLiveOf } from './paced-live';
import { useSession } from './session-provider';

/** A part of the live state; renders again only when that part changes (compared by reference), at most once per frame. */
export function useLive<T>(selector: (state: LiveState) => T): T {
  return useStore(useSession().live, selector);
}

/** As `useLive`, ten times a second at most: for progress figures and previews outside the graph. */
export function usePacedLive<T>(selector: (state: LiveState) => T): T {
  const { live, clock } = useSession();
  return useStore(pacedLiveOf(live, clock), selector);
}

/** How often the age is looked at: it is shown in seconds. */
const LOOK_EVERY_MS = 1_000;

/**
 * How old the newest word of the server is, looked at every second; while the page is hidden it is not judged. Renders again with every
 * second: what shows no age takes `useFreshnessState`.
 */
export function useFreshness(): Freshness {
  return useAged(keepIfSame);
}

/** What the age of the newest word means; renders again only when that changes. */
export function useFreshnessState(): FreshnessState {
  return useAged(keepIfSameState).state;
}

/** @param keep answers `before` where nothing is to be drawn anew; the same function every time. */
function useAged(keep: (before: Freshness, after: Freshness) => Freshness): Freshness {
  const { live, clock, page } = useSession();
  const [freshness, setFreshness] = useState(() => selectFreshness(live.getState(), clock.monotonicMs()));
  // Synchronises with the clock: time passes without any state changing.
  useEffect(() => {
    const look = (): void => {
      if (page.isHidden()) return;
      setFreshness((before) => keep(before, selectFreshness(live.getState(), clock.monotonicMs())));
    };
    let timer = clock.after(LOOK_EVERY_MS, tick);
    function tick(): void {
      look();
      timer = clock.after(LOOK_EVERY_MS, tick);
    }
    const unsubscribe = live.subscribe((state, before) => {
      if (state.connection !== before.connection) look();
    });
    return () => {
      timer.cancel();
      unsubscribe();
    };
  }, [live, clock, page, keep]);
  return freshness;
}

function keepIfSameState(before: Freshness, after: Freshness): Freshness {
  return before.state === after.state ? before : after;
}

/** Ages are shown in whole seconds. */
function keepIfSame(before: Freshness, after: Freshness): Freshness {
  return before.state === after.state && toSeconds(before) === toSeconds(after) ? before : after;
}

function toSeconds({ ageMs }: Freshness): number | null {
  return ageMs === null ? null : Math.floor(ageMs / 1_000);
}
