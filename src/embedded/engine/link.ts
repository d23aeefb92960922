import { isJsonArray, isJsonObject } from '@/lib/json';
import type { JsonValue } from '@/lib/json';

/** A wire in an API prompt: node id and output slot. */
export type Link = readonly [nodeId: string, slot: number];

/** What the executor takes for a wire: an array of a text and a number. (Validation takes any bare array for one.) */
export function isLink(value: unknown): value is Link {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'number';
}

/**
 * Whether an output of type `received` may feed an input of type `wanted`.
 * Types are names, comma lists of names, or legacy option lists; `*` and match types fit everything. Source: ComfyUI `comfy_execution/validation.py`.
 */
export function typesMatch(received: JsonValue, wanted: JsonValue): boolean {
  if (isSame(received, wanted)) return true;
  if ([received, wanted].some((type) => type === '*' || type === 'COMFY_MATCHTYPE_V3')) return true;
  if (Array.isArray(received) && wanted === 'COMBO') return true;
  if (typeof received !== 'string' || typeof wanted !== 'string') return false;
  const offered = names(received);
  const accepted = names(wanted);
  return offered.includes('*') || accepted.includes('*') || offered.some((name) => accepted.includes(name));
}

function names(type: string): readonly string[] {
  return type.split(',').map((name) => name.trim());
}

function isSame(a: JsonValue, b: JsonValue): boolean {
  if (isJsonArray(a) && isJsonArray(b)) return a.length === b.length && a.every((item, index) => isSame(item, b[index] ?? null));
  return !isJsonObject(a) && a === b;
}
