import { describe, expect, it } from 'vitest';
import { commitNumber, formatNumber, stepNumber, toNumber, withRounding, type NumberSpec } from './number-value';

const MAX_UINT64 = 18446744073709551615n;

function int(change: Partial<Extract<NumberSpec, { kind: 'int' }>> = {}): NumberSpec {
  return { kind: 'int', default: 0, min: 0n, max: MAX_UINT64, step: 1n, control: null, ...change };
}

function float(change: Partial<Extract<NumberSpec, { kind: 'float' }>> = {}) {
  return { kind: 'float', default: 8, min: 0, max: 100, step: 0.1, round: 0.01, ...change } as const;
}

describe('committing a whole number', () => {
  it('keeps 64-bit seeds exact and clamps to the range', () => {
    expect(commitNumber(int(), MAX_UINT64)).toBe(MAX_UINT64);
    expect(commitNumber(int(), MAX_UINT64 - 1n)).toBe(MAX_UINT64 - 1n);
    expect(commitNumber(int(), 2n ** 70n)).toBe(MAX_UINT64);
    expect(commitNumber(int(), -3n)).toBe(0);
    expect(commitNumber(int(), 1e300)).toBe(MAX_UINT64);
  });

  it('rounds to the nearest, halves up', () => {
    expect([7.4, 7.5, 7.9].map((value) => commitNumber(int(), value))).toEqual([7, 8, 8]);
    expect(commitNumber(int({ min: -10n }), -2.5)).toBe(-2);
  });

  it.each([
    ['sizes in eights', { min: 16n, max: 16384n, step: 8n }, [511, 512n, 515.9, 516, 517n, 3], [512, 512, 512, 520, 520, 16]],
    ['lengths of a video, counted from 1', { min: 1n, max: 16384n, step: 4n }, [80, 82n, 83n, 6.6], [81, 81, 85, 5]],
    ['no declared minimum, counted from 0', { min: -(2n ** 63n), step: 10n }, [14, 15n, -14, -15n], [10, 20, -10, -10]],
    ['a negative minimum', { min: -3n, max: 100n, step: 5n }, [-3, 0, 4n], [-3, 2, 2]],
  ])('goes to the nearest step: %s', (_, spec, typed, committed) => {
    expect(typed.map((value) => commitNumber(int(spec), value))).toEqual(committed);
  });

  it('never takes the step beyond the maximum, which the server refuses', () => {
    expect(commitNumber(int({ min: 1n, max: 16384n, step: 4n }), 16384n)).toBe(16381);
    expect(commitNumber(int({ min: 5n, max: 6n, step: 100n }), 6n)).toBe(5);
  });
});

describe('committing a decimal number', () => {
  it('rounds as the node declares', () => {
    expect([7.5049, 7.505, 1000, -1].map((value) => commitNumber(float(), value))).toEqual([7.5, 7.51, 100, 0]);
    expect(commitNumber(float({ round: 0.25 }), 1.4)).toBe(1.5);
  });

  it('rounds to the decimals of the step where the node declares nothing', () => {
    const plain = (step: number, options = {}) => withRounding(float({ round: null, step }), options);
    expect(commitNumber(plain(0.01), 0.128)).toBe(0.13);
    expect(commitNumber(plain(0.05), 0.12)).toBe(0.12);
    expect(commitNumber(plain(1e-9), 1.23456789012e-3)).toBe(0.001234568);
    expect(commitNumber(plain(1), 7.25)).toBe(7.25);
  });

  it('takes the number as typed for `round: false`', () => {
    expect(commitNumber(withRounding(float({ round: null, step: 0.01 }), { round: false }), 0.0291675)).toBe(0.0291675);
  });

  it('leaves numbers alone that have no digits to round', () => {
    expect(commitNumber(float({ max: Number.MAX_VALUE }), 1e300)).toBe(1e300);
  });
});

describe('stepping', () => {
  it('does not drift', () => {
    const exact = float({ round: null });
    expect(stepNumber(exact, 0.2, 1)).toBe(0.3);
    expect(stepNumber(exact, 100.1, -1001)).toBe(0);
    expect(stepNumber(exact, 14.614642, 1)).toBe(14.714642);
    expect(stepNumber(float({ round: null, step: 1e-9 }), 0, 3)).toBe(3e-9);
  });

  it('stays exact and in range', () => {
    expect(stepNumber(int(), MAX_UINT64 - 1n, 5)).toBe(MAX_UINT64);
    expect(stepNumber(int(), MAX_UINT64, -1)).toBe(MAX_UINT64 - 1n);
    expect(stepNumber(int(), 5, -10)).toBe(0);
  });

  it('by nothing changes nothing, even off the grid', () => {
    expect(stepNumber(int({ step: 8n }), 5, 0)).toBe(5);
  });

  it('begins at a number that a file holds as text, and at 0 for anything else', () => {
    expect(toNumber('18446744073709551615')).toBe(MAX_UINT64);
    expect(stepNumber(int(), '41', 1)).toBe(42);
    expect([null, 'euler', {}, [], Number.NaN].map(toNumber)).toEqual([0, 0, 0, 0, 0]);
  });
});

it('numbers are shown in full, without float noise', () => {
  expect([MAX_UINT64, 0.1 + 0.2, 1e-9, 512, 'odd', null, { a: 2n ** 60n }].map(formatNumber)).toEqual([
    '18446744073709551615',
    '0.3',
    '1e-9',
    '512',
    'odd',
    '',
    '{"a":1152921504606846976}',
  ]);
});
