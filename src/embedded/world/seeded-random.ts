import type { RandomSource } from '@/lib/random';

/** A repeatable random source for ids, so that two servers of one seed give the same ids. Not for anything that must be hard to guess. */
export function createSeededRandom(seed: number): RandomSource {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  return (words) => {
    for (let i = 0; i < words.length; i++) words[i] = next();
  };
}
