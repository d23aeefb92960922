import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { PROGRESS_PACE_MS } from '@/config/limits';
import type { RunProgress } from '@/jobs/job';
import { createLiveState } from '@/live/reduce';
import type { LiveState } from '@/live/state';
import { createManualClock } from '@/lib/clock';
import { toClientId, toPromptId } from '@/protocol/ids';
import { buildRun } from '@/testing/builders';
import { createPacedLive } from './paced-live';

const id = toPromptId('p1');

function open() {
  const clock = createManualClock();
  const live = createStore<LiveState>(() => createLiveState(toClientId('c')));
  const step = (change: Partial<RunProgress>): void =>
    live.setState({ activePromptId: id, runs: { [id]: buildRun('p1', { ...live.getState().runs[id], ...change }) } });
  const reader = createPacedLive(live, clock);
  const told: (number | undefined)[] = [];
  const leave = reader.subscribe((state) => told.push(state.runs[id]?.nodeCount));
  return { clock, live, step, reader, told, leave };
}

describe('createPacedLive', () => {
  it('tells the first step at once, then the newest of those that follow within the pace', () => {
    const { clock, step, told } = open();
    step({ nodeCount: 1 });
    step({ nodeCount: 2 });
    step({ nodeCount: 3 });
    expect(told).toEqual([1]);
    clock.advance(PROGRESS_PACE_MS);
    expect(told).toEqual([1, 3]);
  });

  it('tells at once that the run ended', () => {
    const { step, told } = open();
    step({ nodeCount: 1 });
    step({ nodeCount: 2 });
    step({ nodeCount: 3, state: 'done' });
    expect(told).toEqual([1, 3]);
  });

  it('shows the newest state to whoever asks while nobody listens, and then tells nothing', () => {
    const { clock, step, reader, told, leave } = open();
    step({ nodeCount: 1 });
    step({ nodeCount: 2 });
    expect(reader.getState().runs[id]?.nodeCount).toBe(1);
    leave();
    clock.advance(PROGRESS_PACE_MS);
    expect(reader.getState().runs[id]?.nodeCount).toBe(2);
    expect(told).toEqual([1]);
  });
});
