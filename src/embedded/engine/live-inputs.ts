import { isJsonArray, isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import { inputSection } from './class-book';
import { jsonList } from './json-list';
import { pythonStr } from './python';

/** One input a node has at this moment, dynamic types already unfolded into dotted names. */
export interface InputSpec {
  readonly name: string;
  /** A type name, or the option list of a legacy combo. */
  readonly type: JsonValue;
  readonly options: JsonObject;
  readonly isRequired: boolean;
}

type Section = 'required' | 'optional';
interface Unfolding {
  readonly given: Readonly<Record<string, unknown>>;
  readonly required: Map<string, readonly JsonValue[]>;
  readonly optional: Map<string, readonly JsonValue[]>;
}

/**
 * The inputs a node has, given which inputs it was sent.
 * A dynamic combo adds the inputs of its chosen key (none for an unknown key), an autogrow its numbered or named items, the first `min` of them required.
 * Required ones come first, each group in the order of the description.
 * Source: ComfyUI `comfy_api/latest/_io.py`, and protocol section 8.
 */
export function liveInputs(info: JsonObject, given: Readonly<Record<string, unknown>>): readonly InputSpec[] {
  const unfolding: Unfolding = { given, required: new Map(), optional: new Map() };
  unfold(unfolding, { required: inputSection(info, 'required'), optional: inputSection(info, 'optional') }, '');
  const required = [...unfolding.required].map(([name, config]) => toSpec(name, config, true));
  const optional = [...unfolding.optional].filter(([name]) => !unfolding.required.has(name));
  return [...required, ...optional.map(([name, config]) => toSpec(name, config, false))];
}

function toSpec(name: string, config: readonly JsonValue[], isRequired: boolean): InputSpec {
  return { name, type: config[0] ?? null, options: isJsonObject(config[1]) ? config[1] : {}, isRequired };
}

function unfold(unfolding: Unfolding, sections: Readonly<Partial<Record<Section, unknown>>>, prefix: string): void {
  for (const section of ['required', 'optional'] as const) {
    const members = sections[section];
    if (!isJsonObject(members)) continue;
    for (const [id, config] of Object.entries(members)) {
      if (Array.isArray(config)) addInput(unfolding, section, prefix + id, config);
    }
  }
}

function addInput(unfolding: Unfolding, section: Section, name: string, config: readonly JsonValue[]): void {
  const options = isJsonObject(config[1]) ? config[1] : {};
  if (config[0] === 'COMFY_DYNAMICCOMBO_V3') addDynamicCombo(unfolding, section, name, config);
  else if (config[0] === 'COMFY_AUTOGROW_V3') addAutogrow(unfolding, name, options);
  else if (config[0] === 'COMFY_DYNAMICSLOT_V3') addDynamicSlot(unfolding, section, name, options);
  else unfolding[section].set(name, config);
}

function addDynamicCombo(unfolding: Unfolding, section: Section, name: string, config: readonly JsonValue[]): void {
  const options = isJsonObject(config[1]) ? jsonList(config[1]['options']) : [];
  if (!(name in unfolding.given)) return;
  const chosen = options.find((option) => isJsonObject(option) && option['key'] === unfolding.given[name]);
  if (!isJsonObject(chosen) || !isJsonObject(chosen['inputs'])) return;
  unfold(unfolding, chosen['inputs'], `${name}.`);
  unfolding[section].set(name, ['COMFY_DYNAMICCOMBO_V3', {}]);
}

function addDynamicSlot(unfolding: Unfolding, section: Section, name: string, options: JsonObject): void {
  if (!(name in unfolding.given)) return;
  if (isJsonObject(options['inputs'])) unfold(unfolding, options['inputs'], `${name}.`);
  unfolding[section].set(name, [options['slotType'] ?? '*', {}]);
}

function addAutogrow(unfolding: Unfolding, name: string, options: JsonObject): void {
  const template = options['template'];
  if (!isJsonObject(template) || !isJsonObject(template['input'])) return;
  const found = templateItem(template['input']);
  if (found === undefined) return;
  const min = typeof template['min'] === 'number' ? template['min'] : 0;
  itemNames(template).forEach((item, index) => {
    const section = found.isRequired && index < min ? 'required' : 'optional';
    unfolding[section].set(`${name}.${item}`, found.config);
  });
}

function templateItem(input: JsonObject): { config: readonly JsonValue[]; isRequired: boolean } | undefined {
  for (const [section, members] of Object.entries(input)) {
    const config = isJsonObject(members) ? Object.values(members)[0] : undefined;
    if (Array.isArray(config)) return { config, isRequired: section === 'required' };
  }
  return undefined;
}

function itemNames(template: JsonObject): readonly string[] {
  const { names, prefix, max } = template;
  if (isJsonArray(names)) return names.map(pythonStr);
  return Array.from({ length: typeof max === 'number' ? max : 0 }, (_, index) => `${typeof prefix === 'string' ? prefix : ''}${index}`);
}
