import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { toNodeId, type NodeId } from '@/protocol/ids';
import { isJsonList, listOf, numberOr, objectOf, textOr } from '../node-types/json-read';
import { toLinkId } from './ids';
import type { GraphNode, LinkId, NodeInput, NodeMode, NodeOutput, WidgetValues } from './model';

/** An id of a node or link as saved: number, text, or (beyond 2^53) bigint; null when it is none. */
export function readId(value: JsonValue | undefined): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : null;
}

/** A node id as saved; `-1` ("not set") when there is none. */
export function readNodeId(value: JsonValue | undefined): NodeId {
  return toNodeId(readId(value) ?? '-1');
}

/** A link id as saved, or null. */
export function readLinkId(value: JsonValue | undefined): LinkId | null {
  const id = readId(value);
  return id === null ? null : toLinkId(id);
}

/** Two numbers saved as `[a, b]`, as `{"0": a, "1": b}` (left over from typed arrays), or not at all. */
export function readPair(value: JsonValue | undefined, fallback: readonly [number, number]): readonly [number, number] {
  const first = isJsonList(value) ? value[0] : objectOf(value)['0'];
  const second = isJsonList(value) ? value[1] : objectOf(value)['1'];
  return [numberOr(first, fallback[0]), numberOr(second, fallback[1])];
}

/** A socket type as text: a list of choices is COMBO, 0 and nothing are `*`. */
export function readSocketType(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  if (isJsonList(value)) return 'COMBO';
  return typeof value === 'number' && value !== 0 ? String(value) : '*';
}

/** Reads a saved node of any age. Never throws: what is missing or wrong gets a neutral value, `source` keeps the truth. */
export function readNode(source: JsonObject): GraphNode {
  const [x, y] = readPair(source['pos'], [0, 0]);
  const [width, height] = readPair(source['size'], [210, 60]);
  const flags = objectOf(source['flags']);
  return {
    id: readNodeId(source['id']),
    type: textOr(source['type'], ''),
    ...readText(source, 'title'),
    position: { x, y },
    size: { width, height },
    mode: readMode(source['mode']),
    isCollapsed: flags['collapsed'] === true,
    isPinned: flags['pinned'] === true,
    ...readText(source, 'color'),
    ...readText(source, 'bgcolor'),
    inputs: listOf(source['inputs']).filter(isJsonObject).map(readInput),
    outputs: listOf(source['outputs']).filter(isJsonObject).map(readOutput),
    widgetValues: readWidgetValues(source['widgets_values']),
    properties: objectOf(source['properties']),
    source,
  };
}

function readText<Key extends 'title' | 'color' | 'bgcolor'>(source: JsonObject, key: Key): Partial<Record<Key, string>> {
  const value = source[key];
  return typeof value === 'string' ? ({ [key]: value } as Partial<Record<Key, string>>) : {};
}

function readMode(value: JsonValue | undefined): NodeMode {
  return value === 1 || value === 2 || value === 3 || value === 4 ? value : 0;
}

function readWidgetValues(value: JsonValue | undefined): WidgetValues {
  if (isJsonList(value)) return { form: 'array', values: value };
  return isJsonObject(value) ? { form: 'object', values: value } : { form: 'none' };
}

/** Reads one entry of `inputs`. */
export function readInput(source: JsonObject): NodeInput {
  const widget = objectOf(source['widget'])['name'];
  const label = source['label'];
  return {
    name: textOr(source['name'], ''),
    type: readSocketType(source['type']),
    ...(typeof label === 'string' ? { label } : {}),
    link: readLinkId(source['link']),
    ...(typeof widget === 'string' ? { widget } : {}),
    source,
  };
}

/** Reads one entry of `outputs`. */
export function readOutput(source: JsonObject): NodeOutput {
  const label = source['label'];
  return {
    name: textOr(source['name'], ''),
    type: readSocketType(source['type']),
    ...(typeof label === 'string' ? { label } : {}),
    links: listOf(source['links']).flatMap((id) => readLinkId(id) ?? []),
    source,
  };
}
