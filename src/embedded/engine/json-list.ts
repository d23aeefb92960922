import { isJsonArray } from '@/lib/json';
import type { JsonValue } from '@/lib/json';

/** The value if it is an array, else an empty one. */
export function jsonList(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonArray(value) ? value : [];
}
