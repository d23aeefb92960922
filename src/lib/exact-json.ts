import { parse } from 'lossless-json';
import { AppError } from './errors';
import type { JsonValue } from './json';

/** Nesting beyond this is refused: real workflows stay below 100, hostile files go to a million. */
const MAX_DEPTH = 2_000;

/** The text is not JSON, or nests deeper than 2,000 levels. `code` is `json-syntax` or `json-depth`. */
export class JsonError extends AppError {}

/**
 * Parses JSON without rounding: integers outside ±(2^53−1) become `bigint`, every other number `number`.
 * Bare `NaN`, `Infinity` and `-Infinity` (Python writes them) become the numbers of that name.
 * @throws JsonError `json-syntax` or `json-depth`.
 */
export function parseExactJson(text: string): JsonValue {
  const scan = scanJson(text);
  if (scan.maxDepth > MAX_DEPTH) throw new JsonError('json-depth', `nested deeper than ${MAX_DEPTH} levels`);
  const source = scan.bareWords.length === 0 ? text : replaceBareWords(text, scan.bareWords);
  try {
    return scan.bareWords.length === 0
      ? (parse(source, undefined, parseNumber) as JsonValue)
      : (parse(source, reviveBareWord, parseNumber) as JsonValue);
  } catch (error) {
    throw new JsonError('json-syntax', error instanceof Error ? error.message : 'not JSON', { cause: error });
  }
}

/** Writes JSON; `bigint` becomes a plain integer, `NaN` and infinities are written bare as Python does. `undefined` members are left out. */
export function stringifyExactJson(value: unknown, space?: number): string {
  const plain = stringifyPlain(value, space);
  if (plain !== null) return plain;
  const text = JSON.stringify(value, markNumber, space) as string | undefined;
  return (text ?? 'null').replace(MARKED_NUMBER, '$1');
}

/** By the engine alone, several times faster; null when the value holds a number that JSON itself cannot carry. */
function stringifyPlain(value: unknown, space?: number): string | null {
  try {
    const text = (JSON.stringify(value, null, space) as string | undefined) ?? 'null';
    // The engine refuses a bigint, but writes `null` for what is not finite.
    return text.includes('null') && holdsOddNumber(value) ? null : text;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function holdsOddNumber(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) ? value.some(holdsOddNumber) : Object.values(value).some(holdsOddNumber);
}

function markNumber(_key: string, value: unknown): unknown {
  const isNative = typeof value !== 'bigint' && (typeof value !== 'number' || Number.isFinite(value));
  return isNative ? value : MARK + String(value);
}

function parseNumber(text: string): number | bigint {
  const value = Number(text);
  return Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(text) ? BigInt(text) : value;
}

interface BareWord {
  readonly at: number;
  readonly word: string;
}

const BARE_WORD = /^(?:-Infinity|Infinity|NaN)/;
/** Stands before a number that JSON itself cannot carry; no real text begins with NUL. */
const MARK = '\u0000number:';
const MARKED_NUMBER = /"\\u0000number:(-?\d+|NaN|-?Infinity)"/g;

/** One pass outside strings: depth, and where Python's bare number words stand. */
function scanJson(text: string): { maxDepth: number; bareWords: BareWord[] } {
  let depth = 0;
  let maxDepth = 0;
  const bareWords: BareWord[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) i = endOfString(text, i);
    else if (code === 123 || code === 91) maxDepth = Math.max(maxDepth, ++depth);
    else if (code === 125 || code === 93) depth--;
    else if (code === 78 || code === 73 || code === 45) {
      const word = BARE_WORD.exec(text.slice(i, i + 9))?.[0];
      if (word === undefined) continue;
      bareWords.push({ at: i, word });
      i += word.length - 1;
    }
  }
  return { maxDepth, bareWords };
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 92) i++;
    else if (code === 34) return i;
  }
  return text.length;
}

function replaceBareWords(text: string, words: readonly BareWord[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { at, word } of words) {
    parts.push(text.slice(from, at), JSON.stringify(MARK + word));
    from = at + word.length;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

function reviveBareWord(_key: string, value: unknown): unknown {
  return typeof value === 'string' && value.startsWith(MARK) ? Number(value.slice(MARK.length)) : value;
}
