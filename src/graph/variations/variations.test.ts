import { describe, expect, it } from 'vitest';
import { toNodeId } from '@/protocol/ids';
import type { WidgetSpec } from '../node-types/node-type';
import { countCombinations, countRepeats, expandAxes } from './expand';
import { expandRange } from './expand-range';
import { parseCsv } from './parse-csv';
import { parseValue, parseValues } from './parse-values';
import type { Axis } from './variation';

const INT: WidgetSpec = { kind: 'int', default: 0, min: 0n, max: 2n ** 64n - 1n, step: 1n, control: null };
const FLOAT: WidgetSpec = { kind: 'float', default: 0, min: 0, max: 100, step: 0.1, round: null };
const TEXT: WidgetSpec = { kind: 'string', default: '', isMultiline: true, hasDynamicPrompts: false };
const SWITCH: WidgetSpec = { kind: 'boolean', default: false };
const CHOICE: WidgetSpec = {
  kind: 'combo',
  default: 'euler',
  options: ['euler', 'dpm, fast', 2],
  upload: null,
  uploadFolder: 'input',
  isMultiselect: false,
  remoteRoute: null,
  control: null,
};

const axis = (title: string, values: readonly (string | number)[]): Axis => ({
  title,
  points: values.map((value) => ({
    label: String(value),
    changes: [{ graphId: 'root', nodeId: toNodeId('1'), name: title, value }],
  })),
});

describe('ranges', () => {
  it('count in decimal digits, both ends included', () => {
    expect(expandRange('1..5 step 0.5', 'float', 99)).toEqual([1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]);
    expect(expandRange('0..1 step .1', 'float', 99)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect(expandRange('-0.5..0.5 step 0.25', 'float', 99)).toEqual([-0.5, -0.25, 0, 0.25, 0.5]);
  });

  it('stop before an end the steps do not meet, and go down', () => {
    expect(expandRange('1..10 step 4', 'int', 99)).toEqual([1, 5, 9]);
    expect(expandRange('3..1', 'int', 99)).toEqual([3, 2, 1]);
    expect(expandRange('10..4 step -3', 'int', 99)).toEqual([10, 7, 4]);
    expect(expandRange('7..7', 'int', 99)).toEqual([7]);
  });

  it('keep seeds exact to 64 bits', () => {
    expect(expandRange('18446744073709551613..18446744073709551615', 'int', 99)).toEqual([
      18446744073709551613n,
      18446744073709551614n,
      18446744073709551615n,
    ]);
  });

  it('refuse what is none, and never make more than asked for', () => {
    for (const text of ['1..', '1...5', 'a..b', '1..5 step 0', '1..5 by 2']) expect(expandRange(text, 'float', 9)).toBeNull();
    expect(expandRange('1..2 step 0.5', 'int', 9)).toBeNull();
    expect(expandRange('0..99999999999999999999', 'int', 3)).toEqual([0, 1, 2]);
  });
});

describe('lists of values', () => {
  it('hold numbers behind any separator, ranges among them', () => {
    expect(parseValues('1, 2;3\n10..12  20', INT, 99)).toEqual({ value: [1, 2, 3, 10, 11, 12, 20], diagnostics: [] });
    expect(parseValues('0.1 .. 0.3 step 0.1, 7', FLOAT, 99).value).toEqual([0.1, 0.2, 0.3, 7]);
    expect(parseValues('18446744073709551615', INT, 99).value).toEqual([18446744073709551615n]);
  });

  it('name what is no value and keep the rest', () => {
    const { value, diagnostics } = parseValues('1, two, 3.5', INT, 99);
    expect(value).toEqual([1]);
    expect(diagnostics.map(({ code, params }) => [code, params?.['text']])).toEqual([
      ['bad-value', 'two'],
      ['bad-value', '3.5'],
    ]);
  });

  it('refuse numbers the server would refuse, in ranges too', () => {
    const steps: WidgetSpec = { ...INT, min: 1n, max: 100n };
    const { value, diagnostics } = parseValues('0, 20, 90..110 step 10, 101', steps, 99);
    expect(value).toEqual([20]);
    expect(diagnostics.map(({ code, params }) => [code, params?.['text'], params?.['limit']])).toEqual([
      ['below-min', '0', '1'],
      ['above-max', '90..110 step 10', '100'],
      ['above-max', '101', '100'],
    ]);
    expect(parseValue('100.5', FLOAT).diagnostics).toMatchObject([{ code: 'above-max', params: { limit: '100' } }]);
    expect(parseValue('18446744073709551616', INT).diagnostics).toMatchObject([{ code: 'above-max' }]);
  });

  it('hold one text a line, commas and blanks included', () => {
    expect(parseValues('a cat, sleeping\n\n  a dog\r\n', TEXT, 99).value).toEqual(['a cat, sleeping', '  a dog']);
  });

  it('know switches and choices; a choice the server does not offer is kept with a warning', () => {
    expect(parseValues('on off\ntrue', SWITCH, 99).value).toEqual([true, false, true]);
    const choices = parseValues('dpm, fast\n2\ngone', CHOICE, 99);
    expect(choices.value).toEqual(['dpm, fast', 2, 'gone']);
    expect(choices.diagnostics).toMatchObject([{ severity: 'warning', code: 'not-offered', params: { text: 'gone' } }]);
    expect(parseValue(' euler ', CHOICE)).toEqual({ value: ['euler'], diagnostics: [] });
  });

  it('end at the limit and say so', () => {
    const { value, diagnostics } = parseValues('1..1000000', INT, 5);
    expect(value).toEqual([1, 2, 3, 4, 5]);
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'too-many-values', params: { limit: 5 } }]);
  });
});

