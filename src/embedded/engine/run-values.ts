import type { JsonValue } from '@/lib/json';
import type { ClassEntry } from './class-book';
import { inputSection } from './class-book';
import { isLink } from './link';
import { liveInputs } from './live-inputs';
import { PythonError } from './python';
import type { RunNode } from './run-graph';

/** Stands in an output slot where a node blocked it; followers are skipped. */
export class Blocked {
  readonly message: string | null;
  constructor(message: string | null) {
    this.message = message;
  }
}

/** Inputs of a node as lists, and which links gave nothing yet (lazy ones not evaluated). */
export interface InputLists {
  readonly lists: Readonly<Record<string, readonly unknown[]>>;
  readonly missing: ReadonlySet<string>;
}

/**
 * Collects a node's inputs. Constants are lists of one; inputs the class does not know are left out.
 * @param slotOf the items in an output slot, or undefined if that node has no result.
 */
export function collectInputs(node: RunNode, slotOf: (nodeId: string, slot: number) => readonly unknown[] | undefined): InputLists {
  const lists: Record<string, readonly unknown[]> = {};
  const missing = new Set<string>();
  for (const { name, options } of liveInputs(node.entry.info, node.inputs)) {
    if (!Object.hasOwn(node.inputs, name)) continue;
    const value = node.inputs[name];
    const items = isLink(value) && options['rawLink'] !== true ? slotOf(value[0], value[1]) : [value];
    if (items === undefined) missing.add(name);
    lists[name] = items ?? [undefined];
  }
  return { lists, missing };
}

/**
 * The inputs of each call: once with whole lists for `is_input_list` classes, else once per item of the longest list, shorter ones repeating their last.
 * @throws PythonError IndexError when one list is empty and another is not.
 */
export function splitCalls(
  entry: ClassEntry,
  lists: Readonly<Record<string, readonly unknown[]>>,
): readonly Readonly<Record<string, unknown>>[] {
  if (entry.isInputList) return [lists];
  const longest = Math.max(0, ...Object.values(lists).map((list) => list.length));
  if (longest === 0) return [{}];
  return Array.from({ length: longest }, (_, index) =>
    Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, itemOrLast(list, index)])),
  );
}

function itemOrLast(list: readonly unknown[], index: number): unknown {
  if (list.length === 0) throw new PythonError('IndexError', 'list index out of range');
  return list[Math.min(index, list.length - 1)];
}

/** The first block among the inputs of a call. */
export function findBlock(inputs: Readonly<Record<string, unknown>>, isInputList: boolean): Blocked | undefined {
  const values = Object.values(inputs).flatMap((value) => (isInputList && Array.isArray(value) ? (value as unknown[]) : [value]));
  return values.find((value) => value instanceof Blocked);
}

/** Joins the outputs of all calls into slots: `output_is_list` outputs are strung together, others are one item per call. */
export function mergeOutputs(entry: ClassEntry, calls: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] {
  const count = Math.max(entry.outputTypes.length, ...calls.map((outputs) => outputs.length));
  return Array.from({ length: count }, (_, slot) =>
    calls.flatMap((outputs) => {
      const value = outputs[slot];
      return entry.outputIsList[slot] === true && Array.isArray(value) ? (value as unknown[]) : [value];
    }),
  );
}

/** Joins the `ui` dictionaries of all calls: per key of the first, the items of all. */
export function mergeUi(
  parts: readonly Readonly<Record<string, readonly JsonValue[]>>[],
): Record<string, readonly JsonValue[]> | undefined {
  const [first] = parts;
  if (first === undefined || Object.keys(first).length === 0) return undefined;
  return Object.fromEntries(Object.keys(first).map((key) => [key, parts.flatMap((part) => part[key] ?? [])]));
}

/** `current_inputs` of an error: scalars as they are, anything else as a text; hidden inputs of older classes included. */
export function formatInputs(
  entry: ClassEntry,
  lists: Readonly<Record<string, readonly unknown[]>>,
  hidden: Readonly<Record<string, unknown>>,
): Record<string, JsonValue[]> {
  const shown: Record<string, JsonValue[]> = {};
  for (const [name, list] of Object.entries(lists)) shown[name] = list.map(formatValue);
  for (const [name, kind] of Object.entries(inputSection(entry.info, 'hidden'))) {
    if (typeof kind === 'string' && kind in hidden) shown[name] = [formatValue(hidden[kind])];
  }
  return shown;
}

/** Longest text a value is dumped to. */
const MAX_DUMP_CHARS = 2_000;

function formatValue(value: unknown): JsonValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' || typeof value === 'string') return value;
  return dump(value, 3).slice(0, MAX_DUMP_CHARS);
}

function dump(value: unknown, depth: number): string {
  if (ArrayBuffer.isView(value)) return `tensor(size=${value.byteLength})`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth === 0) return '...';
  if (Array.isArray(value))
    return `[${value
      .slice(0, 8)
      .map((item) => dump(item, depth - 1))
      .join(', ')}]`;
  const members = Object.entries(value).map(([key, member]) => `'${key}': ${dump(member, depth - 1)}`);
  return `{${members.join(', ')}}`;
}
