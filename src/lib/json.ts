/** A JSON value as this program holds it: integers beyond 2^53 are `bigint`, every other number is `number`. */
export type JsonValue = null | boolean | number | bigint | string | readonly JsonValue[] | JsonObject;

/** A JSON object; keys keep their order of arrival. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** True for objects that are neither null nor arrays. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for arrays; unlike `Array.isArray` it keeps the element type. */
export function isJsonArray(value: unknown): value is readonly JsonValue[] {
  return Array.isArray(value);
}
