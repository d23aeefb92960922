import { describe, expect, it } from 'vitest';
import { createManualClock } from '@/lib/clock';
import { watchDailyReload } from './daily-reload';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function start(time: string) {
  const clock = createManualClock(new Date(`2026-11-25T${time}`).getTime());
  const state = { isIdle: true, canLoad: true, reloads: 0 };
  const end = watchDailyReload({
    clock,
    at: 4 * 60,
    isIdle: () => state.isIdle,
    canLoad: () => Promise.resolve(state.canLoad),
    reload: () => (state.reloads += 1),
  });
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await settled();
  };
  return { state, pass, end };
}

describe('the daily reload', () => {
  it('comes at its time', async () => {
    const { state, pass } = start('22:00:00');
    await pass(6 * HOUR - 1);
    expect(state.reloads).toBe(0);
    await pass(1);
    expect(state.reloads).toBe(1);
  });

  it('waits until nothing runs, and until the page can be had', async () => {
    const { state, pass } = start('22:00:00');
    state.isIdle = false;
    await pass(9 * HOUR);
    state.isIdle = true;
    state.canLoad = false;
    await pass(MINUTE);
    expect(state.reloads).toBe(0);
    state.canLoad = true;
    await pass(MINUTE);
    expect(state.reloads).toBe(1);
  });

  it('does not come to a page that has just begun', async () => {
    const { state, pass } = start('03:59:50');
    await pass(HOUR);
    expect(state.reloads).toBe(0);
    await pass(23 * HOUR + MINUTE);
    expect(state.reloads).toBe(1);
  });

  it('ends', async () => {
    const { state, pass, end } = start('22:00:00');
    end();
    await pass(24 * HOUR);
    expect(state.reloads).toBe(0);
  });
});
