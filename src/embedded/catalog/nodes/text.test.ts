import { describe, expect, it } from 'vitest';
import { firstOutput } from '../testing-world';

const FLAGS = { case_insensitive: false, multiline: false, dotall: false };

describe('StringFormat', () => {
  it.each([
    ['{a} and {b}', { a: 'one', b: 2 }, 'one and 2'],
    ['{{{a}}}', { a: 1 }, '{1}'],
    ['{a:05d}', { a: 42 }, '00042'],
    ['{a:.2f}', { a: 3.14159 }, '3.14'],
    ['{a:>6}|{a:<6}|{a:^6}', { a: 'xy' }, '    xy|xy    |  xy  '],
    ['{a:,}', { a: 1234567 }, '1,234,567'],
    ['{a!r}', { a: 'x' }, "'x'"],
    ['{a:x} {a:b}', { a: 10 }, 'a 1010'],
    ['{a:.1%}', { a: 0.256 }, '25.6%'],
    ['{a:+}', { a: 5 }, '+5'],
    ['{a}', { a: 18446744073709551615n }, '18446744073709551615'],
    ['{a}', { a: true }, 'True'],
  ])('formats %s', async (f_string, values, expected) => {
    const inputs = Object.fromEntries(Object.entries(values).map(([name, value]) => [`values.${name}`, value]));
    expect(await firstOutput('StringFormat', { f_string, ...inputs })).toBe(expected);
  });

  it.each([
    ['{b}', 'KeyError'],
    ['{', 'ValueError'],
    ['}', 'ValueError'],
    ['{}', 'IndexError'],
    ['{a:q}', 'ValueError'],
  ])('refuses %s with %s', async (f_string, exceptionType) => {
    await expect(firstOutput('StringFormat', { f_string, 'values.a': 'x' })).rejects.toMatchObject({ exceptionType });
  });
});

describe('text nodes', () => {
  it.each([
    ['StringConcatenate', { string_a: 'a', string_b: 'b', delimiter: ', ' }, 'a, b'],
    ['StringSubstring', { string: 'abcdef', start: 1, end: -1 }, 'bcde'],
    ['StringSubstring', { string: 'a😀b', start: 1, end: 2 }, '😀'],
    ['StringLength', { string: 'a😀b' }, 3],
    ['CaseConverter', { string: 'hello WORLD', mode: 'Title Case' }, 'Hello World'],
    ['CaseConverter', { string: 'hELLO', mode: 'Capitalize' }, 'Hello'],
    ['StringTrim', { string: '  x ', mode: 'Left' }, 'x '],
    ['StringReplace', { string: 'a.b.c', find: '.', replace: '$&' }, 'a$&b$&c'],
    ['StringContains', { string: 'Hello', substring: 'hello', case_sensitive: false }, true],
    ['StringContains', { string: 'Hello', substring: 'hello', case_sensitive: true }, false],
    ['StringCompare', { string_a: 'Hello', string_b: 'he', mode: 'Starts With', case_sensitive: false }, true],
    ['StringCompare', { string_a: 'Hello', string_b: 'lo', mode: 'Ends With', case_sensitive: true }, true],
    ['StringCompare', { string_a: 'a', string_b: 'b', mode: 'Equal', case_sensitive: true }, false],
    ['RegexMatch', { string: 'a1b22', regex_pattern: '\\d\\d', ...FLAGS }, true],
    ['RegexExtract', { string: 'a1b22', regex_pattern: '\\d+', mode: 'First Match', group_index: 1, ...FLAGS }, '1'],
    ['RegexExtract', { string: 'a1b22', regex_pattern: '\\d+', mode: 'All Matches', group_index: 1, ...FLAGS }, '1\n22'],
    ['RegexExtract', { string: 'k=v x=y', regex_pattern: '(\\w)=(\\w)', mode: 'All Groups', group_index: 2, ...FLAGS }, 'v\ny'],
    ['RegexExtract', { string: 'abc', regex_pattern: 'z', mode: 'First Match', group_index: 1, ...FLAGS }, ''],
    ['RegexReplace', { string: 'ab ab', regex_pattern: '(a)(b)', replace: '\\2\\1', count: 0, ...FLAGS }, 'ba ba'],
    ['RegexReplace', { string: 'ab ab', regex_pattern: '(?P<x>a)b', replace: '[\\g<x>]', count: 1, ...FLAGS }, '[a] ab'],
    ['JsonExtractString', { json_string: '{"a": {"b": 1}, "s": "t"}', key: 's' }, 't'],
    ['JsonExtractString', { json_string: 'not json', key: 's' }, ''],
  ])('%s %j', async (name, inputs, expected) => {
    expect(await firstOutput(name, inputs)).toBe(expected);
  });

  it('reports a broken pattern', async () => {
    await expect(firstOutput('RegexMatch', { string: '', regex_pattern: '(', ...FLAGS })).rejects.toMatchObject({
      exceptionType: 're.error',
    });
  });
});
