import { describe, expect, it } from 'vitest';
import { convertDraft, fromDraft, kindOf, toDraft } from './setting-kind';

describe('values of settings', () => {
  it('come back as they were', () => {
    for (const value of [true, 0, -0.5, 18446744073709551615n, 'text', '', 'true', null, [1, 'two'], { a: { b: null } }]) {
      const kind = kindOf(value);
      expect(fromDraft(kind, toDraft(kind, value))).toEqual({ value });
    }
  });

  it.each([
    ['number', '"1"'],
    ['number', ''],
    ['boolean', '1'],
    ['json', '{a: 1}'],
  ] as const)('%s does not take %j', (kind, draft) => expect(fromDraft(kind, draft)).toBeNull());

  it('carry a draft over to another kind where it means something there', () => {
    expect(convertDraft('12', 'text', 'number')).toBe('12');
    expect(convertDraft('twelve', 'text', 'number')).toBe('0');
    expect(convertDraft('twelve', 'text', 'json')).toBe('"twelve"');
    expect(convertDraft('"twelve"', 'json', 'text')).toBe('twelve');
    expect(convertDraft('{"a":', 'json', 'text')).toBe('{"a":');
    expect(convertDraft('true', 'text', 'boolean')).toBe('true');
    expect(convertDraft('', 'text', 'boolean')).toBe('false');
  });
});
