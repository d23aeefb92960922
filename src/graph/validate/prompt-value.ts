import { isJsonObject, type JsonValue } from '@/lib/json';
import { isJsonList } from '../node-types/json-read';
import type { InputSpec } from '../node-types/node-type';
import { ownCheckOf } from './self-checked';

/** Why the server would not take a constant; codes and words as `findProblems` has them. `broken`: its own check would fail on it. */
export interface ValueFault {
  readonly code: 'value-not-convertible' | 'value-below-min' | 'value-above-max' | 'value-not-in-list' | 'broken';
  readonly words: Readonly<Record<string, string>>;
}

/**
 * What the server would say about a constant of a prompt: it converts by type as Python does, then compares with range and list.
 * Source: ComfyUI `execution.py` validate_inputs.
 */
export function judgeConstant(className: string, spec: InputSpec, given: JsonValue): ValueFault | null {
  const raw = isJsonObject(given) && given['__value__'] !== undefined ? given['__value__'] : given;
  const value = convert(spec.type, raw);
  if (value === undefined) return { code: 'value-not-convertible', words: { value: showValue(raw), type: spec.type } };
  const checker = ownCheckOf(className, spec);
  if (checker === 'file') return isFileMissing(spec, value) ? { code: 'value-not-in-list', words: { value: showValue(value) } } : null;
  return checker === 'anything' ? null : (judgeRange(spec, value) ?? judgeChoice(spec, value));
}

/** Undefined: Python could not. */
function convert(type: string, raw: JsonValue): JsonValue | undefined {
  if (type === 'INT') return toInt(raw);
  if (type === 'FLOAT') return toFloat(raw);
  // Anything is a text, and anything is true or false.
  return raw;
}

function toInt(raw: JsonValue): JsonValue | undefined {
  if (typeof raw === 'boolean') return Number(raw);
  if (typeof raw === 'bigint') return raw;
  if (typeof raw === 'number') return Number.isFinite(raw) ? Math.trunc(raw) : undefined;
  if (typeof raw !== 'string' || !/^\s*[+-]?\d+(_\d+)*\s*$/.test(raw)) return undefined;
  return BigInt(raw.replaceAll('_', '').trim().replace(/^\+/, ''));
}

const FLOAT_TEXT = /^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+)?$/i;

function toFloat(raw: JsonValue): JsonValue | undefined {
  if (typeof raw === 'boolean') return Number(raw);
  if (typeof raw === 'number' || typeof raw === 'bigint') return raw;
  if (typeof raw !== 'string') return undefined;
  const text = raw.trim();
  if (/^[+-]?nan$/i.test(text)) return Number.NaN;
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return FLOAT_TEXT.test(text) ? Number(text.replaceAll('_', '')) : undefined;
}

function judgeRange({ options }: InputSpec, value: JsonValue): ValueFault | null {
  const { min, max } = options;
  for (const limit of [min, max])
    if (limit !== undefined && !(isComparable(limit) && isComparable(value))) return { code: 'broken', words: {} };
  const words = (limit: JsonValue) => ({ value: showValue(value), limit: showLimit(limit) });
  if (min !== undefined && isBelow(value, min)) return { code: 'value-below-min', words: words(min) };
  return max !== undefined && isBelow(max, value) ? { code: 'value-above-max', words: words(max) } : null;
}

function isComparable(value: JsonValue): value is number | bigint | boolean {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
}

/** Numbers and bigints compare exactly. */
function isBelow(a: JsonValue, b: JsonValue): boolean {
  return isComparable(a) && isComparable(b) && a < b;
}

/** A definition parsed by doubles says 2^64 where it means the number below. */
function showLimit(limit: JsonValue): string {
  return limit === 2 ** 64 ? String(2n ** 64n - 1n) : showValue(limit);
}

function judgeChoice(spec: InputSpec, value: JsonValue): ValueFault | null {
  const { widget, options } = spec;
  if (widget.kind !== 'combo' || (widget.options.length === 0 && 'remote' in options)) return null;
  const values = options['multiselect'] === true && isJsonList(value) ? value : [value];
  const foreign = values.find((one) => !widget.options.some((choice) => isEqual(choice, one)));
  return foreign === undefined ? null : { code: 'value-not-in-list', words: { value: showValue(foreign) } };
}

/** As Python compares: `True` is 1. */
function isEqual(a: JsonValue, b: JsonValue): boolean {
  return a === b || (isComparable(a) && isComparable(b) && Number(a) === Number(b));
}

/** Only what the list of the folder can tell: files below it or in other folders are known to the server alone. */
function isFileMissing({ widget }: InputSpec, value: JsonValue): boolean {
  if (widget.kind !== 'combo' || widget.remoteRoute !== null) return false;
  if (typeof value !== 'string') return true;
  if (/ ?\[(output|temp)\]$/.test(value)) return false;
  const path = value.replace(/ ?\[input\]$/, '');
  return !path.includes('/') && !widget.options.includes(path);
}

const SHOWN_LENGTH = 80;

/** A value as it is told to people; long ones are cut. */
export function showValue(value: JsonValue | undefined): string {
  if (value === undefined) return '';
  const isPlain = typeof value !== 'object';
  const text = isPlain ? String(value) : JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH - 1)}…` : text;
}
