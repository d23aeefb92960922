import { describe, expect, it } from 'vitest';
import { retryDelayMs } from './backoff';

const fill = (value: number) => (words: Uint32Array<ArrayBuffer>) => void words.fill(value);

describe('retry delay', () => {
  it('is spread over a window that doubles up to a cap', () => {
    const longest = [0, 1, 2, 3, 4, 50].map((failures) => Math.round(retryDelayMs(failures, fill(0xffffffff))));
    expect(longest).toEqual([2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
    expect(retryDelayMs(4, fill(0))).toBe(0);
    expect(retryDelayMs(0, fill(0x80000000))).toBe(1_000);
  });
});
