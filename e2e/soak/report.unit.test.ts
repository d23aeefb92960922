import { describe, expect, it } from 'vitest';
import { formatLines, parseMinutes, percentile } from './report';

describe('soak report', () => {
  it('prints the table, and marks what failed and what was shortened', () => {
    const lines = [
      { test: 'R18 heap', figure: '1.2 MB', bound: '≤ 5 MB', isOk: true },
      { test: 'R12', figure: '120 ms', bound: '≤ 100 ms', isOk: false },
    ];
    expect(formatLines(lines, false)).toBe(
      ['test      figure  bound     ok', 'R18 heap  1.2 MB  ≤ 5 MB    ok', 'R12       120 ms  ≤ 100 ms  FAILED'].join('\n'),
    );
    expect(formatLines(lines, true)).toContain('ok (short)');
  });

  it('finds percentiles', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([percentile(values, 0.99), percentile(values, 0.5), percentile([], 0.9)]).toEqual([100, 51, 0]);
  });

  it('reads the minutes and refuses the rest', () => {
    expect([parseMinutes([]), parseMinutes(['--minutes', '3'])]).toEqual([10, 3]);
    for (const args of [['--minutes'], ['--minutes', 'x'], ['--hours', '3'], ['--minutes', '0']]) {
      expect(() => parseMinutes(args)).toThrow('--minutes N');
    }
  });
});
