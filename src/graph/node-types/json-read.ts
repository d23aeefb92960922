import { stringifyExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';

/** The value as text, or `fallback` when it is not a string. */
export function textOr(value: JsonValue | undefined, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

/** Any value as text: text and numbers as they are, null and nothing as '', lists and objects as JSON. */
export function toText(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? stringifyExactJson(value) : String(value);
}

/** The value as a finite `number` (a `bigint` is converted), or `fallback`. */
export function numberOr(value: JsonValue | undefined, fallback: number): number {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' && Number.isFinite(value) ? value : fallback;
}

/** The value as a list, or an empty one. */
export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonList(value) ? value : [];
}

/** The value as an object, or an empty one. */
export function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** `Array.isArray` that narrows to read-only JSON lists. */
export function isJsonList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
