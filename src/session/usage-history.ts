import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { MAX_USAGE_SAMPLES, SYSTEM_STATS_BACKGROUND_MS, USAGE_KEPT_MS } from '@/config/limits';
import type { Clock, TimerHandle } from '@/lib/clock';
import type { ServerDevice, SystemStats } from '@/protocol/system';

/** How much memory was in use at one moment. */
export interface UsageSample {
  /** Monotonic ms of the answer. */
  readonly atMs: number;
  /** Bytes by `MACHINE` or `deviceKey`; what the server did not say is left out. */
  readonly usedBytes: Readonly<Record<string, number>>;
}

/** The last hour as far as this page asked, oldest first; bounded by age and by `MAX_USAGE_SAMPLES`. */
export type UsageHistory = readonly UsageSample[];

/** Key of the machine's own memory in a sample. */
export const MACHINE = 'machine';

/** Key of a device in a sample; the same after a restart of the server. */
export function deviceKey(device: Pick<ServerDevice, 'index' | 'name'>): string {
  return `device ${device.index ?? ''} ${device.name}`;
}

/** Owner of what is remembered of the server's memory. */
export interface UsageKeeper {
  readonly store: StoreApi<UsageHistory>;
  /** Takes an answer of `/system_stats`, whoever asked for it. */
  readonly take: (stats: SystemStats) => void;
  /** From now on the server is asked every `SYSTEM_STATS_BACKGROUND_MS`, unless somebody else asks more often or nobody sees the page. */
  readonly begin: () => void;
  readonly dispose: () => void;
}

export interface UsageKeeperOptions {
  readonly clock: Clock;
  readonly isHidden: () => boolean;
  /** Asks the server; the answer comes to `take`. Must not throw. */
  readonly read: () => void;
}

/** Creates the keeper of one session; it asks nothing before `begin`. */
export function createUsageKeeper({ clock, isHidden, read }: UsageKeeperOptions): UsageKeeper {
  const store = createStore<UsageHistory>(() => []);
  let timer: TimerHandle | null = null;
  const look = (): void => {
    const lastAtMs = store.getState().at(-1)?.atMs ?? -Infinity;
    if (!isHidden() && clock.monotonicMs() - lastAtMs >= SYSTEM_STATS_BACKGROUND_MS) read();
    timer = clock.after(SYSTEM_STATS_BACKGROUND_MS, look);
  };
  return {
    store,
    take: (stats) => store.setState((samples) => withSample(samples, toSample(stats, clock.monotonicMs())), true),
    begin: () => {
      timer ??= clock.after(SYSTEM_STATS_BACKGROUND_MS, look);
    },
    dispose: () => timer?.cancel(),
  };
}

/** Adds the newest sample and drops what is too old or too much. Pure. */
export function withSample(samples: UsageHistory, sample: UsageSample): UsageHistory {
  const kept = samples.filter(({ atMs }) => sample.atMs - atMs <= USAGE_KEPT_MS);
  return [...kept, sample].slice(-MAX_USAGE_SAMPLES);
}

function toSample(stats: SystemStats, atMs: number): UsageSample {
  const machine = toUsed(stats.ramTotalBytes, stats.ramFreeBytes);
  const devices = stats.devices.map((device) => [deviceKey(device), toUsed(device.vramTotalBytes, device.vramFreeBytes)] as const);
  const known = [[MACHINE, machine] as const, ...devices].flatMap(([key, used]) => (used === null ? [] : [[key, used] as const]));
  return { atMs, usedBytes: Object.fromEntries(known) };
}

/** What is not free; null when the server does not say. */
export function toUsed(totalBytes: number | null, freeBytes: number | null): number | null {
  return totalBytes === null || freeBytes === null ? null : Math.max(0, totalBytes - freeBytes);
}
