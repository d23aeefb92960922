import { describe, expect, it } from 'vitest';
import { randomBigInt, type RandomSource } from './random';

describe('random whole numbers', () => {
  it('stay below their limit, up to the whole range', () => {
    const most: RandomSource = (words) => void words.fill(0xffffffff);
    expect(randomBigInt(2n ** 64n, most)).toBe(2n ** 64n - 1n);
    for (const below of [1n, 2n, 6n, 1_000n]) {
      for (let draw = 0; draw < 50; draw += 1) {
        const value = randomBigInt(below);
        expect(value >= 0n && value < below).toBe(true);
      }
    }
  });

  it('draw again where the range would be uneven, and end with a source that repeats itself', () => {
    const draws = [0xffffffff, 5];
    const falling: RandomSource = (words) => void words.fill(draws.shift() ?? 0);
    expect(randomBigInt(6n, falling)).toBe(((5n << 32n) | 5n) % 6n);
    const constant: RandomSource = (words) => void words.fill(0xffffffff);
    expect(randomBigInt(6n, constant)).toBe((2n ** 64n - 1n) % 6n);
  });
});
