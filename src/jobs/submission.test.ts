import { describe, expect, it } from 'vitest';
import { MAX_SUBMISSIONS_KEPT } from '@/config/limits';
import { toPromptId } from '@/protocol/ids';
import { buildHistoryEntry, buildQueue, buildQueueItem, buildSubmission } from '@/testing/builders';
import {
  cancelSubmissions,
  EMPTY_JOB_MEMORY,
  findSubmission,
  hasVanished,
  loseOpenSubmissions,
  observeHistory,
  observeQueue,
  withoutSubmissions,
  withSubmission,
} from './submission';
import type { JobMemory, Submission } from './submission';

const NO_RUNS = new Set<never>();

function remember(...submissions: Submission[]): JobMemory {
  return submissions.reduce(withSubmission, EMPTY_JOB_MEMORY);
}

function first(memory: JobMemory): Submission {
  const [submission] = Object.values(memory.submissions);
  if (submission === undefined) throw new Error('nothing remembered');
  return submission;
}

describe('submissions', () => {
  it('are believed queued for one read that misses them, once seen for none', () => {
    const sent = remember(buildSubmission('a'));
    const once = observeQueue(sent, buildQueue());
    expect(hasVanished(first(once))).toBe(false);
    expect(hasVanished(first(observeQueue(once, buildQueue())))).toBe(true);
    const seen = observeQueue(sent, buildQueue([], ['a']));
    expect(hasVanished(first(observeQueue(seen, buildQueue())))).toBe(true);
  });

  it('are found by our own id where the server chose the prompt id', () => {
    const sent = remember(buildSubmission('a', { state: 'unanswered' }));
    const item = buildQueueItem('server-id', { number: 7, extraData: { comfydeck_id: 'a', create_time: 123 } });
    const seen = observeQueue(sent, buildQueue([item]));
    expect(findSubmission(seen, toPromptId('server-id'))).toMatchObject({ state: 'accepted', number: 7, createdAtMs: 123 });
  });

  it('give way to later evidence when lost or cancelled, but never when finished', () => {
    const lost = loseOpenSubmissions(remember(buildSubmission('a')));
    expect(first(lost).state).toBe('lost');
    expect(first(observeQueue(lost, buildQueue(['a']))).state).toBe('accepted');
    const finished = observeHistory(lost, [buildHistoryEntry('a')], NO_RUNS);
    expect(first(finished).state).toBe('finished');
    expect(observeQueue(finished, buildQueue(['a']))).toBe(finished);
    expect(loseOpenSubmissions(finished)).toBe(finished);
  });

  it('change nothing when a read says nothing new', () => {
    const seen = observeQueue(remember(buildSubmission('a')), buildQueue([], ['a']));
    expect(observeQueue(seen, buildQueue([], ['a']))).toBe(seen);
    expect(observeHistory(seen, [buildHistoryEntry('z')], NO_RUNS)).toBe(seen);
  });

  it('are cancelled only by id, and forgotten when deleted', () => {
    const sent = remember(buildSubmission('a'), buildSubmission('b'));
    const cancelled = cancelSubmissions(sent, new Set([toPromptId('b')]));
    expect(Object.values(cancelled.submissions).map((one) => one.state)).toEqual(['accepted', 'cancelled']);
    expect(Object.keys(withoutSubmissions(cancelled, 'settled').submissions)).toEqual(['a']);
    expect(Object.keys(withoutSubmissions(cancelled, new Set([toPromptId('a')])).submissions)).toEqual(['b']);
  });

  it('are bounded without ever dropping one the server still owes', () => {
    const open = buildSubmission('open');
    const many = Array.from({ length: MAX_SUBMISSIONS_KEPT + 20 }, (_, index) => buildSubmission(`f${index}`, { state: 'finished' }));
    const memory = remember(open, ...many);
    expect(Object.keys(memory.submissions)).toHaveLength(MAX_SUBMISSIONS_KEPT);
    expect(memory.submissions['open']).toBe(open);
  });
});

describe('what was seen in history', () => {
  it('is kept for live runs only', () => {
    const ids = new Set([toPromptId('a')]);
    const seen = observeHistory(EMPTY_JOB_MEMORY, [buildHistoryEntry('a'), buildHistoryEntry('b')], ids);
    expect([...seen.seenInHistory]).toEqual(['a']);
    expect(observeHistory(seen, [buildHistoryEntry('a')], ids)).toBe(seen);
    expect(observeHistory(seen, [], new Set()).seenInHistory.size).toBe(0);
  });
});
