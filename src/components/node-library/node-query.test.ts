import { describe, expect, it } from 'vitest';
import { parseNodeQuery, passes } from './node-query';

describe('parseNodeQuery', () => {
  it('takes filters out of the words', () => {
    expect(parseNodeQuery('  blur out:IMAGE  fast in:mask ')).toEqual({
      words: 'blur fast',
      filters: [
        { field: 'out', value: 'image' },
        { field: 'in', value: 'mask' },
      ],
    });
  });

  it('takes quoted values, also while they are being typed', () => {
    expect(parseNodeQuery('pack:"My Pack" cat:"image/fil').filters).toEqual([
      { field: 'pack', value: 'my pack' },
      { field: 'cat', value: 'image/fil' },
    ]);
  });

  it('lets a filter without a value filter nothing, and leaves other colons alone', () => {
    expect(parseNodeQuery('out: a:b login:x')).toEqual({ words: 'a:b login:x', filters: [] });
  });
});

describe('passes', () => {
  const entry = { category: 'image/filter', pack: 'Impact-Pack' };
  const types = { inputs: ['FLOAT,INT'], outputs: ['*'] };

  it.each([
    ['in', 'int', true],
    ['in', 'flo', true],
    ['in', 'mask', false],
    ['out', 'image', false],
    ['pack', 'impact', true],
    ['cat', 'filter', true],
    ['cat', 'mask', false],
  ] as const)('%s:%s → %s', (field, value, expected) => {
    expect(passes(entry, types, { field, value })).toBe(expected);
  });
});
