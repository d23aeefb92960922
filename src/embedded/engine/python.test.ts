import { describe, expect, it } from 'vitest';
import { pythonEquals, PythonError, pythonFloatRepr, pythonRepr, pythonStr, toPythonBool, toPythonFloat, toPythonInt } from './python';

describe('int()', () => {
  it.each([
    ['8', 8],
    [' -1_000 ', -1000],
    [8.7, 8],
    [-8.7, -8],
    [true, 1],
    ['18446744073709551615', 18446744073709551615n],
    [18446744073709551615n, 18446744073709551615n],
    [1e20, 100000000000000000000n],
  ])('%s', (value, expected) => {
    expect(toPythonInt(value)).toBe(expected);
  });

  it.each([
    ['8.7', 'ValueError', "invalid literal for int() with base 10: '8.7'"],
    ['', 'ValueError', "invalid literal for int() with base 10: ''"],
    [Number.NaN, 'ValueError', 'cannot convert float NaN to integer'],
    [Infinity, 'OverflowError', 'cannot convert float infinity to integer'],
    [null, 'TypeError', "int() argument must be a string, a bytes-like object or a real number, not 'NoneType'"],
    [[1], 'TypeError', "int() argument must be a string, a bytes-like object or a real number, not 'list'"],
  ])('refuses %s', (value, type, message) => {
    expect(() => toPythonInt(value)).toThrow(new PythonError(type, message));
  });
});

describe('float() and bool()', () => {
  it('reads texts as Python does', () => {
    expect(['1.5', '.5e-3', '1_0', ' -Infinity ', '+inf'].map(toPythonFloat)).toEqual([1.5, 0.0005, 10, -Infinity, Infinity]);
    expect(toPythonFloat('nan')).toBeNaN();
    expect(() => toPythonFloat('1,5')).toThrow(new PythonError('ValueError', "could not convert string to float: '1,5'"));
    expect(() => toPythonFloat({})).toThrow("not 'dict'");
  });

  it('takes the word false for true', () => {
    expect(['false', 'a', 1, -0.5, [0], { a: 1 }, 5n].map(toPythonBool)).toEqual(Array(7).fill(true));
    expect(['', 0, null, [], {}, false].map(toPythonBool)).toEqual(Array(6).fill(false));
  });
});

describe('texts', () => {
  it('writes values as Python literals', () => {
    expect(pythonRepr([1, 'it\'s "x"', null, true, { a: ['b\n'] }, 2n ** 70n])).toBe(
      `[1, 'it\\'s "x"', None, True, {'a': ['b\\n']}, 1180591620717411303424]`,
    );
    expect(pythonRepr("it's")).toBe(`"it's"`);
    expect(pythonStr('plain')).toBe('plain');
  });

  it('writes floats with their point and two-digit exponents', () => {
    expect([8, 0.1, 1e-7, 1e16, Number.NaN, -Infinity].map(pythonFloatRepr)).toEqual(['8.0', '0.1', '1e-07', '1e+16', 'nan', '-inf']);
  });
});

describe('==', () => {
  it('compares numbers across kinds and texts exactly', () => {
    expect(pythonEquals(1, true)).toBe(true);
    expect(pythonEquals(2n ** 64n, 2 ** 64)).toBe(true);
    expect(pythonEquals(2n ** 64n - 1n, 2 ** 64)).toBe(false);
    expect(pythonEquals('1', 1)).toBe(false);
  });
});
