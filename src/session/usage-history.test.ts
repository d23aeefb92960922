import { describe, expect, it, vi } from 'vitest';
import { MAX_USAGE_SAMPLES, SYSTEM_STATS_BACKGROUND_MS, USAGE_KEPT_MS } from '@/config/limits';
import { createManualClock } from '@/lib/clock';
import { parseSystemStats } from '@/protocol/system';
import { createUsageKeeper, deviceKey, MACHINE, withSample } from './usage-history';
import type { UsageHistory } from './usage-history';

const gpu = { name: 'cuda:0 Card', type: 'cuda', index: 0, vram_total: 24, vram_free: 20 };
const stats = (ramFree: number | null) =>
  parseSystemStats({ system: { os: 'linux', ram_total: 64, ram_free: ramFree }, devices: [gpu, { ...gpu, index: 1, vram_free: null }] });

function keep(isHidden = () => false) {
  const clock = createManualClock();
  const read = vi.fn<() => void>();
  return { clock, read, keeper: createUsageKeeper({ clock, isHidden, read }) };
}

describe('the use of memory', () => {
  it('is what is not free, of the machine and of each device; what is not said is left out', () => {
    const { keeper } = keep();
    keeper.take(stats(40));
    keeper.take(stats(null));
    const card = deviceKey({ name: 'cuda:0 Card', index: 0 });
    expect(keeper.store.getState().map(({ usedBytes }) => usedBytes)).toEqual([{ [MACHINE]: 24, [card]: 4 }, { [card]: 4 }]);
  });

  it('is kept for an hour, and never more readings than the limit', () => {
    const { keeper, clock } = keep();
    keeper.take(stats(40));
    clock.advance(USAGE_KEPT_MS + 1);
    keeper.take(stats(30));
    expect(keeper.store.getState()).toHaveLength(1);
    let samples: UsageHistory = [];
    for (let atMs = 0; atMs < MAX_USAGE_SAMPLES + 9; atMs++) samples = withSample(samples, { atMs, usedBytes: {} });
    expect([samples.length, samples[0]?.atMs]).toEqual([MAX_USAGE_SAMPLES, 9]);
  });

  it('is asked for in the background only from the first look on, and only where nobody else asks', () => {
    const { keeper, clock, read } = keep();
    clock.advance(SYSTEM_STATS_BACKGROUND_MS * 3);
    expect(read).not.toHaveBeenCalled();
    keeper.begin();
    keeper.begin();
    clock.advance(SYSTEM_STATS_BACKGROUND_MS);
    expect(read).toHaveBeenCalledTimes(1);
    clock.advance(SYSTEM_STATS_BACKGROUND_MS / 2);
    keeper.take(stats(40));
    clock.advance(SYSTEM_STATS_BACKGROUND_MS / 2);
    expect(read).toHaveBeenCalledTimes(1);
    clock.advance(SYSTEM_STATS_BACKGROUND_MS);
    expect(read).toHaveBeenCalledTimes(2);
    keeper.dispose();
    clock.advance(SYSTEM_STATS_BACKGROUND_MS * 3);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('is not asked for while nobody sees the page', () => {
    const { keeper, clock, read } = keep(() => true);
    keeper.begin();
    clock.advance(SYSTEM_STATS_BACKGROUND_MS * 3);
    expect(read).not.toHaveBeenCalled();
    keeper.dispose();
  });
});
