import type { JsonObject, JsonValue } from '@/lib/json';
import type { InputSpec, NodeType } from '../node-types/node-type';
import { defaultValueOf } from '../node-types/widget-spec';
import { walkInputs } from '../node-types/expand-inputs';
import { isJsonList, objectOf } from '../node-types/json-read';
import type { GraphNode, LinkId, NodeInput, WidgetValues } from './model';
import { extensionWidgets } from './extension-widgets';
import { promotedSlotNames } from './promoted-slots';
import { droppedForcedSlots, hasNamedValues, uploadExtras } from './widget-slots';
import { REFRESH_SWITCH, selectUnknownWidgets } from './unknown-widgets';

/** One place of `widgets_values` and what it means. */
export interface WidgetSlot {
  /** The input's full name; `NAME:control` and `NAME:filter` for the companions of a seed or combo; the position for extras. */
  readonly name: string;
  /** `control` and `filter` are the companions of `control_after_generate`; `extra` belongs to no input (buttons, previews). Only `input` is sent. */
  readonly role: 'input' | 'control' | 'filter' | 'extra';
  /** Index (array form) or key (object form); an index may lie past the end of what is saved. */
  readonly slot: number | string;
  /** Effective value: as saved, else the default; a combo's missing value is its first choice. */
  readonly value: JsonValue;
  readonly spec?: InputSpec;
  /** The link into the socket of the same name; null = socket without link; absent = the file lists no such socket. */
  readonly linkedInput?: LinkId | null;
}

/** What a node has right now: its inputs with dynamic types expanded, and its slots. */
export interface NodePlan {
  readonly specs: readonly InputSpec[];
  readonly slots: readonly WidgetSlot[];
}

/**
 * The widgets of a node in slot order with their values. Without a node type (class unknown to the server) only what the file itself
 * names is an input; the rest are extras.
 */
export function selectWidgets(node: GraphNode, nodeType: NodeType | undefined): readonly WidgetSlot[] {
  return nodeType === undefined ? selectUnknownWidgets(node) : planNode(node, nodeType).slots;
}

const plans = new WeakMap<GraphNode, { readonly nodeType: NodeType; readonly plan: NodePlan }>();

/**
 * Expanded inputs and widget slots in one walk: which inputs exist depends on values, which value is whose depends on inputs.
 * Remembered while the node object lives; the same node and type give the same plan object.
 */
export function planNode(node: GraphNode, nodeType: NodeType): NodePlan {
  const found = plans.get(node);
  if (found?.nodeType === nodeType) return found.plan;
  const plan = walkPlan(node, nodeType, readerFor(node, nodeType));
  plans.set(node, { nodeType, plan });
  return plan;
}

/** The value of the widget `name`, or undefined when the node has no such widget. */
export function selectWidgetValue(node: GraphNode, nodeType: NodeType | undefined, name: string): JsonValue | undefined {
  return selectWidgets(node, nodeType).find((slot) => slot.name === name && slot.role !== 'extra')?.value;
}

/**
 * Writes one widget (or its `NAME:control` / `NAME:filter` companion). Slots before it that the file lacks are filled with their
 * defaults; choosing another option of a dynamic combo rebuilds the slots behind it, keeping values of equal name.
 * Returns the same node when nothing changes or there is no such widget.
 */
export function withWidgetValue(node: GraphNode, nodeType: NodeType | undefined, name: string, value: JsonValue): GraphNode {
  const slots = selectWidgets(node, nodeType);
  const slot = slots.find((candidate) => candidate.name === name && candidate.role !== 'extra');
  if (slot === undefined || isSavedAs(node.widgetValues, slot.slot, value)) return node;
  const widgetValues =
    nodeType !== undefined && nodeType.promoted === undefined && isShaping(slot)
      ? rebuild(node, nodeType, { name, value })
      : writeSlot(node, slots, { slot, value });
  return withNamedValue({ ...node, widgetValues }, name, value);
}

function readerFor(node: GraphNode, nodeType: NodeType): SlotReader {
  if (node.widgetValues.form === 'object' || hasNamedValues(node, nodeType)) return namedReader(node);
  return nodeType.promoted === undefined ? arrayReader(node, nodeType) : promotedReader(node, nodeType);
}

interface SlotReader {
  /** Whether the companion of a seed or combo has a place of its own. */
  readonly hasCompanion: (name: string) => boolean;
  /** Takes the next place; undefined = nothing saved there. */
  readonly take: (name: string) => { readonly slot: number | string; readonly value: JsonValue | undefined };
  readonly rest: () => readonly WidgetSlot[];
}

