import { describe, expect, it } from 'vitest';
import { changeWeight } from './weight-text';

/** `|` marks the caret, `[…]` what is selected. */
function read(marked: string) {
  const start = Math.max(marked.indexOf('‹'), marked.indexOf('|'));
  const end = marked.includes('›') ? marked.indexOf('›') - 1 : start;
  return { text: marked.replace(/[‹›|]/g, ''), start, end };
}
function show({ text, start, end }: ReturnType<typeof read>): string {
  return `${text.slice(0, start)}‹${text.slice(start, end)}›${text.slice(end)}`;
}

describe('changeWeight', () => {
  it.each([
    ['a c|at, red', 1, 'a (‹cat›:1.05), red'],
    ['a ‹big cat› here', 1, 'a (‹big cat›:1.05) here'],
    ['a ‹big ›cat', -1, 'a (‹big›:0.95) cat'],
    ['(c|at:1.05)', 1, '(‹cat›:1.1)'],
    ['(c|at:1.05)', -1, '‹cat›'],
    ['(‹cat›:1.1), x', -4, '(‹cat›:0.9), x'],
    ['(a (b|:1.2):1.3)', 1, '(a (‹b›:1.25):1.3)'],
    ['(old, c|at)', 1, '(old, (‹cat›:1.05))'],
    ['cat|', 2, '(‹cat›:1.1)'],
  ])('%s by %d', (before, steps, after) => expect(show(changeWeight(read(before), steps))).toBe(after));

  it('leaves a text alone where there is no word', () => {
    for (const text of ['a , | b', '|', '‹  ›']) {
      const selected = read(text);
      expect(changeWeight(selected, 1)).toBe(selected);
    }
  });

  it('comes back to where it was, however far it went', () => {
    let now = read('one t|wo three');
    for (const steps of [1, 1, 1, 3, -2, -1, -3]) now = changeWeight(now, steps);
    expect(now.text).toBe('one two three');
  });
});
