import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/lib/json';
import { buildJob } from '@/testing/builders';
import { isSameBody, toTellingHint } from './telling-values';

const prompt = (seed: bigint, change: JsonObject = {}): JsonObject => ({
  '1': { class_type: 'Text', inputs: { text: 'a red boat at sea' } },
  '2': { class_type: 'Sampler', inputs: { positive: ['1', 0], seed, steps: 20, ...change } },
});
const job = (id: string, seed: bigint, change: JsonObject = {}) => buildJob(id, { prompt: prompt(seed, change), workflowName: 'boat' });

describe('what tells a job from its neighbours', () => {
  it('is the values that differ from the one before or behind it', () => {
    const hint = toTellingHint(job('b', 18446744073709551615n, { cfg: 4 }), [
      job('a', 1n, { cfg: 4 }),
      job('c', 18446744073709551615n, { cfg: 7 }),
    ]);
    expect(hint).toBe('seed 18446744073709551615 · cfg 4');
  });

  it('is its text and seed beside jobs of other workflows, and alone', () => {
    const other = buildJob('z', { prompt: prompt(9n), workflowName: 'other' });
    expect(toTellingHint(job('a', 1n), [undefined, other])).toBe('a red boat at sea · seed 1');
    expect(toTellingHint(job('a', 1n), [])).toBe('a red boat at sea · seed 1');
  });

  it('is empty where nothing is known', () => {
    expect(toTellingHint(buildJob('a', { prompt: null }), [job('b', 1n)])).toBe('');
  });

  it('shortens long texts to one line', () => {
    const long = (text: string) => buildJob('a', { workflowName: 'boat', prompt: { '1': { class_type: 'Text', inputs: { text } } } });
    expect(toTellingHint(long(`one\n${'very '.repeat(30)}long`), [long('short')])).toMatch(/^text one very very .*…$/);
  });
});

describe('equal bodies', () => {
  it('are those that differ in nothing the server reads', () => {
    expect(isSameBody(job('a', 1n), job('b', 1n))).toBe(true);
    expect(isSameBody(job('a', 1n), job('b', 2n))).toBe(false);
    expect(isSameBody(job('a', 1n), undefined)).toBe(false);
    expect(isSameBody(buildJob('a', { prompt: null }), buildJob('b', { prompt: null }))).toBe(false);
  });
});
