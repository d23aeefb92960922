import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { isJsonList, listOf, objectOf, textOr } from './json-read';
import type { InputSpec, WidgetSpec } from './node-type';
import { readWidgetSpec } from './widget-spec';

export const DYNAMIC_COMBO = 'COMFY_DYNAMICCOMBO_V3';
export const AUTOGROW = 'COMFY_AUTOGROW_V3';
export const MATCH_TYPE = 'COMFY_MATCHTYPE_V3';
export const DYNAMIC_GROUP = 'COMFY_DYNAMICGROUP_V3';
export const DYNAMIC_SLOT = 'COMFY_DYNAMICSLOT_V3';

/** Types whose inputs hold a value themselves. Source: the official frontend's widget constructors, core extensions included. */
const WIDGET_TYPES: ReadonlySet<string> = new Set([
  'INT',
  'FLOAT',
  'STRING',
  'BOOLEAN',
  'COMBO',
  'MARKDOWN',
  'TEXTAREA',
  'COLOR',
  'COLORS',
  'IMAGEUPLOAD',
  'IMAGECOMPARE',
  'BOUNDING_BOX',
  'BOUNDING_BOXES',
  'CHART',
  'GALLERIA',
  'PAINTER',
  'CURVE',
  'RANGE',
  'COMPOSITOR',
  'AUDIO_UI',
  'AUDIOUPLOAD',
  'AUDIO_RECORD',
  'WEBCAM',
  'LOAD_3D',
  'LOAD_3D_ANIMATION',
  'PREVIEW_3D',
  'PREVIEW_3D_ANIMATION',
  DYNAMIC_COMBO,
]);

/** Options nest options; real definitions stay below 5 levels. */
const MAX_NESTING = 16;

/** One section of declared inputs in the order ComfyUI shows them. */
export interface InputSection {
  readonly entries: JsonObject;
  /** `input_order` of this section, if the server sent one. */
  readonly order: readonly JsonValue[];
  readonly isRequired: boolean;
}

/** Where a spec sits: the name prefix of its container, and how deep dynamic types are nested. */
export interface SpecPlace {
  readonly prefix: string;
  readonly depth: number;
}

/** Reads one section; entries that are no input spec are left out (the index reports them). */
export function readSection(section: InputSection, place: SpecPlace = { prefix: '', depth: 0 }): InputSpec[] {
  const ordered = section.order.filter((name): name is string => typeof name === 'string' && Object.hasOwn(section.entries, name));
  const listed = new Set(ordered);
  const names = [...listed, ...Object.keys(section.entries).filter((name) => !listed.has(name))];
  const specs: InputSpec[] = [];
  for (const name of names) {
    const spec = readInputSpec(place.prefix + name, section.entries[name], { isRequired: section.isRequired, depth: place.depth });
    if (spec !== null) specs.push(spec);
  }
  return specs;
}

/** Reads `{required, optional}` of an option or template. */
export function readSections(input: JsonObject, place: SpecPlace): InputSpec[] {
  return [
    ...readSection({ entries: objectOf(input['required']), order: [], isRequired: true }, place),
    ...readSection({ entries: objectOf(input['optional']), order: [], isRequired: false }, place),
  ];
}

/** Whether `declared` has the form `[type]` or `[type, options]`. */
export function isInputDeclaration(declared: JsonValue | undefined): boolean {
  return isJsonList(declared) && (typeof declared[0] === 'string' || isJsonList(declared[0]));
}

/**
 * Reads one declared input of any form: `["INT", {…}]`, `[["a", "b"], {…}]`, `["COMBO", {options}]`, unions, `*`, dynamic types.
 * @returns null when it is no declaration at all.
 */
export function readInputSpec(
  name: string,
  declared: JsonValue | undefined,
  context: { readonly isRequired: boolean; readonly depth: number },
): InputSpec | null {
  if (!isJsonList(declared) || !isInputDeclaration(declared)) return null;
  const first = declared[0];
  const choices = isJsonList(first) ? first : null;
  const declaredType = typeof first === 'string' ? first : 'COMBO';
  const options = objectOf(declared[1]);
  const isForced = options['forceInput'] === true;
  const widgetType = textOr(options['widgetType'], declaredType);
  const isWidget = !isForced && (WIDGET_TYPES.has(widgetType) || declaredType === DYNAMIC_GROUP);
  const tooltip = options['tooltip'];
  const label = options['display_name'];
  return {
    name,
    type: socketType(declaredType, options),
    isRequired: context.isRequired,
    isWidget,
    hasSocket: options['socketless'] !== true && declaredType !== AUTOGROW && declaredType !== DYNAMIC_GROUP,
    widget: isWidget ? readWidget(name, { type: declaredType, widgetType, options, choices, depth: context.depth }) : { kind: 'none' },
    ...(typeof tooltip === 'string' ? { tooltip } : {}),
    ...(typeof label === 'string' ? { label } : {}),
    isAdvanced: options['advanced'] === true,
    isHidden: options['hidden'] === true,
    options,
  };
}

function socketType(declaredType: string, options: JsonObject): string {
  if (declaredType === MATCH_TYPE) return textOr(objectOf(options['template'])['allowed_types'], '*');
  if (declaredType === DYNAMIC_SLOT) return textOr(options['slotType'], '*');
  return declaredType;
}

interface WidgetParts {
  readonly type: string;
  readonly widgetType: string;
  readonly options: JsonObject;
  readonly choices: readonly JsonValue[] | null;
  readonly depth: number;
}

function readWidget(name: string, parts: WidgetParts): WidgetSpec {
  if (parts.type === DYNAMIC_GROUP) {
    const options: JsonObject = { default: parts.options['min'] ?? 0, min: parts.options['min'] ?? 0, max: parts.options['max'] ?? 50 };
    return readWidgetSpec({ name, type: 'INT', options: { ...options, control_after_generate: false }, choices: null });
  }
  if (parts.widgetType === DYNAMIC_COMBO) return readDynamicCombo(name, parts);
  return readWidgetSpec({ name, type: parts.widgetType, options: parts.options, choices: parts.choices });
}

function readDynamicCombo(name: string, { options, depth }: WidgetParts): WidgetSpec {
  const place = { prefix: `${name}.`, depth: depth + 1 };
  const choices = listOf(options['options'])
    .filter(isJsonObject)
    .map((option) => ({
      key: textOr(option['key'], ''),
      inputs: depth < MAX_NESTING ? readSections(objectOf(option['inputs']), place) : [],
    }));
  return { kind: 'dynamic-combo', default: textOr(options['default'], choices[0]?.key ?? ''), options: choices };
}