describe('tables', () => {
  it('are read with quotes, line breaks and another separator', () => {
    expect(parseCsv('\uFEFFprompt,seed\r\n"a ""red"" cat,\nasleep",7\r\n\r\nb\r\n')).toEqual({
      header: ['prompt', 'seed'],
      rows: [
        ['a "red" cat,\nasleep', '7'],
        ['b', ''],
      ],
    });
    expect(parseCsv('a;b\n1,5;2')).toEqual({ header: ['a', 'b'], rows: [['1,5', '2']] });
    expect(parseCsv('')).toEqual({ header: [], rows: [] });
  });
});

describe('combining', () => {
  const steps = axis('steps', [10, 20, 30]);
  const sampler = axis('sampler', ['euler', 'ddim']);

  it('makes a grid row by row', () => {
    expect(countCombinations([steps, sampler], 'grid')).toBe(6);
    expect(expandAxes([steps, sampler], 'grid', 99).map(({ at, labels }) => [at, labels])).toEqual([
      [
        [0, 0],
        ['10', 'euler'],
      ],
      [
        [1, 0],
        ['20', 'euler'],
      ],
      [
        [2, 0],
        ['30', 'euler'],
      ],
      [
        [0, 1],
        ['10', 'ddim'],
      ],
      [
        [1, 1],
        ['20', 'ddim'],
      ],
      [
        [2, 1],
        ['30', 'ddim'],
      ],
    ]);
  });

  it('zips to the shortest', () => {
    expect(countCombinations([steps, sampler], 'zip')).toBe(2);
    expect(expandAxes([steps, sampler], 'zip', 99).map(({ changes }) => changes.map(({ value }) => value))).toEqual([
      [10, 'euler'],
      [20, 'ddim'],
    ]);
  });

  it('knows runs that set the same as another', () => {
    expect(countRepeats(expandAxes([steps, sampler], 'grid', 99))).toBe(0);
    expect(countRepeats(expandAxes([axis('steps', [10, 20, 10]), sampler], 'grid', 99))).toBe(2);
    // Both lists write the same control: the second one decides.
    expect(countRepeats(expandAxes([steps, axis('steps', [7, 8])], 'grid', 99))).toBe(4);
  });

  it('makes nothing of nothing, and no more than the limit', () => {
    expect(countCombinations([], 'grid')).toBe(0);
    expect(expandAxes([steps, axis('none', [])], 'grid', 99)).toEqual([]);
    expect(expandAxes([steps, sampler], 'grid', 4)).toHaveLength(4);
  });
});
