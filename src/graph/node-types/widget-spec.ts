import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { listOf, numberOr, textOr } from './json-read';
import type { ControlMode, ControlSpec, WidgetSpec } from './node-type';

const CONTROL_MODES: readonly ControlMode[] = ['fixed', 'increment', 'decrement', 'randomize', 'increment-wrap'];

/** Narrows a saved control value. Old files hold booleans: `true` is randomize, `false` fixed. */
export function toControlMode(value: JsonValue | undefined): ControlMode | null {
  if (typeof value === 'boolean') return value ? 'randomize' : 'fixed';
  return CONTROL_MODES.find((mode) => mode === value) ?? null;
}

const MAX_UINT64 = 2n ** 64n - 1n;
const MAX_INT64 = 2n ** 63n - 1n;

/**
 * An integer limit or value without rounding loss. Plain `JSON.parse` turns 2^64−1 into 2^64 and 2^63−1 into 2^63;
 * both mean the number below.
 */
export function toBigInt(value: JsonValue | undefined, fallback: bigint): bigint {
  if (typeof value === 'bigint') return value === MAX_UINT64 + 1n ? MAX_UINT64 : value;
  if (typeof value !== 'number' || !Number.isFinite(value)) return fallback;
  const exact = BigInt(Math.trunc(value));
  if (exact === MAX_UINT64 + 1n) return MAX_UINT64;
  return exact === MAX_INT64 + 1n ? MAX_INT64 : exact;
}

/** `bigint` only where `number` would round. */
export function toExactNumber(value: bigint): number | bigint {
  const asNumber = Number(value);
  return Number.isSafeInteger(asNumber) ? asNumber : value;
}

/** What decides how one widget behaves. `type` is the effective widget type: the option `widgetType`, else the input's type. */
export interface WidgetSource {
  readonly type: string;
  /** Full dotted name; the control slot of old seeds depends on it. */
  readonly name: string;
  readonly options: JsonObject;
  /** Choices of the old list form. */
  readonly choices: readonly JsonValue[] | null;
}

/** The server asks for the input of this control although it means nothing to the run; what was never shown has nothing to send but this. */
const NOTHING_COMPARED = '';

/** Reads the behaviour of a widget of a basic kind; kinds not drawn here are `unknown`. Dynamic combos are read by the caller. */
export function readWidgetSpec(source: WidgetSource): WidgetSpec {
  switch (source.type) {
    case 'INT':
      return readInt(source);
    case 'FLOAT':
      return readFloat(source.options);
    case 'STRING':
    case 'TEXTAREA':
    case 'MARKDOWN':
      return readString(source);
    case 'BOOLEAN':
      return readBoolean(source.options);
    case 'COMBO':
      return readCombo(source);
    default:
      return { kind: 'unknown', default: source.options['default'] ?? (source.type === 'IMAGECOMPARE' ? NOTHING_COMPARED : null) };
  }
}

function readInt(source: WidgetSource): WidgetSpec {
  const { options } = source;
  const min = toBigInt(options['min'], -(2n ** 63n));
  const step = toBigInt(options['step'], 1n);
  return {
    kind: 'int',
    default: toExactNumber(toBigInt(options['default'], 0n)),
    min,
    max: toBigInt(options['max'], MAX_UINT64),
    step: step > 0n ? step : 1n,
    control: readIntControl(source),
  };
}

function readIntControl({ name, options }: WidgetSource): ControlSpec | null {
  const declared = options['control_after_generate'];
  const isControlled = declared === undefined || declared === null ? name === 'seed' || name === 'noise_seed' : isSwitchedOn(declared);
  return isControlled ? { defaultMode: toDefaultMode(declared), hasFilter: false } : null;
}

function isSwitchedOn(declared: JsonValue): boolean {
  return declared === true || (typeof declared === 'string' && declared !== '');
}

function toDefaultMode(declared: JsonValue | undefined): ControlMode {
  return (typeof declared === 'string' ? toControlMode(declared) : null) ?? 'randomize';
}

function readFloat(options: JsonObject): WidgetSpec {
  const round = options['round'];
  return {
    kind: 'float',
    default: numberOr(options['default'], 0),
    min: numberOr(options['min'], -Number.MAX_VALUE),
    max: numberOr(options['max'], Number.MAX_VALUE),
    step: numberOr(options['step'], 0.5) || 0.5,
    round: typeof round === 'number' && round > 0 ? round : null,
  };
}

function readString({ type, options }: WidgetSource): WidgetSpec {
  const placeholder = options['placeholder'];
  return {
    kind: 'string',
    default: textOr(options['default'], ''),
    isMultiline: options['multiline'] === true || type !== 'STRING',
    hasDynamicPrompts: options['dynamicPrompts'] === true,
    ...(typeof placeholder === 'string' ? { placeholder } : {}),
  };
}

function readBoolean(options: JsonObject): WidgetSpec {
  const labelOn = options['label_on'];
  const labelOff = options['label_off'];
  return {
    kind: 'boolean',
    default: options['default'] === true,
    ...(typeof labelOn === 'string' ? { labelOn } : {}),
    ...(typeof labelOff === 'string' ? { labelOff } : {}),
  };
}

function readCombo({ options, choices }: WidgetSource): WidgetSpec {
  const values = choices ?? listOf(options['options']);
  const isMultiselect = options['multiselect'] === true || isJsonObject(options['multi_select']) || options['multi_select'] === true;
  const remote = options['remote'];
  const remoteRoute = isJsonObject(remote) ? textOr(remote['route'], '') : '';
  const control = options['control_after_generate'];
  const isRemote = isJsonObject(remote);
  return {
    kind: 'combo',
    default: defaultChoice({ declared: options['default'], values, isMultiselect, isRemote }),
    options: values,
    upload: readUpload(options),
    uploadFolder: readFolder(options['image_folder']),
    isMultiselect,
    remoteRoute: remoteRoute === '' ? null : remoteRoute,
    ...(isRemote ? { hasRefreshButton: remote['refresh_button'] === true } : {}),
    control: control !== undefined && isSwitchedOn(control) ? { defaultMode: toDefaultMode(control), hasFilter: true } : null,
  };
}

/** What a choice from a list that is still to be fetched is until then, in files and prompts too. Source: official frontend, useComboWidget. */
export const NOT_FETCHED = 'Loading...';

interface ChoiceSource {
  readonly declared: JsonValue | undefined;
  readonly values: readonly JsonValue[];
  readonly isMultiselect: boolean;
  readonly isRemote: boolean;
}

function defaultChoice({ declared, values, isMultiselect, isRemote }: ChoiceSource): JsonValue {
  if (isMultiselect) return declared ?? [];
  // An empty default is none, as long as there are choices.
  return declared || (values[0] ?? (isRemote ? NOT_FETCHED : (declared ?? null)));
}

function readUpload(options: JsonObject): 'image' | 'video' | 'audio' | 'file' | null {
  if (options['image_upload'] === true || options['animated_image_upload'] === true) return 'image';
  if (options['video_upload'] === true) return 'video';
  if (options['audio_upload'] === true) return 'audio';
  return options['file_upload'] === true ? 'file' : null;
}

function readFolder(value: JsonValue | undefined): 'input' | 'output' | 'temp' {
  return value === 'output' || value === 'temp' ? value : 'input';
}

/** The value a widget starts with; `null` = none (an empty list of choices). Lists are shared, never to be changed. */
export function defaultValueOf(widget: WidgetSpec): JsonValue {
  return widget.kind === 'none' ? null : widget.default;
}
