import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import type { JsonValue } from '@/lib/json';

/** How a setting's value is edited. `json`: lists, objects, null and whatever else the server may hold. */
export type SettingKind = 'boolean' | 'number' | 'text' | 'json';

/** The kind of a value. */
export function kindOf(value: JsonValue): SettingKind {
  switch (typeof value) {
    case 'boolean':
      return 'boolean';
    case 'number':
    case 'bigint':
      return 'number';
    case 'string':
      return 'text';
    default:
      return 'json';
  }
}

/** A value as text to edit; texts stand without quotes. */
export function toDraft(kind: SettingKind, value: JsonValue): string {
  return kind === 'text' && typeof value === 'string' ? value : stringifyExactJson(value, kind === 'json' ? 2 : undefined);
}

/** What was typed as a value of that kind; null when it is none. Numbers stay exact. */
export function fromDraft(kind: SettingKind, draft: string): { readonly value: JsonValue } | null {
  if (kind === 'text') return { value: draft };
  try {
    const value = parseExactJson(draft.trim());
    return kind === 'json' || kindOf(value) === kind ? { value } : null;
  } catch {
    return null;
  }
}

/** A draft carried over to another kind: kept where it is one of that kind, else the kind's simplest. */
export function convertDraft(draft: string, from: SettingKind, to: SettingKind): string {
  const parsed = fromDraft(from, draft);
  if (to === 'json') return parsed === null ? stringifyExactJson(draft) : toDraft('json', parsed.value);
  if (to === 'text') return parsed !== null && typeof parsed.value === 'string' ? parsed.value : draft;
  if (fromDraft(to, draft) !== null) return draft.trim();
  return to === 'number' ? '0' : 'false';
}

/** A value on one line, for lists. */
export function toPreview(value: JsonValue): string {
  return typeof value === 'string' ? value : stringifyExactJson(value);
}
