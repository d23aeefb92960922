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
