import type { Clock, TimerHandle } from '@/lib/clock';
import { msUntil } from '../settings/time-of-day';

export interface DailyReloadOptions {
  readonly clock: Clock;
  /** Minute of the local day. */
  readonly at: number;
  /** Nothing runs and nothing waits; false when that is not known. */
  readonly isIdle: () => boolean;
  /** Whether the page's own host answers: without it a reload would leave the browser's error page on the wall. */
  readonly canLoad: () => Promise<boolean>;
  readonly reload: () => void;
}

/** How often a busy server, or a host that is away, is looked at again. */
const LOOK_AGAIN_MS = 30_000;
/** A page this young needs no reload, and a clock that is set back while it starts cannot make it reload for ever. */
const LEAST_AGE_MS = 3_600_000;

/**
 * Loads the page anew once a day: whatever leaked in a browser that runs for weeks is gone with it. Waits for a moment in which nothing
 * is to be seen.
 * @returns its end.
 */
export function watchDailyReload({ clock, at, isIdle, canLoad, reload }: DailyReloadOptions): () => void {
  const bornAtMs = clock.monotonicMs();
  let timer: TimerHandle | null = null;
  let isOver = false;
  const sleep = (): void => {
    timer = clock.after(msUntil(at, clock.nowMs()), () => void look());
  };
  const look = async (): Promise<void> => {
    if (clock.monotonicMs() - bornAtMs < LEAST_AGE_MS) return sleep();
    const isDue = isIdle() && (await canLoad());
    if (isOver) return;
    if (isDue) reload();
    else timer = clock.after(LOOK_AGAIN_MS, () => void look());
  };
  sleep();
  return () => {
    isOver = true;
    timer?.cancel();
  };
}
