import { describe, expect, it, vi } from 'vitest';
import { createManualClock } from './clock';
import { AppError, toAppError } from './errors';
import { formatBytes, formatDuration, formatMemory, formatMoment, truncateMiddle } from './format';
import { createUuid, randomBigInt } from './random';

describe('manual clock', () => {
  it('fires timers in order of time and not before', () => {
    const clock = createManualClock();
    const heard: string[] = [];
    clock.after(20, () => heard.push('b'));
    clock.after(10, () => clock.after(5, () => heard.push('a')));
    const cancelled = vi.fn();
    clock.after(12, cancelled).cancel();
    clock.advance(14);
    expect(heard).toEqual([]);
    clock.advance(10);
    expect(heard).toEqual(['a', 'b']);
    expect(cancelled).not.toHaveBeenCalled();
  });
});

describe('random', () => {
  it('makes canonical version-4 ids', () => {
    const random = (words: Uint32Array) => words.fill(0xffffffff);
    expect(createUuid(random)).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
    expect(createUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('covers the whole 64-bit range exactly', () => {
    const random = (words: Uint32Array) => words.fill(0xffffffff);
    expect(randomBigInt(2n ** 64n, random)).toBe(18446744073709551615n);
    expect(randomBigInt(10n)).toBeLessThan(10n);
  });
});

describe('formatting', () => {
  it('words durations by size', () => {
    expect([400, 12_000, 185_000, 7_800_000, -5].map(formatDuration)).toEqual(['0.4 s', '12 s', '3 min 05 s', '2 h 10 min', '0.0 s']);
  });
  it('words bytes in decimal units', () => {
    expect([0, 812, 1_400_000, 23e9].map(formatBytes)).toEqual(['0 B', '812 B', '1.4 MB', '23.0 GB']);
  });
  it('formats memory as its makers count it', () => {
    expect([0, 512 * 2 ** 20, 24 * 2 ** 30].map(formatMemory)).toEqual(['0 MiB', '512 MiB', '24.0 GiB']);
  });
  it('keeps both ends of a long name', () => {
    expect(truncateMiddle('a-very-long-file-name.png', 12)).toBe('a-very…e.png');
    expect(truncateMiddle('short.png', 12)).toBe('short.png');
  });
  it('adds the date only for another day', () => {
    const now = new Date(2026, 5, 1, 12).getTime();
    expect(formatMoment(now, now).length).toBeLessThan(formatMoment(now - 864e5 * 3, now).length);
  });
});

describe('errors', () => {
  it('keeps our own errors and wraps foreign ones', () => {
    const own = new AppError('x', 'y');
    expect(toAppError(own)).toBe(own);
    expect(toAppError(new TypeError('boom'))).toMatchObject({ code: 'unexpected', message: 'boom' });
  });
});
