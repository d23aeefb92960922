import type { JsonObject, JsonValue } from '@/lib/json';
import type { RandomSource } from '@/lib/random';
import type { GraphNode } from '../document/model';
import { selectSockets, type InputSocket } from '../document/sockets';
import { isDisplayOnly } from '../document/unknown-widgets';
import { selectWidgets, type WidgetSlot } from '../document/widgets';
import { isGroupCount } from '../node-types/expand-inputs';
import { isJsonList } from '../node-types/json-read';
import type { NodeType } from '../node-types/node-type';
import { resolveDynamicPrompt } from './dynamic-prompt';
import { executionId, type FlatNode } from './flatten';
import { resolveInput, type Resolved, type ResolveContext } from './resolve-input';
import { isReplacedWidget } from './text-replacement';

/** What turning widgets into prompt values needs. */
export interface InputsContext extends ResolveContext {
  readonly random: RandomSource;
  readonly replaceText: (text: string) => string;
  /** Called when an input's wires run in a circle. */
  readonly onCycle: (flat: FlatNode, inputName: string) => void;
  /** Ids of the nodes that are sent; links to others are left out. */
  readonly sentIds: ReadonlySet<string>;
  /** Those of them whose outputs every link reaches that begins there: all but group nodes without their definition. */
  readonly straightIds: ReadonlySet<string>;
}

/**
 * One node as the prompt has it: its widget values, overwritten by what its links lead to, its class and its title. A node that changed in
 * nothing since the last prompt gives the same object again, never to be written to: most of a large graph is the same from run to run.
 */
export function writeNode(flat: FlatNode, context: InputsContext): JsonObject {
  const { scope, node } = flat;
  const nodeType = context.nodeTypes.get(node.type);
  const isFed = context.values.isFed(scope, node);
  const found = isFed ? undefined : written.get(node);
  if (found !== undefined && found.nodeType === nodeType && leadsTheSame(found, scope, context)) return found.entry;
  const linked = selectSockets(node, nodeType).inputs.filter(({ link }) => link !== null);
  const resolved = linked.map((socket) => resolveSent(scope, socket, context));
  const inputs = readValues(flat, nodeType, context);
  linked.forEach((socket, index) => {
    const one = resolved[index];
    if (one?.kind === 'output') setInput(inputs, socket.name, [one.id, one.slot]);
    else if (one?.kind === 'value') setInput(inputs, socket.name, wrapValue(one.value, socket));
    else if (one?.kind === 'not-sent') Reflect.deleteProperty(inputs, socket.name);
    else if (one?.kind === 'cycle') context.onCycle(flat, socket.name);
  });
  const title = node.title ?? nodeType?.displayName ?? node.type;
  const entry: JsonObject = { inputs, class_type: node.type, _meta: { title } };
  const isLasting = !isFed && !resolved.some(({ kind }) => kind === 'cycle') && !hasValueOfTheMoment(node, nodeType);
  if (isLasting) written.set(node, { nodeType, linked, resolved, entry });
  return entry;
}

/** A link to a node that is not sent takes a widget's own value with it, as in the official frontend. */
type Sent = Resolved | { readonly kind: 'not-sent' };

const NOT_SENT: Sent = { kind: 'not-sent' };

interface WrittenNode {
  readonly nodeType: NodeType | undefined;
  /** The inputs with a link. */
  readonly linked: readonly InputSocket[];
  /** Of each of them. */
  readonly resolved: readonly Sent[];
  readonly entry: JsonObject;
}

const written = new WeakMap<GraphNode, WrittenNode>();

function resolveSent(scope: FlatNode['scope'], socket: InputSocket, context: InputsContext): Sent {
  const resolved = resolveInput(scope, socket, context);
  return resolved.kind === 'output' && !context.sentIds.has(resolved.id) ? NOT_SENT : resolved;
}

function leadsTheSame({ linked, resolved }: WrittenNode, scope: FlatNode['scope'], context: InputsContext): boolean {
  for (let index = 0; index < linked.length; index++) {
    const [socket, before] = [linked[index], resolved[index]];
    if (socket === undefined || before === undefined) return false;
    if (before.kind === 'output' && leadsStraightTo(before, socket, { scope, context })) continue;
    if (!isSame(resolveSent(scope, socket, context), before)) return false;
  }
  return true;
}

/** The common case, without following the link through everything that it could meet: it begins at a node that is itself sent. */
function leadsStraightTo(
  output: Resolved & { readonly kind: 'output' },
  socket: InputSocket,
  { scope, context }: { readonly scope: FlatNode['scope']; readonly context: InputsContext },
): boolean {
  const link = socket.link === null ? undefined : scope.graph.links.get(socket.link);
  return link?.originSlot === output.slot && executionId(scope, link.originId) === output.id && context.straightIds.has(output.id);
}

function isSame(a: Sent, b: Sent): boolean {
  if (a.kind === 'output') return b.kind === 'output' && a.id === b.id && a.slot === b.slot;
  return a.kind === 'value' ? b.kind === 'value' && a.value === b.value : a.kind === b.kind;
}

/** Chance, the time or other nodes have a say in a text. */
function hasValueOfTheMoment(node: GraphNode, nodeType: NodeType | undefined): boolean {
  return selectWidgets(node, nodeType).some(
    ({ spec, name }) => (spec?.widget.kind === 'string' && spec.widget.hasDynamicPrompts) || isReplacedWidget(node.type, name),
  );
}

function readValues({ scope, node }: FlatNode, nodeType: NodeType | undefined, context: InputsContext): Record<string, JsonValue> {
  const inputs: Record<string, JsonValue> = {};
  for (const slot of selectWidgets(node, nodeType)) {
    if (!isSent(slot, nodeType !== undefined)) continue;
    const value = context.values.fedValue(scope, node, slot.name) ?? slot.value;
    if (value === null && hasNoValue(slot)) continue;
    setInput(inputs, slot.name, wrapValue(finishText(value, { slot, className: node.type }, context), slot));
  }
  return inputs;
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
