import type { JsonValue } from '@/lib/json';

/** A number the server could make of a saved value (it converts text and booleans), `null` when it could not. */
export function toNumberOrNull(value: JsonValue): number | bigint | null {
  if (typeof value === 'number') return Number.isNaN(value) ? null : value;
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}
