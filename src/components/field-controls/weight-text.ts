/** A text with what is selected in it. */
export interface SelectedText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const STEP = 0.05;
/** What separates words in a prompt. */
const EDGE = /[\s,()[\]{}|]/;

/**
 * Weight of a part of a prompt up or down: what is selected, else the word at the caret, else the bracket around it. `cat` → `(cat:1.05)`;
 * a weight of 1 takes the brackets away. Source: official frontend, editAttention (same form and step).
 * @param steps how many steps of 0.05, negative for down.
 * @returns the same object when there is nothing to weigh.
 */
export function changeWeight(selected: SelectedText, steps: number): SelectedText {
  const around = findBracket(selected);
  const part = around ?? findPart(selected);
  if (part === null) return selected;
  const { text } = selected;
  const weight = Math.round((part.weight + steps * STEP) * 100) / 100;
  const inner = weight === 1 ? part.inner : `(${part.inner}:${weight})`;
  const start = part.start + (weight === 1 ? 0 : 1);
  return {
    text: text.slice(0, part.start) + inner + text.slice(part.end),
    start,
    end: start + part.inner.length,
  };
}

interface Part {
  /** Of the whole, brackets included. */
  readonly start: number;
  readonly end: number;
  readonly inner: string;
  readonly weight: number;
}

/** The innermost `(…:1.2)` that holds the selection. */
function findBracket({ text, start, end }: SelectedText): Part | null {
  const open = findOpen(text, start);
  if (open === -1) return null;
  const close = findClose(text, open);
  if (close === -1 || close + 1 < end) return null;
  const found = /^([^]*):(-?\d+(?:\.\d+)?)$/.exec(text.slice(open + 1, close));
  return found?.[1] === undefined ? null : { start: open, end: close + 1, inner: found[1], weight: Number(found[2]) };
}

function findOpen(text: string, from: number): number {
  let depth = 0;
  for (let at = text[from] === '(' ? from : from - 1; at >= 0; at--) {
    if (text[at] === ')') depth++;
    else if (text[at] === '(' && depth-- === 0) return at;
  }
  return -1;
}

function findClose(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at;
  }
  return -1;
}

function findPart({ text, start, end }: SelectedText): Part | null {
  let from = start;
  let to = end;
  if (from === to) {
    while (from > 0 && !EDGE.test(text[from - 1] ?? ' ')) from--;
    while (to < text.length && !EDGE.test(text[to] ?? ' ')) to++;
  } else {
    while (from < to && text[from] === ' ') from++;
    while (to > from && text[to - 1] === ' ') to--;
  }
  return from === to ? null : { start: from, end: to, inner: text.slice(from, to), weight: 1 };
}
