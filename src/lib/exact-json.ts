import { AppError } from './errors';
import type { JsonValue } from './json';

/** Nesting beyond this is refused: real workflows stay below 100, hostile files go to a million. */
const MAX_DEPTH = 2_000;

/** The text is not JSON, or nests deeper than 2,000 levels. `code` is `json-syntax` or `json-depth`. */
export class JsonError extends AppError {}

/**
 * Parses JSON without rounding: integers outside ±(2^53−1) become `bigint`, every other number `number`.
 * Bare `NaN`, `Infinity` and `-Infinity` (Python writes them) become the numbers of that name. Of a repeated key the last one counts.
 * The engine's own parser does the work; what it would round or refuse is marked before and put back after.
 * @throws JsonError `json-syntax` or `json-depth`.
 */
export function parseExactJson(text: string): JsonValue {
  const scan = scanJson(text);
  if (scan.maxDepth > MAX_DEPTH) throw new JsonError('json-depth', `nested deeper than ${MAX_DEPTH} levels`);
  const isPlain = scan.oddNumbers.length === 0;
  try {
    const value = JSON.parse(isPlain ? text : markNumbers(text, scan.oddNumbers)) as JsonValue;
    return isPlain ? value : unmarkAll(value);
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

/** A number that the engine's parser rounds or refuses. */
interface OddNumber {
  readonly at: number;
  readonly literal: string;
}

const BARE_WORD = /^(?:-Infinity|Infinity|NaN)/;
/** Below this many digits an integer is exact as a `number`. */
const SAFE_DIGITS = 16;
/** Stands before a number that JSON itself cannot carry; no real text begins with NUL. */
const MARK = '\u0000number:';
const MARKED_NUMBER = /"\\u0000number:(-?\d+|NaN|-?Infinity)"/g;

/** One pass outside strings: depth, and where odd numbers stand. */
function scanJson(text: string): { maxDepth: number; oddNumbers: OddNumber[] } {
  let depth = 0;
  let maxDepth = 0;
  const oddNumbers: OddNumber[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) i = endOfString(text, i);
    else if (code === 123 || code === 91) maxDepth = Math.max(maxDepth, ++depth);
    else if (code === 125 || code === 93) depth--;
    else if (code === 78 || code === 73 || code === 45 || isDigit(code)) {
      const end = endOfNumber(text, i);
      const literal = findOddNumber(text, i, end);
      if (literal !== null) oddNumbers.push({ at: i, literal });
      i = literal === null ? Math.max(i, end - 1) : i + literal.length - 1;
    }
  }
  return { maxDepth, oddNumbers };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Behind the sign and the digits, the point and the exponent of the number that begins here. */
function endOfNumber(text: string, start: number): number {
  let end = start;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (!isDigit(code) && code !== 45 && code !== 46 && code !== 43 && code !== 101 && code !== 69) break;
  }
  return end;
}

function findOddNumber(text: string, start: number, end: number): string | null {
  const digits = end - start;
  if (digits < SAFE_DIGITS) return digits > 1 || isDigit(text.charCodeAt(start)) ? null : findBareWord(text, start);
  const literal = text.slice(start, end);
  const isOdd = /^-?[1-9]\d*$/.test(literal) && !Number.isSafeInteger(Number(literal));
  return isOdd && !isKey(text, end) ? literal : null;
}

function findBareWord(text: string, start: number): string | null {
  const word = BARE_WORD.exec(text.slice(start, start + 9))?.[0];
  return word === undefined || isKey(text, start + word.length) ? null : word;
}

/** A number is no key, and must not become one by being marked. */
function isKey(text: string, end: number): boolean {
  KEY_END.lastIndex = end;
  return KEY_END.test(text);
}

const KEY_END = /\s*:/y;

/** At the quote that ends the string; an unfinished one ends with the text. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

function markNumbers(text: string, numbers: readonly OddNumber[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { at, literal } of numbers) {
    parts.push(text.slice(from, at), JSON.stringify(MARK + literal));
    from = at + literal.length;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

/** Puts the numbers back in place of their marks, in the value itself. Iterative. */
function unmarkAll(root: JsonValue): JsonValue {
  const box: Record<string, JsonValue> = { root };
  const pending: (Record<string, JsonValue> | JsonValue[])[] = [box];
  for (let holder = pending.pop(); holder !== undefined; holder = pending.pop()) {
    for (const [key, value] of Object.entries(holder)) {
      if (typeof value === 'object' && value !== null) pending.push(value as Record<string, JsonValue> | JsonValue[]);
      else if (typeof value === 'string' && value.startsWith(MARK)) setOwn(holder, key, unmark(value));
    }
  }
  return box['root'] ?? null;
}

/** A key `__proto__` is one like any other. */
function setOwn(holder: Record<string, JsonValue> | JsonValue[], key: string, value: JsonValue): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function unmark(text: string): JsonValue {
  const literal = text.slice(MARK.length);
  if (/^-?\d+$/.test(literal)) return BigInt(literal);
  return BARE_WORD.exec(literal)?.[0] === literal ? Number(literal) : text;
}
