import { describe, expect, it } from 'vitest';
import { classOf, firstOutput, runNode } from '../testing-world';

describe('ComfyMathExpression', () => {
  it.each([
    ['a + b * 2', 7],
    ['(a + b) * 2', 8],
    ['-a ** 2', -1],
    ['2 ** 3 ** 2', 512],
    ['7 // 2', 3],
    ['-7 // 2', -4],
    ['-7 % 3', 2],
    ['max(a, b, 9) - min(a, b)', 8],
    ['round(2.5) + round(3.5)', 6],
    ['a if a > b else b', 3],
    ['a < b and not b < a', 1],
    ['10 - 4 - 3', 3],
    ['sqrt(16) + abs(-1)', 5],
    ['1e3', 1000],
  ])('evaluates %s', async (expression, expected) => {
    expect(await firstOutput('ComfyMathExpression', { expression, 'values.a': 1, 'values.b': 3 })).toBe(expected);
  });

  it('gives float, integer and truth', async () => {
    expect((await runNode('ComfyMathExpression', { expression: 'a / 2', 'values.a': 5 })).outputs).toEqual([2.5, 2, true]);
  });

  it.each([
    ['a / b', 'ZeroDivisionError', 'division by zero'],
    ['c', 'NameNotDefined', "'c' is not defined"],
    ['a +', 'SyntaxError', "invalid syntax near ''"],
    ['a b', 'SyntaxError', "invalid syntax near 'b'"],
    ['constructor(1)', 'FunctionNotDefined', "Function 'constructor' not defined"],
    ['__proto__', 'NameNotDefined', "'__proto__' is not defined"],
  ])('refuses %s with %s', async (expression, exceptionType, message) => {
    await expect(firstOutput('ComfyMathExpression', { expression, 'values.a': 1, 'values.b': 0 })).rejects.toMatchObject({
      exceptionType,
      message,
    });
  });
});

describe('plain values and logic', () => {
  it('hands values on untouched, 64-bit ones too', async () => {
    expect(await firstOutput('PrimitiveInt', { value: 9223372036854775807n })).toBe(9223372036854775807n);
  });

  it('asks only for the branch that is needed', () => {
    const lazy = classOf('ComfySwitchNode').lazy ?? (() => []);
    expect(lazy({ switch: true })).toEqual(['on_true']);
    expect(lazy({ switch: false })).toEqual(['on_false']);
    expect(lazy({ switch: true, on_true: 1 })).toEqual([]);
  });

  it.each([
    [0, true],
    ['', true],
    [null, true],
    ['no', false],
    [[], true],
    [0.1, false],
  ])('negates %j as Python does', async (value, expected) => {
    expect(await firstOutput('ComfyNotNode', { value })).toBe(expected);
  });

  it('joins whole lists into one', async () => {
    expect(await firstOutput('CreateList', { 'inputs.input0': ['a', 'b'], 'inputs.input1': ['c'] })).toEqual(['a', 'b', 'c']);
  });

  it('rounds a resolution to the multiple', async () => {
    const { outputs } = await runNode('ResolutionSelector', { aspect_ratio: '16:9 (Widescreen)', megapixels: 1, multiple: 64 });
    expect(outputs).toEqual([1344, 768]);
  });

  it('reads a colour with and without alpha', async () => {
    expect((await runNode('ColorToRGBInt', { color: '#0a0b0c' })).outputs).toEqual([0x0a0b0c, '#0a0b0c', 1]);
    await expect(runNode('ColorToRGBInt', { color: 'red' })).rejects.toMatchObject({ exceptionType: 'ValueError' });
  });

  it('converts numbers', async () => {
    expect((await runNode('ComfyNumberConvert', { value: '2.9' })).outputs).toEqual([2.9, 2]);
    await expect(runNode('ComfyNumberConvert', { value: 'two' })).rejects.toMatchObject({ exceptionType: 'ValueError' });
  });
});