function arrayReader(node: GraphNode, nodeType: NodeType): SlotReader {
  const values = node.widgetValues.form === 'array' ? node.widgetValues.values : [];
  const dropped = droppedForcedSlots(nodeType, values.length);
  let index = 0;
  const skipDropped = (): void => {
    while (dropped.has(index)) index++;
  };
  return {
    hasCompanion: () => true,
    take: () => {
      skipDropped();
      const slot = index++;
      return { slot, value: values[slot] };
    },
    rest: () => {
      skipDropped();
      return values.slice(index).map((value, offset) => ({ name: String(index + offset), role: 'extra', slot: index + offset, value }));
    },
  };
}

function namedReader(node: GraphNode): SlotReader {
  const values = node.widgetValues.form === 'object' ? node.widgetValues.values : objectOf(node.source?.['widgets_values_named']);
  const taken = new Set<string>();
  return {
    hasCompanion: () => true,
    take: (name) => {
      const key = Object.hasOwn(values, name) ? name : formerKey(name, values);
      taken.add(key);
      return { slot: key, value: Object.hasOwn(values, key) ? values[key] : undefined };
    },
    rest: () =>
      Object.entries(values)
        .filter(([key]) => !taken.has(key))
        .map(([key, value]) => ({ name: key, role: 'extra', slot: key, value })),
  };
}

/** The key that stands for a widget's name in files that do not have that name. Source: VideoHelperSuite renamed its `save_image`. */
function formerKey(name: string, values: JsonObject): string {
  if (name.endsWith(':control')) return 'control_after_generate';
  return name === 'save_output' && Object.hasOwn(values, 'save_image') ? 'save_image' : name;
}

/** A subgraph instance: places are looked up by name; `null` there means that the inner value counts. */
function promotedReader(node: GraphNode, nodeType: NodeType): SlotReader {
  const values = node.widgetValues.form === 'array' ? node.widgetValues.values : [];
  const names = promotedSlotNames(node, nodeType);
  let beyond = Math.max(names.length, values.length);
  return {
    hasCompanion: (name) => names.includes(name),
    take: (name) => {
      const found = names.indexOf(name);
      const slot = found >= 0 ? found : beyond++;
      return { slot, value: values[slot] ?? undefined };
    },
    rest: () => [],
  };
}

function walkPlan(node: GraphNode, nodeType: NodeType, reader: SlotReader): NodePlan {
  const slots: WidgetSlot[] = [];
  const inputsByName = indexInputs(node.inputs);
  const connected = new Set(node.inputs.filter((input) => input.link !== null).map((input) => input.name));
  const takeExtra = (name: string): void => {
    const { slot, value } = reader.take(name);
    slots.push({ name, role: 'extra', slot, value: value ?? null });
  };
  const readValue = (spec: InputSpec): JsonValue => {
    const { slot, value: saved } = reader.take(spec.name);
    const value = effectiveValue(spec, isOldSampler(nodeType, spec) ? withoutSamplePrefix(saved) : saved);
    const input = inputsByName.get(spec.name);
    slots.push({ name: spec.name, role: 'input', slot, value, spec, ...(input === undefined ? {} : { linkedInput: input.link }) });
    for (const companion of companionsOf(spec)) {
      if (!reader.hasCompanion(companion.name)) continue;
      const taken = reader.take(companion.name);
      slots.push({ ...companion, slot: taken.slot, value: taken.value ?? companion.value });
    }
    return value;
  };
  const extras = uploadExtras(nodeType);
  const specs: InputSpec[] = [];
  const firstOptional = extras.areAfterRequired ? nodeType.inputs.findIndex((spec) => !spec.isRequired) : -1;
  const split = firstOptional < 0 ? nodeType.inputs.length : firstOptional;
  specs.push(...walkInputs(nodeType.inputs.slice(0, split), readValue, connected));
  extras.names.forEach(takeExtra);
  specs.push(...walkInputs(nodeType.inputs.slice(split), readValue, connected));
  slots.push(...extensionWidgets(nodeType.name, slots, reader.take));
  slots.push(...reader.rest());
  return { specs, slots };
}

/** What stands behind a widget with places of its own: the switch and the button of a remote list, then the seed control. */
function companionsOf({ name, widget }: InputSpec): readonly Pick<WidgetSlot, 'name' | 'role' | 'value'>[] {
  const companions: Pick<WidgetSlot, 'name' | 'role' | 'value'>[] = [];
  if (widget.kind === 'combo' && widget.hasRefreshButton !== undefined) {
    companions.push({ name: REFRESH_SWITCH, role: 'extra', value: false });
    if (widget.hasRefreshButton) companions.push({ name: 'refresh', role: 'extra', value: 'refresh' });
  }
  const control = 'control' in widget ? widget.control : null;
  if (control === null) return companions;
  companions.push({ name: `${name}:control`, role: 'control', value: control.defaultMode });
  if (control.hasFilter) companions.push({ name: `${name}:filter`, role: 'filter', value: '' });
  return companions;
}

