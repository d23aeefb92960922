import { stringifyExactJson } from '@/lib/exact-json';
import type { Diagnostic } from '@/lib/diagnostic';
import type { JsonValue } from '@/lib/json';
import type { WidgetSpec } from '../node-types/node-type';
import { toExactNumber } from '../node-types/widget-spec';
import { expandRange } from './expand-range';

/** What a person's list says. Entries that are no values of the control are left out and told of. */
export interface ParsedValues {
  readonly value: readonly JsonValue[];
  /**
   * `bad-value` {text}, `bad-range` {text}, `below-min` and `above-max` {text, limit} (the server would refuse the run), `not-offered`
   * {text} (kept: the server decides), `too-many-values` {limit}.
   */
  readonly diagnostics: readonly Diagnostic[];
}

/** One entry read: its values, or why it has none. */
type Entry = { readonly values: readonly JsonValue[]; readonly problem?: Diagnostic };

const INTEGER = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads a list of values for a control. Texts and choices stand one a line; numbers and switches also behind commas, semicolons or
 * blanks, and `1..5 step 0.5` is a range with both ends. Integers stay exact to 64 bits.
 * @param limit values beyond it are left out.
 */
export function parseValues(text: string, widget: WidgetSpec, limit: number): ParsedValues {
  const entries = splitEntries(text, widget).map((entry) => readEntry(entry, widget, limit));
  const value = entries.flatMap(({ values }) => values);
  const problems = entries.flatMap(({ problem }) => problem ?? []);
  if (value.length <= limit) return { value, diagnostics: problems };
  return { value: value.slice(0, limit), diagnostics: [...problems, { severity: 'error', code: 'too-many-values', params: { limit } }] };
}

/** Reads one value as it stands in a table or in a file list. */
export function parseValue(text: string, widget: WidgetSpec): ParsedValues {
  const { values, problem } = readSingle(text, widget);
  return { value: values, diagnostics: problem === undefined ? [] : [problem] };
}

function isCounted(widget: WidgetSpec): boolean {
  return widget.kind === 'int' || widget.kind === 'float' || widget.kind === 'boolean';
}

function splitEntries(text: string, widget: WidgetSpec): readonly string[] {
  const lines = text.split(/\r?\n/);
  if (!isCounted(widget)) return lines.filter((line) => line.trim() !== '');
  // A range is one entry although it has blanks in it.
  return lines.flatMap((line) => line.match(/[^\s,;]+\s*\.\.\s*[^\s,;]+(?:\s+step\s+[^\s,;]+)?|[^\s,;]+/gi) ?? []);
}

function readEntry(entry: string, widget: WidgetSpec, limit: number): Entry {
  if (!entry.includes('..') || (widget.kind !== 'int' && widget.kind !== 'float')) return readSingle(entry, widget);
  const values = expandRange(entry, widget.kind, limit + 1);
  return values === null ? refuse('bad-range', entry) : checkLimits({ values }, entry, widget);
}

/** The server refuses a run with a number outside its control's bounds. Source: ComfyUI `execution.py` validate_inputs. */
function checkLimits(entry: Entry, text: string, { min, max }: { readonly min: number | bigint; readonly max: number | bigint }): Entry {
  const numbers = entry.values.filter((value) => typeof value === 'number' || typeof value === 'bigint');
  if (numbers.some((value) => value < min)) return refuse('below-min', text.trim(), min);
  return numbers.some((value) => value > max) ? refuse('above-max', text.trim(), max) : entry;
}

function readSingle(entry: string, widget: WidgetSpec): Entry {
  const text = entry.trim();
  switch (widget.kind) {
    case 'int':
      if (!INTEGER.test(text)) return refuse('bad-value', text);
      return checkLimits({ values: [toExactNumber(BigInt(text.replace('+', '')))] }, text, widget);
    case 'float':
      if (!DECIMAL.test(text) || !Number.isFinite(Number(text))) return refuse('bad-value', text);
      return checkLimits({ values: [Number(text)] }, text, widget);
    case 'boolean':
      return readSwitch(text);
    case 'combo':
      return readChoice(text, widget.options);
    case 'dynamic-combo':
      return readChoice(
        text,
        widget.options.map(({ key }) => key),
      );
    case 'string':
      return { values: [entry] };
    case 'none':
    case 'unknown':
      return refuse('bad-value', text);
  }
}

function readSwitch(text: string): Entry {
  if (/^(true|on|yes|1)$/i.test(text)) return { values: [true] };
  return /^(false|off|no|0)$/i.test(text) ? { values: [false] } : refuse('bad-value', text);
}

function readChoice(text: string, options: readonly JsonValue[]): Entry {
  const known = options.find((option) => (typeof option === 'string' ? option : stringifyExactJson(option)) === text);
  if (known !== undefined) return { values: [known] };
  return { values: [text], problem: { severity: 'warning', code: 'not-offered', params: { text } } };
}

function refuse(code: 'bad-value' | 'bad-range' | 'below-min' | 'above-max', text: string, limit?: number | bigint): Entry {
  const params = limit === undefined ? { text } : { text, limit: String(limit) };
  return { values: [], problem: { severity: 'error', code, params } };
}
