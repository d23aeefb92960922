import { stringifyExactJson } from '@/lib/exact-json';
import type { JsonObject, JsonValue } from '@/lib/json';
import { inputSection } from './class-book';
import { isLink } from './link';
import { liveInputs } from './live-inputs';
import type { World } from './node-class';
import type { RunGraph } from './run-graph';

/** UI output of a node with the ids of the run that made it. */
export interface UiRecord {
  readonly meta: JsonObject;
  readonly output: JsonObject;
}

/** What a finished node left: per output slot the list of its items. */
export interface CacheEntry {
  readonly slots: readonly (readonly unknown[])[];
  readonly ui: UiRecord | undefined;
}

/** Results kept from run to run, found by content. */
export interface NodeCache {
  readonly get: (key: number) => CacheEntry | undefined;
  readonly set: (key: number, entry: CacheEntry) => void;
  /** Drops what is not among the keys. */
  readonly retain: (keys: ReadonlySet<number>) => void;
  readonly clear: () => void;
  /** One number per distinct text; equal texts give the equal number. */
  readonly intern: (text: string) => number;
  /** One number per object identity, for values that have no content to compare. */
  readonly identity: (value: object) => number;
}

/** Creates an empty cache. */
export function createNodeCache(): NodeCache {
  const entries = new Map<number, CacheEntry>();
  const texts = new Map<string, number>();
  const objects = new WeakMap<object, number>();
  let lastNumber = 0;
  return {
    get: (key) => entries.get(key),
    set: (key, entry) => void entries.set(key, entry),
    retain: (keys) => {
      for (const key of entries.keys()) if (!keys.has(key)) entries.delete(key);
      for (const [text, key] of texts) if (!keys.has(key)) texts.delete(text);
    },
    clear: () => {
      entries.clear();
      texts.clear();
    },
    intern: (text) => {
      const known = texts.get(text);
      if (known !== undefined) return known;
      texts.set(text, ++lastNumber);
      return lastNumber;
    },
    identity: (value) => {
      const known = objects.get(value);
      if (known !== undefined) return known;
      objects.set(value, ++lastNumber);
      return lastNumber;
    },
  };
}

/** Content keys of the nodes of one run; each fingerprint is taken once per run. */
export interface ContentKeys {
  readonly of: (nodeId: string) => number;
  /** Keys of everything asked for so far. */
  readonly all: () => ReadonlySet<number>;
  /** What the class's fingerprint said, for nodes that have one: it joins the embedded prompt as `is_changed`. */
  readonly fingerprints: () => ReadonlyMap<string, JsonValue>;
}

/**
 * A key covers class, constants, ancestry by content and fingerprint, not the node's id unless its class asks for that.
 * A fingerprint of NaN, or one that throws, never equals anything.
 */
export function createContentKeys(graph: RunGraph, cache: NodeCache, world: World): ContentKeys {
  const keys = new Map<string, number>();
  const fingerprints = new Map<string, JsonValue>();
  const keyOf = (nodeId: string): number => {
    const known = keys.get(nodeId);
    if (known !== undefined) return known;
    // Stands in while the ancestors are visited, so that a cycle ends.
    keys.set(nodeId, 0);
    const key = cache.intern(stringifyExactJson([...nodeParts(nodeId), ...inputParts(nodeId)]));
    keys.set(nodeId, key);
    return key;
  };
  const nodeParts = (nodeId: string): readonly unknown[] => {
    const { classType, inputs, entry } = graph.node(nodeId);
    const { parentId } = graph.names(nodeId);
    const print = entry.node.fingerprint === undefined ? null : takeFingerprint(nodeId);
    const shownId = entry.node.idInCacheKey === true || usesUniqueId(entry.info) ? nodeId : null;
    return [classType, print, shownId, parentId === null ? null : keyOf(parentId), Object.keys(inputs).length];
  };
  const inputParts = (nodeId: string): readonly unknown[] => {
    const { inputs } = graph.node(nodeId);
    return Object.keys(inputs)
      .toSorted()
      .map((name) => [name, ...valueParts(inputs[name])]);
  };
  const valueParts = (value: unknown): readonly unknown[] => {
    if (isLink(value)) return ['link', graph.has(value[0]) ? keyOf(value[0]) : value[0], value[1]];
    return typeof value !== 'object' || value === null || isPlain(value) ? ['value', value] : ['object', cache.identity(value)];
  };
  const takeFingerprint = (nodeId: string): unknown => {
    const print = fingerprintOf(graph, nodeId, world);
    fingerprints.set(nodeId, print);
    return Number.isNaN(print) ? ['never', cache.identity({})] : print;
  };
  return { of: keyOf, all: () => new Set(keys.values()), fingerprints: () => fingerprints };
}

function fingerprintOf(graph: RunGraph, nodeId: string, world: World): JsonValue {
  const { inputs, entry } = graph.node(nodeId);
  const names = liveInputs(entry.info, inputs).map(({ name }) => name);
  const constants = Object.fromEntries(
    names.filter((name) => name in inputs).map((name) => [name, isLink(inputs[name]) ? null : inputs[name]]),
  );
  try {
    return entry.node.fingerprint?.(constants, world) ?? null;
  } catch {
    return Number.NaN;
  }
}

function usesUniqueId(info: JsonObject): boolean {
  return Object.values(inputSection(info, 'hidden')).some(
    (kind) => kind === 'UNIQUE_ID' || (Array.isArray(kind) && kind[0] === 'UNIQUE_ID'),
  );
}

/** Constants of a prompt are JSON; values an expansion puts into inputs may be anything. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (Array.isArray(value)) return value.every(isPlain);
  return prototype === Object.prototype && Object.values(value).every(isPlain);
}
