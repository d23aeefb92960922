import type { Diagnostic } from '@/lib/diagnostic';
import { ProtocolError } from '@/lib/errors';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';

/** What `/object_info` says: raw definitions by class name, in the server's order. Reading them fully is `graph`'s work. */
export interface ObjectInfo {
  readonly nodes: ReadonlyMap<string, JsonObject>;
  /** One `node-definition-broken` per class left out; params `className` and `reason`. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the answer of a route that lists the choices of an input: texts, numbers or truth values.
 * @throws ProtocolError `bad-shape` when it is no such list.
 */
export function parseChoices(json: unknown): readonly JsonValue[] {
  if (!Array.isArray(json)) throw new ProtocolError('bad-shape', 'choices: not a list');
  const choices = json as readonly JsonValue[];
  if (choices.some((choice) => typeof choice === 'object')) throw new ProtocolError('bad-shape', 'choices: more than texts and numbers');
  return choices;
}

/** Deeper input declarations are left as they are: core nests five levels. */
const MAX_SPEC_DEPTH = 60;

/**
 * Sorts the answer of `/object_info` or `/object_info/{class}` into usable and broken definitions.
 * Checked by hand because a schema over 20 MB costs seconds: a definition is an object, its input sections are objects of
 * `[type]` or `[type, options]`, its outputs a list. Whole limits of `INT` inputs that native parsing rounded up to 2^63 or 2^64
 * become the exact `bigint` below. Source: ComfyUI `server.py` node_info, `comfy_api/latest/_io.py`.
 * @throws ProtocolError `bad-shape` when the whole is no object.
 */
export function parseObjectInfo(json: unknown): ObjectInfo {
  if (!isJsonObject(json)) throw new ProtocolError('bad-shape', 'object_info: not an object');
  const nodes = new Map<string, JsonObject>();
  const diagnostics: Diagnostic[] = [];
  for (const [className, definition] of Object.entries(json)) {
    const reason = findFault(definition);
    if (reason === null && isJsonObject(definition)) nodes.set(className, withExactLimits(definition));
    else diagnostics.push({ severity: 'error', code: 'node-definition-broken', params: { className, reason: reason ?? 'not-an-object' } });
  }
  return { nodes, diagnostics };
}

function findFault(definition: JsonValue): string | null {
  if (!isJsonObject(definition)) return 'not-an-object';
  const { input, output } = definition;
  if (!isAbsent(output) && !Array.isArray(output)) return 'output-not-a-list';
  if (isAbsent(input)) return null;
  if (!isJsonObject(input)) return 'input-not-an-object';
  return findSectionFault('required', input['required']) ?? findSectionFault('optional', input['optional']);
}

function findSectionFault(section: string, specs: JsonValue | undefined): string | null {
  if (isAbsent(specs)) return null;
  if (!isJsonObject(specs)) return `${section}-not-an-object`;
  for (const name in specs) {
    if (!isInputSpec(specs[name])) return `input-not-readable: ${name}`;
  }
  return null;
}

function isInputSpec(spec: JsonValue | undefined): boolean {
  if (!Array.isArray(spec)) return false;
  const [type] = spec as readonly JsonValue[];
  return typeof type === 'string' || Array.isArray(type);
}

function isAbsent(value: JsonValue | undefined): value is null | undefined {
  return value === undefined || value === null;
}

function withExactLimits(definition: JsonObject): JsonObject {
  const { input } = definition;
  // Nearly all definitions hold none: looking leaves nothing behind to collect, rebuilding does.
  if (input === undefined || !holdsRounded(input, 0)) return definition;
  return { ...definition, input: exactSpecs(input, 0) };
}

/** Whether `exactSpecs` would change something. */
function holdsRounded(value: JsonValue | undefined, depth: number): boolean {
  if (depth > MAX_SPEC_DEPTH || typeof value !== 'object' || value === null) return false;
  if (isJsonObject(value)) {
    for (const key in value) {
      if (holdsRounded(value[key], depth + 1)) return true;
    }
    return false;
  }
  const list: readonly JsonValue[] = value;
  const [type, options] = list;
  if (type === 'INT' && isJsonObject(options)) {
    for (const key in options) {
      const limit = options[key];
      if (typeof limit === 'number' && toExactLimit(limit) !== limit) return true;
    }
    return false;
  }
  return list.some((item) => holdsRounded(item, depth + 1));
}

/** Walks input declarations (they nest in dynamic types) and answers the same reference where nothing changes. */
function exactSpecs(value: JsonValue, depth: number): JsonValue {
  if (depth > MAX_SPEC_DEPTH || typeof value !== 'object' || value === null) return value;
  if (!isJsonObject(value)) return exactList(value, depth);
  const entries = Object.entries(value);
  const changed = entries.map(([key, item]): [string, JsonValue] => [key, exactSpecs(item, depth + 1)]);
  return changed.some(([, item], index) => item !== entries[index]?.[1]) ? Object.fromEntries(changed) : value;
}

function exactList(list: readonly JsonValue[], depth: number): JsonValue {
  const [type, options] = list;
  if (type === 'INT' && isJsonObject(options)) return exactIntSpec(list, options);
  // Lists of choices are long and flat; only lists holding objects or lists can hold a declaration.
  if (!list.some((item) => typeof item === 'object' && item !== null)) return list;
  const changed = list.map((item) => exactSpecs(item, depth + 1));
  return changed.some((item, index) => item !== list[index]) ? changed : list;
}

function exactIntSpec(spec: readonly JsonValue[], options: JsonObject): JsonValue {
  const entries = Object.entries(options);
  if (!entries.some(([, value]) => typeof value === 'number' && toExactLimit(value) !== value)) return spec;
  const exact = Object.fromEntries(entries.map(([key, value]) => [key, typeof value === 'number' ? toExactLimit(value) : value]));
  return [spec[0] ?? 'INT', exact, ...spec.slice(2)];
}

/**
 * A double cannot tell 2^64 from 2^64−1, nor ±2^63 from ±(2^63−1). Servers write the latter of each pair (`0xffffffffffffffff`,
 * `±sys.maxsize`); where one meant the former, the narrower limit is still safe.
 */
function toExactLimit(value: number): number | bigint {
  if (value === 2 ** 64) return 2n ** 64n - 1n;
  if (value === 2 ** 63) return 2n ** 63n - 1n;
  return value === -(2 ** 63) ? 1n - 2n ** 63n : value;
}
