import { expect, it } from 'vitest';
import { toElapsed } from './elapsed';

const HOUR_MS = 3_600_000;
const NOW_MS = 1_700_000_000_000;
const age = { nowMs: NOW_MS, seenForMs: 5_000, pageAgeMs: 60_000 };

it('believes the server’s stamp where it fits what the page saw', () => {
  expect(toElapsed({ ...age, startedAtMs: NOW_MS - 20_000 })).toEqual({ ms: 20_000, isAtLeast: false });
  expect(toElapsed({ ...age, startedAtMs: NOW_MS - 4_500 })).toEqual({ ms: 5_000, isAtLeast: false });
});

it('falls back to what it saw itself when a clock is off or no start was heard', () => {
  for (const startedAtMs of [null, NOW_MS + 2 * HOUR_MS, NOW_MS - 2 * HOUR_MS, NOW_MS]) {
    expect(toElapsed({ ...age, startedAtMs })).toEqual({ ms: 5_000, isAtLeast: true });
  }
});
