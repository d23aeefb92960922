import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import type { WorkflowDocument } from '../document/model';
import { isJsonList, objectOf } from '../node-types/json-read';

/** A control that the author of a workflow chose for its form. */
export interface Pin {
  readonly graphId: string;
  readonly nodeId: string;
  readonly name: string;
}

/** Where pins stand in `extra`: a key of our own, which other programs keep as they keep all they do not know. */
const KEY = 'comfydeck_form';

/** The pins of a document, in the order they were set; entries that are none are skipped. */
export function readPins({ source }: WorkflowDocument): readonly Pin[] {
  const pins = objectOf(objectOf(source['extra'])[KEY])['pins'];
  return isJsonList(pins) ? pins.flatMap(readPin) : [];
}

function readPin(entry: JsonValue): readonly Pin[] {
  if (!isJsonObject(entry)) return [];
  const { graph: graphId, node: nodeId, name } = entry;
  return typeof graphId === 'string' && typeof nodeId === 'string' && typeof name === 'string' ? [{ graphId, nodeId, name }] : [];
}

export function isSamePin(a: Pin, b: Pin): boolean {
  return a.graphId === b.graphId && a.nodeId === b.nodeId && a.name === b.name;
}

/** Sets a pin behind the others, or takes it away. Pure. */
export function togglePin(document: WorkflowDocument, pin: Pin): WorkflowDocument {
  const pins = readPins(document);
  const rest = pins.filter((one) => !isSamePin(one, pin));
  return withPins(document, rest.length < pins.length ? rest : [...pins, pin]);
}

/** Moves a pin one place towards the beginning (-1) or the end (1). Pure. */
export function movePin(document: WorkflowDocument, pin: Pin, by: -1 | 1): WorkflowDocument {
  const pins = readPins(document);
  const at = pins.findIndex((one) => isSamePin(one, pin));
  const to = at + by;
  if (at < 0 || to < 0 || to >= pins.length) return document;
  const moved = pins.filter((_, index) => index !== at);
  return withPins(document, [...moved.slice(0, to), pin, ...moved.slice(to)]);
}

function withPins(document: WorkflowDocument, pins: readonly Pin[]): WorkflowDocument {
  const { [KEY]: form, ...extra } = objectOf(document.source['extra']);
  const written = pins.map(({ graphId, nodeId, name }): JsonObject => ({ graph: graphId, node: nodeId, name }));
  const next = pins.length === 0 ? extra : { ...extra, [KEY]: { ...objectOf(form), pins: written } };
  return { ...document, source: { ...document.source, extra: next } };
}
