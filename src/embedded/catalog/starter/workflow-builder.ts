import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import type { World } from '../../engine/node-class';
import { allClasses } from '../all-classes';

/** One node of a workflow, by what a person would say about it; the rest follows from its class. */
export interface NodePlan {
  readonly id: number;
  readonly type: string;
  readonly pos: readonly [number, number];
  readonly size?: readonly [number, number];
  readonly title?: string;
  /** Widget values by input name; absent ones take the class's default. */
  readonly values?: Readonly<Record<string, JsonValue>>;
  /** Links by input name: node id and output slot. */
  readonly wires?: Readonly<Record<string, readonly [number, number]>>;
}

/** A workflow in both its forms. */
export interface BuiltWorkflow {
  readonly workflow: JsonObject;
  readonly prompt: JsonObject;
}

interface InputPlan {
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly isWidget: boolean;
  readonly options: JsonObject;
  readonly fallback: JsonValue;
}

interface Link {
  readonly id: number;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly type: string;
}

const WIDGET_DEFAULTS: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ['INT', 0],
  ['FLOAT', 0],
  ['STRING', ''],
  ['BOOLEAN', false],
  ['COMBO', ''],
  ['IMAGECOMPARE', {}],
]);
const LINE_PX = 26;

/** Builds workflow format 0.4 (as the official frontend saves it) and the prompt that it stands for from one list of nodes, which must be in running order. */
export function buildWorkflow(id: string, plans: readonly NodePlan[], groups: readonly JsonObject[] = []): BuiltWorkflow {
  const definitions = new Map(plans.map((plan) => [plan.type, definitionOf(plan.type)]));
  const inputs = new Map(plans.map((plan) => [plan.id, inputsOf(definitions.get(plan.type) ?? {})]));
  const outputTypes = new Map(plans.map((plan) => [plan.id, outputsOf(definitions.get(plan.type) ?? {})]));
  const links = linksOf(plans, inputs, outputTypes);
  const nodes = plans.map((plan, order) =>
    buildNode(plan, { order, inputs: inputs.get(plan.id) ?? [], outputs: outputTypes.get(plan.id) ?? [], links }),
  );
  const workflow: JsonObject = {
    id,
    revision: 0,
    last_node_id: Math.max(...plans.map((plan) => plan.id)),
    last_link_id: links.length,
    nodes,
    links: links.map((link) => [link.id, ...link.from, ...link.to, link.type]),
    groups,
    config: {},
    extra: { ds: { scale: 0.9, offset: [40, 60] } },
    version: 0.4,
  };
  const prompt = Object.fromEntries(
    plans.map((plan) => [String(plan.id), promptNode(plan, inputs.get(plan.id) ?? [], definitions.get(plan.type) ?? {})]),
  );
  return { workflow, prompt };
}

const EMPTY_WORLD: World = {
  list: () => [],
  read: () => Promise.resolve(undefined),
  readSync: () => undefined,
  write: () => Promise.resolve(),
  models: () => [],
  modelFolders: () => [],
  stepMs: () => 0,
};

function definitionOf(type: string): JsonObject {
  return (
    allClasses()
      .find((node) => node.name === type)
      ?.describe(EMPTY_WORLD) ?? {}
  );
}

function inputsOf(definition: JsonObject): InputPlan[] {
  const sections = isJsonObject(definition['input']) ? definition['input'] : {};
  return ['required', 'optional'].flatMap((section) => {
    const inputs = sections[section];
    return Object.entries(isJsonObject(inputs) ? inputs : {}).map(([name, spec]) =>
      toInput(name, spec as readonly JsonValue[], section === 'optional'),
    );
  });
}

function toInput(name: string, [type = '', options = {}]: readonly JsonValue[], isOptional: boolean): InputPlan {
  const settings = isJsonObject(options) ? options : {};
  const typeName = typeof type === 'string' ? type : 'COMBO';
  const choices = Array.isArray(type)
    ? (type as readonly JsonValue[])
    : Array.isArray(settings['options'])
      ? (settings['options'] as readonly JsonValue[])
      : [];
  const fallback = settings['default'] ?? choices[0] ?? WIDGET_DEFAULTS.get(typeName) ?? null;
  return {
    name,
    type: typeName,
    isOptional,
    isWidget: WIDGET_DEFAULTS.has(typeName) && settings['forceInput'] !== true,
    options: settings,
    fallback,
  };
}

