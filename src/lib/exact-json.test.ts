import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonError, parseExactJson, stringifyExactJson } from './exact-json';

describe('exact JSON', () => {
  it('keeps a 64-bit seed through parse and write', () => {
    const text = '{"seed":18446744073709551615,"steps":20,"cfg":7.5}';
    const value = parseExactJson(text);
    expect(value).toEqual({ seed: 18446744073709551615n, steps: 20, cfg: 7.5 });
    expect(stringifyExactJson(value)).toBe(text);
  });

  it('reads bare NaN and infinities outside strings only', () => {
    expect(parseExactJson('{"a":NaN,"b":[-Infinity,Infinity],"c":"NaN -Infinity","d":-1}')).toEqual({
      a: NaN,
      b: [-Infinity, Infinity],
      c: 'NaN -Infinity',
      d: -1,
    });
    expect(stringifyExactJson({ a: NaN })).toBe('{"a":NaN}');
  });

  it('keeps long decimals as numbers and __proto__ as a plain key', () => {
    const value = parseExactJson('{"x":0.10000000000000000555,"big":1e400,"__proto__":{"polluted":true}}');
    expect(value).toHaveProperty('x', 0.1);
    expect(Object.keys(value as object)).toContain('__proto__');
    expect('polluted' in {}).toBe(false);
  });

  it('refuses broken text and hostile depth with typed errors', () => {
    expect(() => parseExactJson('{"a":')).toThrow(JsonError);
    expect(() => parseExactJson('['.repeat(100_000) + ']'.repeat(100_000))).toThrow(expect.objectContaining({ code: 'json-depth' }));
  });

  it('leaves undefined members out', () => {
    expect(stringifyExactJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });
});

/** JSON as other programs write it: whole numbers of any length, and Python's bare words. */
const anyJson = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
    fc.integer().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
    fc.constantFrom(
      'NaN',
      '-Infinity',
      'Infinity',
      'null',
      'true',
      '9007199254740993',
      '1E5',
      '-1.5e+30',
      '123456789012345678901234567890.5',
    ),
    fc.string().map((text) => JSON.stringify(text)),
    fc.constantFrom('"NaN 18446744073709551615"', '"\\u0000number:7x"', '"a\\"18446744073709551615"'),
    fc.array(tie('value')).map((parts) => `[${parts.join(' , ')}]`),
    fc
      .array(fc.tuple(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '12345678901234567890')), tie('value')))
      .map(writeObject),
  ),
})).value;

function writeObject(entries: readonly (readonly [string, string])[]): string {
  return `{${[...new Map(entries)].map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
}

describe('any JSON', () => {
  it('means the same after it was parsed and written', () => {
    fc.assert(
      fc.property(anyJson, (text) => {
        const value = parseExactJson(text);
        expect(parseExactJson(stringifyExactJson(value))).toEqual(value);
      }),
    );
  });

  it.each([
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['-18446744073709551615', -18446744073709551615n],
    ['1234567890123456789.5', 1234567890123456789.5],
    ['12345678901234567e2', 12345678901234567e2],
    ['[1,-18446744073709551615,2]', [1, -18446744073709551615n, 2]],
    ['"18446744073709551615"', '18446744073709551615'],
  ])('%s', (text, value) => {
    expect(parseExactJson(text)).toEqual(value);
  });

  it.each([
    '01234567890123456789',
    '--18446744073709551615',
    '18446744073709551615-1',
    'NaNo',
    '-NaN',
    '{18446744073709551615:1}',
    '{NaN :1}',
    '1 2',
    'Inf',
  ])('refuses %s', (text) => {
    expect(() => parseExactJson(text)).toThrow(expect.objectContaining({ code: 'json-syntax' }));
  });
});