function effectiveValue(spec: InputSpec, saved: JsonValue | undefined): JsonValue {
  if (saved === undefined) return defaultValueOf(spec.widget);
  if (saved === null && spec.widget.kind === 'combo')
    return spec.widget.isMultiselect ? spec.widget.default : (spec.widget.options[0] ?? null);
  return saved;
}

/** Samplers were once called `sample_euler` and the like. Source: official frontend, loadGraphData, which renames them for these classes. */
function isOldSampler({ name }: NodeType, spec: InputSpec): boolean {
  return spec.name === 'sampler_name' && (name === 'KSampler' || name === 'KSamplerAdvanced');
}

function withoutSamplePrefix(saved: JsonValue | undefined): JsonValue | undefined {
  return typeof saved === 'string' && saved.startsWith('sample_') ? saved.slice('sample_'.length) : saved;
}

function indexInputs(inputs: readonly NodeInput[]): ReadonlyMap<string, NodeInput> {
  const byName = new Map<string, NodeInput>();
  for (const input of inputs) {
    if (!byName.has(input.name)) byName.set(input.name, input);
    if (input.widget !== undefined && !byName.has(input.widget)) byName.set(input.widget, input);
  }
  return byName;
}

function isSavedAs(values: WidgetValues, slot: number | string, value: JsonValue): boolean {
  if (values.form === 'array' && typeof slot === 'number') return slot < values.values.length && Object.is(values.values[slot], value);
  return (
    values.form === 'object' && typeof slot === 'string' && Object.hasOwn(values.values, slot) && Object.is(values.values[slot], value)
  );
}

/** True when the value decides which other widgets exist. */
function isShaping(slot: WidgetSlot): boolean {
  return slot.role === 'input' && (slot.spec?.widget.kind === 'dynamic-combo' || slot.spec?.type === 'COMFY_DYNAMICGROUP_V3');
}

function writeSlot(node: GraphNode, slots: readonly WidgetSlot[], { slot, value }: { slot: WidgetSlot; value: JsonValue }): WidgetValues {
  if (node.widgetValues.form === 'object') return { form: 'object', values: { ...node.widgetValues.values, [slot.slot]: value } };
  const values: JsonValue[] = node.widgetValues.form === 'array' ? [...node.widgetValues.values] : [];
  const index = typeof slot.slot === 'number' ? slot.slot : slots.indexOf(slot);
  for (const earlier of slots) {
    if (typeof earlier.slot === 'number' && earlier.slot >= values.length && earlier.slot < index) values[earlier.slot] = earlier.value;
  }
  values[index] = value;
  return { form: 'array', values: Array.from(values, (item: JsonValue | undefined) => item ?? null) };
}

function rebuild(node: GraphNode, nodeType: NodeType, change: { name: string; value: JsonValue }): WidgetValues {
  const before = planNode(node, nodeType).slots;
  const known = new Map(before.filter((slot) => slot.role !== 'extra').map((slot) => [slot.name, slot.value]));
  known.set(change.name, change.value);
  const plan = walkPlan(node, nodeType, {
    hasCompanion: () => true,
    take: (name) => ({ slot: name, value: known.get(name) }),
    rest: () => [],
  });
  if (node.widgetValues.form === 'object') {
    return {
      form: 'object',
      values: { ...node.widgetValues.values, ...Object.fromEntries(plan.slots.filter(isInput).map((slot) => [slot.name, slot.value])) },
    };
  }
  return { form: 'array', values: [...plan.slots, ...before.filter(isTrailing)].map((slot) => slot.value) };
}

function isInput(slot: WidgetSlot): boolean {
  return slot.role === 'input';
}

/** Extras past the last named slot; upload buttons inside are rebuilt by the walk. */
function isTrailing(slot: WidgetSlot): boolean {
  return slot.role === 'extra' && slot.name === String(slot.slot);
}

/** Newer files hold the values a second time by name; both must agree after an edit. */
function withNamedValue(node: GraphNode, name: string, value: JsonValue): GraphNode {
  const named = node.source?.['widgets_values_named'];
  if (node.source === undefined || named === undefined || named === null || isJsonList(named)) return node;
  const key = name.endsWith(':control') ? 'control_after_generate' : name;
  return { ...node, source: { ...node.source, widgets_values_named: { ...objectOf(named), [key]: value } } };
}
