import type { JsonObject, JsonValue } from '@/lib/json';
import { toPreview } from './setting-kind';

export interface Setting {
  readonly id: string;
  readonly value: JsonValue;
}

/** The settings by id whose id or value holds every word of the search. */
export function findSettings(settings: JsonObject, search: string): readonly Setting[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return Object.entries(settings)
    .map(([id, value]) => ({ id, value }))
    .filter(({ id, value }) => {
      if (words.length === 0) return true;
      const text = `${id} ${toPreview(value)}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => a.id.localeCompare(b.id));
}
