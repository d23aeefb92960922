import { describe, expect, it } from 'vitest';
import { createBackoff } from './backoff';

const fixed = (word: number) => (words: Uint32Array<ArrayBuffer>) => void words.fill(word);

describe('backoff', () => {
  it('puts each attempt into a window of its own, which at least doubles, up to 15 s', () => {
    const backoff = createBackoff(fixed(0x80000000));
    expect([0, 1, 2].map(() => backoff.nextMs())).toEqual([1_000, 3_500, 7_500]);
    const early = createBackoff(fixed(0));
    expect([0, 1, 2, 3].map(() => early.nextMs())).toEqual([0, 2_000, 5_000, 10_000]);
  });

  it('never waits longer than 15 s', () => {
    const backoff = createBackoff(fixed(0x40000000));
    expect(Math.max(...Array.from({ length: 40 }, () => backoff.nextMs()))).toBe(15_000);
  });

  it('begins anew after a connection that lasted', () => {
    const backoff = createBackoff(fixed(0x80000000));
    backoff.nextMs();
    backoff.nextMs();
    backoff.reset();
    expect(backoff.nextMs()).toBe(1_000);
  });
});
