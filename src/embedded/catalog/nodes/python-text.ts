import { isJsonObject } from '@/lib/json';

/** A value as Python's `str()` shows it; what has no short form is shown as JSON or by its kind. Source: ComfyUI `comfy_extras/nodes_preview_any.py`. */
export function pythonText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (isWireLike(value)) return `<${value.kind}>`;
  return isJsonObject(value) || Array.isArray(value) ? JSON.stringify(value, textOfBigInt, 4) : `<${typeof value}>`;
}

function textOfBigInt(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

function isWireLike(value: unknown): value is { kind: string } {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
}
