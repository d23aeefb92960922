import { describe, expect, it } from 'vitest';
import { isRegression, judge, median, quantile, spreadOf } from './stats';

const pairs = (...values: readonly (readonly [number, number])[]) => values.map(([product, floor]) => ({ product, floor }));

describe('quantiles', () => {
  it('lie between neighbours and do not mind the order', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), quantile([10, 20, 30, 40, 50], 0.25)]).toEqual([2, 2.5, 20]);
    expect(median([])).toBeNaN();
  });

  it('make the spread', () => {
    expect(spreadOf([10, 20, 30, 40, 50])).toBeCloseTo(20 / 30);
    expect(spreadOf([0, 0, 0])).toBe(0);
  });
});

describe('judging a line', () => {
  it('divides within each pair, so that a machine that slows down in the middle changes nothing', () => {
    const drifting = pairs([20, 10], [22, 11], [200, 100], [210, 105], [220, 110]);
    expect(judge({ kind: 'time', goal: 2 }, drifting)).toMatchObject({ value: 2, spread: 0, verdict: 'ok' });
    expect(judge({ kind: 'time', goal: 1.9 }, drifting).verdict).toBe('MISS');
  });

  it('does not count a floor below two frames', () => {
    expect(judge({ kind: 'time', goal: 8, atLeast: 33 }, pairs([132, 10])).value).toBe(4);
    expect(judge({ kind: 'time', goal: 8 }, pairs([132, 10])).value).toBeCloseTo(13.2);
  });

  it('wants rates to reach their goal and limits to be kept', () => {
    expect(judge({ kind: 'rate', goal: 0.85 }, pairs([50, 60])).verdict).toBe('MISS');
    expect(judge({ kind: 'rate', goal: 0.8 }, pairs([50, 60])).verdict).toBe('ok');
    expect(judge({ kind: 'points', goal: 25 }, pairs([31, 5]))).toMatchObject({ value: 26, verdict: 'MISS' });
    expect(judge({ kind: 'most', goal: 50 }, pairs([50, Number.NaN])).verdict).toBe('ok');
  });

  it('fails what cannot be counted', () => {
    expect(judge({ kind: 'most', goal: 50 }, pairs([Number.NaN, 1])).verdict).toBe('MISS');
  });

  it('neither passes nor fails a ratio that jumps about', () => {
    const jumping = pairs([10, 10], [20, 10], [10, 10], [30, 10], [20, 10]);
    expect(judge({ kind: 'time', goal: 100 }, jumping).verdict).toBe('noisy');
    expect(judge({ kind: 'time', goal: 0.1 }, jumping).verdict).toBe('noisy');
    expect(judge({ kind: 'most', goal: 25 }, jumping).verdict).toBe('ok');
  });
});

describe('regressions', () => {
  const time = { kind: 'time', goal: 8 } as const;
  const rate = { kind: 'rate', goal: 0.8 } as const;

  it('are 15 % worse than the median of the last five', () => {
    expect(isRegression(time, 2.31, [9, 2, 2, 2, 2, 2])).toBe(true);
    expect(isRegression(time, 2.29, [9, 2, 2, 2, 2, 2])).toBe(false);
    expect(isRegression(rate, 0.86, [1, 1, 1, 1, 1])).toBe(true);
    expect(isRegression(rate, 0.88, [1, 1, 1, 1, 1])).toBe(false);
  });

  it('need three runs to compare with, and a ratio', () => {
    expect(isRegression(time, 9, [2, 2])).toBe(false);
    expect(isRegression({ kind: 'most', goal: 50 }, 40, [1, 1, 1])).toBe(false);
  });
});