function outputsOf(definition: JsonObject): { name: string; type: string }[] {
  const [types, names] = [definition['output'], definition['output_name']];
  if (!Array.isArray(types) || !Array.isArray(names)) return [];
  return (types as readonly JsonValue[]).map((type, slot) => ({
    type: typeof type === 'string' ? type : 'COMBO',
    name: (names as readonly string[])[slot] ?? '',
  }));
}

function linksOf(
  plans: readonly NodePlan[],
  inputs: ReadonlyMap<number, readonly InputPlan[]>,
  outputs: ReadonlyMap<number, readonly { type: string }[]>,
): Link[] {
  const links: Link[] = [];
  for (const plan of plans) {
    for (const [slot, input] of socketsOf(inputs.get(plan.id) ?? []).entries()) {
      const from = plan.wires?.[input.name];
      if (from === undefined) continue;
      links.push({ id: links.length + 1, from, to: [plan.id, slot], type: outputs.get(from[0])?.[from[1]]?.type ?? '*' });
    }
  }
  return links;
}

/** Inputs that a link can reach; a socketless widget has none. */
function socketsOf(inputs: readonly InputPlan[]): readonly InputPlan[] {
  return inputs.filter((input) => input.options['socketless'] !== true);
}

function buildNode(
  plan: NodePlan,
  {
    order,
    inputs,
    outputs,
    links,
  }: { order: number; inputs: readonly InputPlan[]; outputs: readonly { name: string; type: string }[]; links: readonly Link[] },
): JsonObject {
  const linkInto = (slot: number): number | null => links.find((link) => link.to[0] === plan.id && link.to[1] === slot)?.id ?? null;
  const linksFrom = (slot: number): number[] =>
    links.filter((link) => link.from[0] === plan.id && link.from[1] === slot).map((link) => link.id);
  const widgets = inputs.filter((input) => input.isWidget);
  return {
    id: plan.id,
    type: plan.type,
    pos: plan.pos,
    size: plan.size ?? [300, 60 + LINE_PX * (Math.max(outputs.length, inputs.length - widgets.length) + widgets.length)],
    flags: {},
    order,
    mode: 0,
    inputs: socketsOf(inputs).map((input, slot) => ({
      name: input.name,
      type: input.type,
      ...(input.isOptional && { shape: 7 }),
      ...(input.isWidget && { widget: { name: input.name } }),
      link: linkInto(slot),
    })),
    outputs: outputs.map(({ name, type }, slot) => ({ name, type, links: linksFrom(slot) })),
    ...(plan.title !== undefined && { title: plan.title }),
    properties: { 'Node name for S&R': plan.type },
    widgets_values: widgets.flatMap((input) => widgetSlots(input, plan)),
  };
}

/** A widget's value, and the slots that the frontend adds behind it: seed control, upload button. */
function widgetSlots(input: InputPlan, plan: NodePlan): JsonValue[] {
  const value = plan.values?.[input.name] ?? input.fallback;
  if (input.options['control_after_generate'] !== undefined) return [value, 'randomize'];
  return input.options['image_upload'] === true ? [value, 'image'] : [value];
}

function promptNode(plan: NodePlan, inputs: readonly InputPlan[], definition: JsonObject): JsonObject {
  const entries = inputs.flatMap((input): [string, JsonValue][] => {
    const wire = plan.wires?.[input.name];
    if (wire !== undefined) return [[input.name, [String(wire[0]), wire[1]]]];
    return input.isWidget ? [[input.name, plan.values?.[input.name] ?? input.fallback]] : [];
  });
  return {
    inputs: Object.fromEntries(entries),
    class_type: plan.type,
    _meta: { title: plan.title ?? definition['display_name'] ?? plan.type },
  };
}
