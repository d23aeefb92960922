import { describe, expect, it } from 'vitest';
import type { RandomSource } from '@/lib/random';
import { resolveDynamicPrompt } from './dynamic-prompt';

/** Always picks the choice of this index (of any number of choices above it). */
const pick =
  (index: number): RandomSource =>
  (words) => {
    words[0] = 0;
    words[1] = index;
  };

describe('resolveDynamicPrompt', () => {
  it.each([
    ['a {red|green|blue} cat', 1, 'a green cat'],
    ['{a|}b', 1, 'b'],
    ['{a|{b|c}} d', 1, 'c d'],
    ['{{a|b}|c}', 0, 'a'],
    ['lone {x}', 0, 'lone x'],
    ['open {a|b', 1, 'open b'],
    ['plain | bar } brace', 0, 'plain | bar } brace'],
    ['\\{a\\|b\\}', 0, '{a|b}'],
    ['{a\\|b|c}', 0, 'a|b'],
    ['back\\slash \\n stays', 0, 'back\\slash \\n stays'],
    ['end\\', 0, 'end\\'],
    ['{a}\\n{b}', 0, 'a\\nb'],
    ['a /* gone\nmany lines */ b', 0, 'a  b'],
    ['see http://x.y/z {a}\nnext', 0, 'see http:\nnext'],
    ['', 0, ''],
  ])('%j, choice %i: %j', (text, index, expected) => {
    expect(resolveDynamicPrompt(text, pick(index))).toBe(expected);
  });

  it('every choice can come up', () => {
    const found = new Set([0, 1, 2].map((index) => resolveDynamicPrompt('{a|b|c}', pick(index))));
    expect([...found].sort()).toEqual(['a', 'b', 'c']);
  });

  it('100,000 open braces do not overflow the stack', () => {
    expect(resolveDynamicPrompt('{'.repeat(100_000) + 'x', pick(0))).toBe('x');
  });
});
