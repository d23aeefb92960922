import type { JsonObject, JsonValue } from '@/lib/json';
import type { RandomSource } from '@/lib/random';
import { selectSockets } from '../document/sockets';
import { isDisplayOnly } from '../document/unknown-widgets';
import { selectWidgets, type WidgetSlot } from '../document/widgets';
import { isGroupCount } from '../node-types/expand-inputs';
import { isJsonList } from '../node-types/json-read';
import { resolveDynamicPrompt } from './dynamic-prompt';
import type { FlatNode } from './flatten';
import { resolveInput, type ResolveContext } from './resolve-input';
import { isReplacedWidget } from './text-replacement';

/** What turning widgets into prompt values needs. */
export interface InputsContext extends ResolveContext {
  readonly random: RandomSource;
  readonly replaceText: (text: string) => string;
  /** Called when an input's wires run in a circle. */
  readonly onCycle: (flat: FlatNode, inputName: string) => void;
  /** Ids of the nodes that are sent; links to others are left out. */
  readonly sentIds: ReadonlySet<string>;
}

/** The `inputs` of one node of the prompt: its widget values, overwritten by what its links lead to. */
export function collectInputs(flat: FlatNode, context: InputsContext): Record<string, JsonValue> {
  const { scope, node } = flat;
  const nodeType = context.nodeTypes.get(node.type);
  const inputs: Record<string, JsonValue> = {};
  for (const slot of selectWidgets(node, nodeType)) {
    if (!isSent(slot, nodeType !== undefined)) continue;
    const value = context.values.fedValue(scope, node, slot.name) ?? slot.value;
    if (value === null && hasNoValue(slot)) continue;
    setInput(inputs, slot.name, wrapValue(finishText(value, { slot, className: node.type }, context), slot));
  }
  for (const socket of selectSockets(node, nodeType).inputs) {
    const resolved = resolveInput(scope, socket, context);
    if (resolved.kind === 'output') setLink(inputs, socket.name, { resolved, context });
    else if (resolved.kind === 'value') setInput(inputs, socket.name, wrapValue(resolved.value, socket));
    else if (resolved.kind === 'cycle') context.onCycle(flat, socket.name);
  }
  return inputs;
}

/** A link to a node that is not sent takes a widget's own value with it, as in the official frontend. */
function setLink(
  inputs: Record<string, JsonValue>,
  name: string,
  { resolved, context }: { readonly resolved: { readonly id: string; readonly slot: number }; readonly context: InputsContext },
): void {
  if (context.sentIds.has(resolved.id)) setInput(inputs, name, [resolved.id, resolved.slot]);
  else Reflect.deleteProperty(inputs, name);
}

/** `__proto__` is an ordinary name here. */
function setInput(inputs: Record<string, JsonValue>, name: string, value: JsonValue): void {
  if (name !== '__proto__') inputs[name] = value;
  else Object.defineProperty(inputs, name, { value, enumerable: true, configurable: true, writable: true });
}

/** Video packs keep widgets in object form that no definition lists, and send them. */
function isSent(slot: WidgetSlot, isKnownType: boolean): boolean {
  if (slot.role === 'input') return slot.spec === undefined || !isGroupCount(slot.spec);
  return slot.role === 'extra' && isKnownType && typeof slot.slot === 'string' && !isDisplayOnly(slot.name);
}

/** An empty list of choices and undrawn kinds have no value to begin with; null is not one either. */
function hasNoValue({ spec }: WidgetSlot): boolean {
  return spec?.widget.kind === 'combo' || spec?.widget.kind === 'unknown';
}

function finishText(value: JsonValue, place: { readonly slot: WidgetSlot; readonly className: string }, context: InputsContext): JsonValue {
  if (typeof value !== 'string') return value;
  const widget = place.slot.spec?.widget;
  if (widget?.kind === 'string' && widget.hasDynamicPrompts) return resolveDynamicPrompt(value, context.random);
  return isReplacedWidget(place.className, place.slot.name) ? context.replaceText(value) : value;
}

/** A bare list in a prompt means a link, so list values are wrapped. */
function wrapValue(value: JsonValue, { spec }: Pick<WidgetSlot, 'spec'>): JsonValue {
  if (spec?.type === 'CURVE' && value !== null) return { __type__: 'CURVE', __value__: value };
  const wrapped: JsonObject = { __value__: value };
  return isJsonList(value) ? wrapped : value;
}
