import type { Clock, TimerHandle } from '@/lib/clock';
import type { RandomSource } from '@/lib/random';
import { randomFraction } from '@/live/backoff';
import { MAX_RELOADS, RELOAD_GUARD_MS, RELOAD_LATEST_MS, RELOAD_LOOK_MS, VERSION_POLL_MS, VERSION_POLL_SPREAD_MS } from '@/config/limits';

/** What the watch needs of page and browser. */
export interface VersionWatchOptions {
  readonly clock: Clock;
  readonly random: RandomSource;
  /** The version this page was built as; null where nothing is known of it (development): nothing is watched then. */
  readonly own: string | null;
  /** The version that lies beside the page now; null = could not be read. */
  readonly read: () => Promise<string | null>;
  /** While nobody sees the page nothing is asked for; what is due then is asked when it is seen again. */
  readonly isHidden: () => boolean;
  /** True while a reload would disturb. */
  readonly isBusy: () => boolean;
  /** Wall times of past reloads, kept over them. */
  readonly reloads: { readonly read: () => readonly number[]; readonly write: (timesMs: readonly number[]) => void };
  readonly reload: () => void;
  /** The page reloaded often and is still not the new version: the user is told instead. */
  readonly onGivenUp: () => void;
}

/**
 * Looks for a new version of the page every few minutes and reloads when nothing is disturbed by it, at the latest after a while. A
 * version that changes all the time, or a cache that serves the old page, ends in a notice after some reloads.
 * @returns its end.
 */
export function watchVersion(options: VersionWatchOptions): () => void {
  const { clock, random, own, read } = options;
  if (own === null) return () => undefined;
  let timer: TimerHandle | null = null;
  let isOver = false;
  const look = async (): Promise<void> => {
    if (options.isHidden()) {
      timer = clock.after(RELOAD_LOOK_MS, () => void look());
      return;
    }
    const version = await read();
    if (isOver) return;
    if (version === null || version === own) schedule();
    else waitForCalm(clock.monotonicMs());
  };
  const waitForCalm = (sinceMs: number): void => {
    const isLate = clock.monotonicMs() - sinceMs >= RELOAD_LATEST_MS;
    if (options.isBusy() && !isLate) timer = clock.after(RELOAD_LOOK_MS, () => waitForCalm(sinceMs));
    else reloadUnlessLooping(options);
  };
  const schedule = (): void => {
    const spreadMs = (randomFraction(random) * 2 - 1) * VERSION_POLL_SPREAD_MS;
    timer = clock.after(VERSION_POLL_MS + spreadMs, () => void look());
  };
  schedule();
  return () => {
    isOver = true;
    timer?.cancel();
  };
}

function reloadUnlessLooping({ clock, reloads, reload, onGivenUp }: VersionWatchOptions): void {
  const nowMs = clock.nowMs();
  const recent = reloads.read().filter((timeMs) => timeMs <= nowMs && nowMs - timeMs < RELOAD_GUARD_MS);
  if (recent.length >= MAX_RELOADS) return onGivenUp();
  reloads.write([...recent, nowMs]);
  reload();
}
