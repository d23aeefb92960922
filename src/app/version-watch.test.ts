import { describe, expect, it } from 'vitest';
import { createManualClock } from '@/lib/clock';
import { watchVersion } from './version-watch';

const MINUTE = 60_000;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function open({ own = 'a', kept = [] as readonly number[], clock = createManualClock() } = {}) {
  const state = { version: 'a' as string | null, isBusy: false, isHidden: false, reads: 0, reloads: 0, isGivenUp: false, kept };
  const stop = watchVersion({
    clock,
    random: (words) => void words.fill(0xffffffff),
    own,
    read: () => {
      state.reads += 1;
      return Promise.resolve(state.version);
    },
    isBusy: () => state.isBusy,
    isHidden: () => state.isHidden,
    reloads: { read: () => state.kept, write: (times) => (state.kept = times) },
    reload: () => (state.reloads += 1),
    onGivenUp: () => (state.isGivenUp = true),
  });
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 10_000) {
      clock.advance(10_000);
      await settled();
    }
  };
  return { state, pass, stop, clock };
}

describe('R21 a new version of the page', () => {
  it('is found and loaded within 7 min', async () => {
    const { state, pass } = open();
    await pass(20 * MINUTE);
    expect(state.reloads).toBe(0);
    state.version = 'b';
    await pass(7 * MINUTE);
    expect(state.reloads).toBe(1);
  });

  it('waits for what a reload would disturb, but not longer than 10 min', async () => {
    const { state, pass } = open();
    state.version = 'b';
    state.isBusy = true;
    await pass(15 * MINUTE);
    expect(state.reloads).toBe(0);
    await pass(2 * MINUTE);
    expect(state.reloads).toBe(1);
  });

  it('is not asked for while the page is hidden, and at once when it is seen again', async () => {
    const { state, pass } = open();
    state.version = 'b';
    state.isHidden = true;
    await pass(60 * MINUTE);
    expect([state.reads, state.reloads]).toEqual([0, 0]);
    state.isHidden = false;
    await pass(10_000);
    expect(state.reloads).toBe(1);
  });

  it('is not a version that cannot be read', async () => {
    const { state, pass } = open();
    state.version = null;
    await pass(30 * MINUTE);
    expect(state.reloads).toBe(0);
  });

  it('does not make the page reload for ever when the file changes all the time', async () => {
    const clock = createManualClock();
    let kept: readonly number[] = [clock.nowMs(), clock.nowMs(), clock.nowMs()].map((timeMs) => timeMs + 5 * MINUTE);
    const looping = open({ clock, kept });
    looping.state.version = 'b';
    await looping.pass(7 * MINUTE);
    expect([looping.state.reloads, looping.state.isGivenUp]).toEqual([0, true]);
    ({ kept } = looping.state);
    clock.advance(6 * MINUTE);
    const later = open({ clock, kept });
    later.state.version = 'b';
    await later.pass(7 * MINUTE);
    expect(later.state.reloads).toBe(1);
  });

  it('is not looked for where the page does not know its own, nor after the end', async () => {
    const { state, pass, stop } = open();
    stop();
    state.version = 'b';
    await pass(20 * MINUTE);
    expect(state.reloads).toBe(0);
  });
});
