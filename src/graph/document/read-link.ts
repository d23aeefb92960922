import type { JsonObject, JsonValue } from '@/lib/json';
import { isJsonObject } from '@/lib/json';
import { isJsonList, numberOr, textOr } from '../node-types/json-read';
import type { GraphGroup, GraphLink } from './model';
import { readId, readLinkId, readNodeId, readSocketType } from './read-node';

/** Reads a link of either form: `[id, origin, slot, target, slot, type]` or an object. Null when it has no id or no ends. */
export function readLink(source: JsonValue | undefined): GraphLink | null {
  if (isJsonList(source)) return createLink(source, source);
  if (!isJsonObject(source)) return null;
  const { id, origin_id: originId, origin_slot: originSlot, target_id: targetId, target_slot: targetSlot, type } = source;
  return createLink([id, originId, originSlot, targetId, targetSlot, type], source);
}

function createLink(fields: readonly (JsonValue | undefined)[], source: JsonObject | readonly JsonValue[]): GraphLink | null {
  const [id, originId, originSlot, targetId, targetSlot, type] = fields;
  const linkId = readLinkId(id);
  if (linkId === null || readId(originId) === null || readId(targetId) === null) return null;
  return {
    id: linkId,
    originId: readNodeId(originId),
    originSlot: Math.trunc(numberOr(originSlot, 0)),
    targetId: readNodeId(targetId),
    targetSlot: Math.trunc(numberOr(targetSlot, 0)),
    type: readSocketType(type),
    source,
  };
}

/** Reads a saved group frame. */
export function readGroup(source: JsonObject): GraphGroup {
  const bounding = source['bounding'];
  const at = (index: number, fallback: number): number =>
    numberOr(isJsonList(bounding) ? bounding[index] : isJsonObject(bounding) ? bounding[String(index)] : undefined, fallback);
  const color = source['color'];
  return {
    title: textOr(source['title'], ''),
    bounds: { x: at(0, 0), y: at(1, 0), width: at(2, 140), height: at(3, 80) },
    ...(typeof color === 'string' ? { color } : {}),
    source,
  };
}
