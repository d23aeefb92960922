import type { JsonValue } from '@/lib/json';
import { objectOf } from '../node-types/json-read';
import type { GraphNode, NodeInput } from './model';
import type { WidgetSlot } from './widgets';

/**
 * Widgets of a node whose class is unknown: named where the file names them – object form, `widgets_values_named`, or a full list of
 * widget sockets that fits the array exactly – otherwise extras named by position.
 */
export function selectUnknownWidgets(node: GraphNode): readonly WidgetSlot[] {
  const { widgetValues } = node;
  if (widgetValues.form === 'none') return [];
  if (widgetValues.form === 'object') {
    return Object.entries(widgetValues.values).map(([key, value]) => named(node, key, { slot: key, value }));
  }
  const { values } = widgetValues;
  return slotsByNamedValues(node, values) ?? slotsBySockets(node, values) ?? values.map((value, slot) => extra(slot, value));
}

function named(node: GraphNode, name: string, place: { slot: number | string; value: JsonValue }): WidgetSlot {
  if (isDisplayOnly(name)) return { name, role: 'extra', ...place };
  const input = node.inputs.find((candidate) => candidate.name === name || candidate.widget === name);
  return { name, role: 'input', ...place, ...(input === undefined ? {} : { linkedInput: input.link }) };
}

/** Stands behind every choice from a remote list, and holds a place. Source: official frontend, useRemoteWidget. */
export const REFRESH_SWITCH = 'Auto-refresh after generation';

/** Preview state, upload buttons and switches of the page itself that files keep among a node's values; never inputs. */
export function isDisplayOnly(name: string): boolean {
  return name === 'videopreview' || name === REFRESH_SWITCH || /^choose .+ to upload$/.test(name);
}

function extra(slot: number, value: JsonValue): WidgetSlot {
  return { name: String(slot), role: 'extra', slot, value };
}

/** Uses the second, named copy of the values when it agrees with the array position by position. */
function slotsByNamedValues(node: GraphNode, values: readonly JsonValue[]): readonly WidgetSlot[] | null {
  const entries = Object.entries(objectOf(node.source?.['widgets_values_named']));
  if (entries.length !== values.length || entries.length === 0) return null;
  if (!entries.every(([, value], index) => value === values[index] || typeof value === 'object')) return null;
  return entries.map(([name, value], slot) =>
    name === 'control_after_generate'
      ? { name: controlName(entries, slot), role: 'control', slot, value }
      : named(node, name, { slot, value }),
  );
}

function controlName(entries: readonly (readonly [string, JsonValue])[], slot: number): string {
  return `${entries[slot - 1]?.[0] ?? ''}:control`;
}

const CONTROL_WORDS: ReadonlySet<JsonValue> = new Set(['fixed', 'increment', 'decrement', 'randomize', 'increment-wrap']);

/** Newer files list a socket for every widget, in order: if they and the control slots use up the array exactly, positions are known. */
function slotsBySockets(node: GraphNode, values: readonly JsonValue[]): readonly WidgetSlot[] | null {
  const widgets = node.inputs.filter((input) => input.widget !== undefined);
  if (widgets.length === 0) return null;
  const slots: WidgetSlot[] = [];
  let spare = values.length - widgets.length;
  for (const input of widgets) {
    const slot = slots.length;
    const value = values[slot];
    if (value === undefined || !isOfType(input, value)) return null;
    slots.push({ name: input.name, role: 'input', slot, value, linkedInput: input.link });
    const next = values[slot + 1];
    if (spare > 0 && input.type === 'INT' && next !== undefined && CONTROL_WORDS.has(next)) {
      slots.push({ name: `${input.name}:control`, role: 'control', slot: slot + 1, value: next });
      spare--;
    }
  }
  return spare === 0 ? slots : null;
}

function isOfType(input: NodeInput, value: JsonValue): boolean {
  switch (input.type) {
    case 'INT':
    case 'FLOAT':
      return typeof value === 'number' || typeof value === 'bigint';
    case 'BOOLEAN':
      return typeof value === 'boolean';
    case 'STRING':
      return typeof value === 'string';
    default:
      return true;
  }
}
