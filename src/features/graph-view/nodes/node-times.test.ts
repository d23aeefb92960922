import { describe, expect, it } from 'vitest';
import type { NodeRunState, RunProgress } from '@/jobs/job';
import { toNodeId, toPromptId } from '@/protocol/ids';
import { advanceTimes, NO_TIMES } from './node-times';

const run = (promptId: string, states: Record<string, NodeRunState['state']>): RunProgress => ({
  promptId: toPromptId(promptId),
  state: 'running',
  startedAtMs: null,
  currentNodeId: null,
  error: null,
  nodes: Object.fromEntries(Object.entries(states).map(([id, state]) => [id, { state, value: 0, max: 1, output: null, text: null }])),
});
const three = toNodeId(3);

describe('advanceTimes', () => {
  it('measures from the first running to done', () => {
    const started = advanceTimes(NO_TIMES, run('a', { 3: 'running' }), 1000);
    const going = advanceTimes(started, run('a', { 3: 'running' }), 1500);
    const done = advanceTimes(going, run('a', { 3: 'done' }), 3500);
    expect(going).toBe(started);
    expect(done.durationMs[three]).toBe(2500);
    expect(advanceTimes(done, run('a', { 3: 'done' }), 9000)).toBe(done);
  });

  it('keeps the last duration of nodes that a new run takes from the cache', () => {
    const first = advanceTimes(advanceTimes(NO_TIMES, run('a', { 3: 'running' }), 0), run('a', { 3: 'done' }), 100);
    const second = advanceTimes(first, run('b', { 3: 'cached' }), 5000);
    expect(second.durationMs[three]).toBe(100);
  });

  it('does not count a node whose start was not seen', () => {
    expect(advanceTimes(NO_TIMES, run('a', { 3: 'done' }), 50).durationMs[three]).toBeUndefined();
  });
});
