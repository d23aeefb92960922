import { AppError } from '@/lib/errors';
import { isJsonObject } from '@/lib/json';
import type { JsonValue } from '@/lib/json';

/**
 * Where ComfyUI's answers show that it is written in Python: conversions, `repr` texts and exceptions.
 * JavaScript cannot tell 8 from 8.0, so a whole `number` is written as an int unless the caller knows it is a float.
 */

/** What the real server would raise; uncaught by the engine it means HTTP 500. `code` is the exception's type. */
export class PythonError extends AppError {
  get exceptionType(): string {
    return this.code;
  }
}

/** `int(value)`. Whole numbers beyond 2^53 come back as `bigint`. @throws PythonError ValueError, TypeError, OverflowError. */
export function toPythonInt(value: JsonValue): number | bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return truncate(value);
  if (typeof value === 'string') {
    const text = value.trim();
    if (!/^[+-]?\d+(_\d+)*$/.test(text)) {
      throw new PythonError('ValueError', `invalid literal for int() with base 10: ${pythonRepr(value)}`);
    }
    return narrowInt(BigInt(text.replaceAll('_', '').replace(/^\+/, '')));
  }
  throw new PythonError('TypeError', `int() argument must be a string, a bytes-like object or a real number, not '${pythonType(value)}'`);
}

/** `float(value)`. @throws PythonError ValueError, TypeError. */
export function toPythonFloat(value: JsonValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' || typeof value === 'boolean') return Number(value);
  if (typeof value === 'string') return parseFloatText(value);
  throw new PythonError('TypeError', `float() argument must be a string or a real number, not '${pythonType(value)}'`);
}

/** `bool(value)`: empty texts, lists and objects are false, the text `"false"` is true. */
export function toPythonBool(value: JsonValue): boolean {
  if (value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (isJsonObject(value)) return Object.keys(value).length > 0;
  return typeof value === 'number' ? value !== 0 : Boolean(value);
}

/** `str(value)`. */
export function pythonStr(value: JsonValue): string {
  return typeof value === 'string' ? value : pythonRepr(value);
}

/** `repr(value)`. */
export function pythonRepr(value: JsonValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : pythonFloatRepr(value);
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => pythonRepr(item)).join(', ')}]`;
  const members = Object.entries(value).map(([key, member]) => `${quote(key)}: ${pythonRepr(member)}`);
  return `{${members.join(', ')}}`;
}

/** `repr` of a number known to be a float: whole ones carry `.0`. */
export function pythonFloatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Math.abs(value) >= 1e16) return padExponent(value.toExponential());
  return Number.isInteger(value) ? `${value}.0` : padExponent(String(value));
}

/** `a == b` for scalars: numbers and booleans compare by value, texts exactly. */
export function pythonEquals(a: JsonValue, b: JsonValue): boolean {
  if (isNumeric(a) && isNumeric(b))
    return typeof a === 'bigint' || typeof b === 'bigint' ? asExactInt(a) === asExactInt(b) : Number(a) === Number(b);
  return a === b;
}

/** Name of the Python type a JSON value becomes. */
export function pythonType(value: JsonValue): string {
  if (value === null) return 'NoneType';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return 'dict';
}

/** A `number` where that is exact, else the `bigint`. */
export function narrowInt(value: bigint): number | bigint {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

function truncate(value: number): number | bigint {
  if (Number.isNaN(value)) throw new PythonError('ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(value)) throw new PythonError('OverflowError', 'cannot convert float infinity to integer');
  const whole = Math.trunc(value);
  return Number.isSafeInteger(whole) ? whole + 0 : BigInt(whole);
}

function parseFloatText(value: string): number {
  const text = value.trim();
  if (/^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)([eE][+-]?\d+(_\d+)*)?$/.test(text)) return Number(text.replaceAll('_', ''));
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (word === null) throw new PythonError('ValueError', `could not convert string to float: ${pythonRepr(value)}`);
  if (word[2]?.toLowerCase() === 'nan') return Number.NaN;
  return word[1] === '-' ? -Infinity : Infinity;
}

function padExponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(
    /[\u0000-\u001f\u007f\\]/g,
    (char) => ESCAPES[char] ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}

function isNumeric(value: JsonValue): value is number | bigint | boolean {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
}

function asExactInt(value: number | bigint | boolean): bigint | number {
  if (typeof value === 'bigint') return value;
  const small = Number(value);
  return Number.isInteger(small) ? BigInt(small) : small;
}
