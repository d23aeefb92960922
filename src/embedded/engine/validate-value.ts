import { isJsonArray, isJsonObject } from '@/lib/json';
import type { JsonValue } from '@/lib/json';
import type { InputSpec } from './live-inputs';
import {
  pythonEquals,
  PythonError,
  pythonFloatRepr,
  pythonRepr,
  pythonStr,
  pythonType,
  toPythonBool,
  toPythonFloat,
  toPythonInt,
} from './python';
import { asPythonError, inputConfig, inputError } from './validation-error';
import type { ValidationError } from './validation-error';

/** The value as it stands in the prompt from now on, and what is wrong with it. */
export interface ValueVerdict {
  readonly value: JsonValue;
  readonly error?: ValidationError;
}

/** Above this many options an error no longer quotes the list. */
const MAX_QUOTED_OPTIONS = 20;

/**
 * Judges one constant: unwraps `__value__`, converts by type, then checks range and choice unless the node does that itself.
 * @throws PythonError where the real server's comparison raises (a text against a numeric limit).
 */
export function validateValue(spec: InputSpec, given: JsonValue, isCheckedByNode: boolean): ValueVerdict {
  const raw = isJsonObject(given) && given['__value__'] !== undefined ? given['__value__'] : given;
  const converted = convert(spec, raw);
  if (converted.error !== undefined || isCheckedByNode) return converted;
  const error = rangeError(spec, converted.value) ?? choiceError(spec, converted.value);
  return error === undefined ? converted : { value: converted.value, error };
}

const CONVERTERS: Readonly<Record<string, (value: JsonValue) => JsonValue>> = {
  INT: toPythonInt,
  FLOAT: toPythonFloat,
  STRING: pythonStr,
  BOOLEAN: toPythonBool,
};

function convert(spec: InputSpec, raw: JsonValue): ValueVerdict {
  const converter = typeof spec.type === 'string' ? CONVERTERS[spec.type] : undefined;
  if (converter === undefined) return { value: raw };
  try {
    return { value: converter(raw) };
  } catch (thrown) {
    const { message } = asPythonError(thrown);
    const error = inputError(
      'invalid_input_type',
      `Failed to convert an input value to a ${pythonStr(spec.type)} value`,
      `${spec.name}, ${pythonStr(raw)}, ${message}`,
      { input_name: spec.name, input_config: inputConfig(spec), received_value: raw, exception_message: message },
    );
    return { value: raw, error };
  }
}

function rangeError(spec: InputSpec, value: JsonValue): ValidationError | undefined {
  const { min, max } = spec.options;
  if (min !== undefined && isBelow(value, min)) return outOfRange(spec, value, ['value_smaller_than_min', 'smaller than min', min]);
  if (max !== undefined && isBelow(max, value)) return outOfRange(spec, value, ['value_bigger_than_max', 'bigger than max', max]);
  return undefined;
}

function outOfRange(spec: InputSpec, value: JsonValue, [type, words, limit]: [string, string, JsonValue]): ValidationError {
  const write = (number: JsonValue): string =>
    spec.type === 'FLOAT' && typeof number === 'number' ? pythonFloatRepr(number) : pythonStr(number);
  const extra = { input_name: spec.name, input_config: inputConfig(spec), received_value: value };
  return inputError(type, `Value ${write(value)} ${words} of ${write(limit)}`, spec.name, extra);
}

function isBelow(a: JsonValue, b: JsonValue): boolean {
  const isComparable = [a, b].every((side) => typeof side === 'number' || typeof side === 'bigint' || typeof side === 'boolean');
  if (!isComparable) throw new PythonError('TypeError', `'<' not supported between instances of '${pythonType(a)}' and '${pythonType(b)}'`);
  // Mixed number and bigint comparisons are exact in JavaScript.
  return (a as number | bigint) < (b as number | bigint);
}

function choiceError(spec: InputSpec, value: JsonValue): ValidationError | undefined {
  const choices = choicesOf(spec);
  if (choices === undefined) return undefined;
  const values = spec.options['multiselect'] === true && isJsonArray(value) ? value : [value];
  const wrong = values.filter((item) => !choices.some((choice) => pythonEquals(choice, item)));
  if (wrong.length === 0) return undefined;
  const isLong = choices.length > MAX_QUOTED_OPTIONS;
  const listed = isLong ? `(list of length ${choices.length})` : pythonRepr(choices);
  return inputError('value_not_in_list', 'Value not in list', `${spec.name}: ${wrong.map(pythonRepr).join(', ')} not in ${listed}`, {
    input_name: spec.name,
    input_config: isLong ? null : inputConfig(spec),
    received_value: value,
  });
}

/** Options the server knows; undefined where there is no list to check (not a combo, or fetched by the client). */
function choicesOf(spec: InputSpec): readonly JsonValue[] | undefined {
  if (isJsonArray(spec.type)) return spec.type;
  if (spec.type !== 'COMBO') return undefined;
  const options = spec.options['options'];
  if (isJsonArray(options)) return options;
  return 'remote' in spec.options ? undefined : [];
}
