import { describe, expect, it } from 'vitest';
import { evaluateExpression } from './number-expression';

describe('number expressions', () => {
  it.each([
    ['18446744073709551615', 18446744073709551615n],
    ['2^64-1', 18446744073709551615n],
    ['512*1.5', 768],
    ['1024/4', 256n],
    ['1/3', 1 / 3],
    ['-(2+3)*4', -20n],
    ['7,5', 7.5],
    ['1e3', 1000],
    ['2^-1', 0.5],
    [' 3 + 4 ', 7n],
    ['18446744073709551615 * 2 - 18446744073709551615', 18446744073709551615n],
    ['-2^2', -4n],
    ['2^3^2', 512n],
    ['10%4', 2n],
    ['+.5', 0.5],
    ['1,25*2', 2.5],
    ['1,2345', 1.2345],
  ])('%s', (text, value) => expect(evaluateExpression(text)).toBe(value));

  it.each(['', 'abc', '1+', '(1', '1 2 3)', '1/0', 'alert(1)', '9^9999999', '((9^400)^999)^999', '--', '0%0', '1..2', '0x10'])(
    'refuses %j',
    (text) => {
      expect(evaluateExpression(text)).toBeNull();
    },
  );

  it('refuses a comma that may divide thousands, rather than making 1,024 one', () => {
    expect(evaluateExpression('1,024')).toBeNull();
    expect(evaluateExpression('1,024,000')).toBeNull();
  });

  it('refuses what would keep the page busy', () => {
    expect(evaluateExpression('9'.repeat(100_000))).toBeNull();
    expect(evaluateExpression(Array.from({ length: 60 }, () => '1').join('+'))).toBeNull();
  });
});
