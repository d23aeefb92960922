import { stringifyExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';

/** Counts and preview of a job's outputs. */
export interface OutputsSummary {
  readonly outputsCount: number;
  readonly previewableCount: number;
  readonly preview: JsonObject | undefined;
}

const PREVIEWABLE_KINDS = new Set(['images', 'video', 'audio', '3d']);
const THREE_D_ENDING = /\.(?:obj|fbx|gltf|glb|usdz)$/i;
const TEXT_ENDING = /\.(?:txt|md|json|csv)$/i;
const MAX_TEXT_CHARS = 1024;

/** How good a preview an item makes; the lowest wins, the first of equals. */
const RANK = { savedMedia: 0, otherMedia: 1, textFile: 2, text: 3 } as const;

/**
 * Summary as in `/api/jobs`: file items count, text does not; the preview is saved media, else other media, a text file, text.
 * Source: ComfyUI `comfy_execution/jobs.py` get_outputs_summary.
 */
export function summarizeOutputs(outputs: JsonValue): OutputsSummary {
  let outputsCount = 0;
  let previewableCount = 0;
  let best: { rank: number; preview: JsonObject } | undefined;
  for (const { nodeId, kind, item } of listItems(outputs)) {
    const file = toFileItem(item);
    const rank = file === undefined ? rankText(kind, item) : rankFile(kind, file);
    if (file !== undefined) outputsCount += 1;
    if (file !== undefined && rank !== undefined) previewableCount += 1;
    if (rank === undefined || (best !== undefined && best.rank <= rank)) continue;
    best = { rank, preview: { ...(file ?? toTextPreview(item)), nodeId, mediaType: kind } };
  }
  return { outputsCount, previewableCount, preview: best?.preview };
}

/** Outputs as a job's details show them: names of 3D files become file items, null items are dropped. */
export function normalizeOutputs(outputs: JsonValue): JsonValue {
  if (!isJsonObject(outputs)) return outputs;
  return mapValues(outputs, (kinds) => (isJsonObject(kinds) ? mapValues(kinds, normalizeKind) : kinds));
}

function normalizeKind(items: JsonValue, kind: string): JsonValue {
  if (kind === 'animated' || !isList(items)) return items;
  return items.filter((item) => item !== null).map((item) => toFileItem(item) ?? item);
}

interface OutputItem {
  readonly nodeId: string;
  readonly kind: string;
  readonly item: JsonValue;
}

function listItems(outputs: JsonValue): OutputItem[] {
  const nodes = isJsonObject(outputs) ? Object.entries(outputs) : [];
  return nodes.flatMap(([nodeId, kinds]) =>
    (isJsonObject(kinds) ? Object.entries(kinds) : []).flatMap(([kind, items]) =>
      kind === 'animated' || !isList(items) ? [] : items.map((item) => ({ nodeId, kind, item })),
    ),
  );
}

function toFileItem(item: JsonValue): JsonObject | undefined {
  if (isJsonObject(item)) return item;
  if (typeof item !== 'string' || !THREE_D_ENDING.test(item)) return undefined;
  return { filename: item, type: 'output', subfolder: '', mediaType: '3d' };
}

function rankFile(kind: string, file: JsonObject): number | undefined {
  const name = typeof file['filename'] === 'string' ? file['filename'] : '';
  const format = typeof file['format'] === 'string' ? file['format'] : '';
  const isMedia = PREVIEWABLE_KINDS.has(kind) || /^(?:video|audio)\//.test(format) || THREE_D_ENDING.test(name);
  if (isMedia) return file['type'] === 'output' ? RANK.savedMedia : RANK.otherMedia;
  return TEXT_ENDING.test(name) ? RANK.textFile : undefined;
}

function rankText(kind: string, item: JsonValue): number | undefined {
  return kind === 'text' && item !== null ? RANK.text : undefined;
}

function toTextPreview(item: JsonValue): JsonObject {
  const value = isList(item) ? (item[0] ?? '') : item;
  const text = typeof value === 'string' ? value : stringifyExactJson(value);
  return text.length <= MAX_TEXT_CHARS ? { content: text } : { content: text.slice(0, MAX_TEXT_CHARS), truncated: true };
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function mapValues(object: JsonObject, map: (value: JsonValue, key: string) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));
}
