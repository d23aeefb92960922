import { stringifyExactJson } from '@/lib/exact-json';
import type { JsonObject } from '@/lib/json';

/** One thing a model's file says of itself. */
export interface MetadataRow {
  readonly name: string;
  readonly value: string;
}

/** What people look for first. Source: the modelspec standard of safetensors, and the names kohya's trainer writes. */
const FIRST = [
  'modelspec.title',
  'modelspec.architecture',
  'modelspec.trigger_phrase',
  'modelspec.description',
  'modelspec.author',
  'modelspec.license',
  'modelspec.date',
  'ss_base_model_version',
  'ss_sd_model_name',
  'ss_output_name',
  'ss_network_dim',
  'ss_network_alpha',
];
/** Pictures within the file, as text: of no use to read. */
const PICTURES = new Set(['ssmd_cover_images', 'modelspec.thumbnail']);

/** What is known to matter first, the rest by name. */
export function toMetadataRows(metadata: JsonObject): readonly MetadataRow[] {
  const rank = (name: string): number => {
    const place = FIRST.indexOf(name);
    return place < 0 ? FIRST.length : place;
  };
  return Object.entries(metadata)
    .filter(([name, value]) => !PICTURES.has(name) && value !== null && value !== '')
    .map(([name, value]) => ({ name, value: typeof value === 'string' ? value : stringifyExactJson(value) }))
    .sort((a, b) => rank(a.name) - rank(b.name) || a.name.localeCompare(b.name));
}
