import { describe, expect, it } from 'vitest';
import { toClientId } from '@/protocol/ids';
import { selectFreshness } from './freshness';
import { createLiveState } from './reduce';

const start = createLiveState(toClientId('c'));

function heard(lastEvidenceAtMs: number | null, failure: string | null = null) {
  return { connection: { ...start.connection, lastEvidenceAtMs, failure } };
}

describe('freshness', () => {
  it('goes by the age of the last evidence', () => {
    const states = [0, 9_999, 10_000, 29_999, 30_000, 59_999, 60_000].map((now) => selectFreshness(heard(0), now).state);
    expect(states).toEqual(['live', 'live', 'delayed', 'delayed', 'stale', 'stale', 'offline']);
    expect(selectFreshness(heard(1_000), 3_500)).toEqual({ state: 'live', ageMs: 2_500 });
  });

  it('is connecting before the first word, and offline once that failed', () => {
    expect(selectFreshness(heard(null), 5_000)).toEqual({ state: 'connecting', ageMs: null });
    expect(selectFreshness(heard(null, 'refused'), 5_000)).toEqual({ state: 'offline', ageMs: null });
  });

  it('never shows an age below zero', () => {
    expect(selectFreshness(heard(100), 50).ageMs).toBe(0);
  });
});
