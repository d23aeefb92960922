import { describe, expect, it } from 'vitest';
import { createManualClock } from '@/lib/clock';
import { keepAwake } from './wake-lock';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A browser that counts its locks. */
function createHost() {
  const shown = new Set<() => void>();
  const listeners: (() => void)[] = [];
  const state = { isHidden: false, held: 0, asked: 0, isRefusing: false };
  const letGo = (): void => {
    state.held = 0;
    for (const listener of listeners.splice(0)) listener();
  };
  const request = () => {
    state.asked += 1;
    if (state.isRefusing) return Promise.reject(new Error('battery'));
    state.held += 1;
    return Promise.resolve({
      release: () => Promise.resolve(letGo()),
      addEventListener: (_type: 'release', listener: () => void) => void listeners.push(listener),
    });
  };
  return {
    state,
    letGo,
    hide: () => {
      state.isHidden = true;
      letGo();
    },
    show: () => {
      state.isHidden = false;
      shown.forEach((listener) => listener());
    },
    host: {
      request,
      isHidden: () => state.isHidden,
      onShown: (listener: () => void) => {
        shown.add(listener);
        return () => void shown.delete(listener);
      },
    },
  };
}

describe('K5 the wake lock', () => {
  it('is taken, and taken again after the page was hidden', async () => {
    const { host, state, hide, show } = createHost();
    keepAwake(host, createManualClock());
    await settled();
    expect(state.held).toBe(1);
    for (let round = 0; round < 3; round++) {
      hide();
      await settled();
      expect(state.held).toBe(0);
      show();
      await settled();
      expect(state.held).toBe(1);
    }
  });

  it('is taken again after the browser let go of it in plain sight, or refused it, but not in a loop', async () => {
    const { host, state, letGo } = createHost();
    const clock = createManualClock();
    keepAwake(host, clock);
    await settled();
    letGo();
    await settled();
    expect(state.held).toBe(0);
    state.isRefusing = true;
    clock.advance(30_000);
    await settled();
    expect([state.held, state.asked]).toEqual([0, 2]);
    state.isRefusing = false;
    clock.advance(30_000);
    await settled();
    expect([state.held, state.asked]).toEqual([1, 3]);
  });

  it('is let go of at the end, also one that comes too late', async () => {
    const { host, state, show } = createHost();
    const end = keepAwake(host, createManualClock());
    end();
    await settled();
    expect(state.held).toBe(0);
    show();
    await settled();
    expect(state.asked).toBe(1);
  });
});
