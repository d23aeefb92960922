import { invariant } from '@/lib/errors';
import type { JsonObject, JsonValue } from '@/lib/json';
import { readInputSpec } from '../node-types/input-spec';
import { numberOr, textOr } from '../node-types/json-read';
import type { InputSpec } from '../node-types/node-type';
import type { WidgetSlot } from './widgets';

/** Takes the next place of the saved values. */
type TakeSlot = (name: string) => { readonly slot: number | string; readonly value: JsonValue | undefined };

/** A list longer than this is no list people made. */
const MAX_OPTIONS = 500;

/**
 * Widgets that the official frontend's own extensions add and send although no definition has them.
 * `CustomCombo`: the position of the choice, then its texts `option1`, `option2`… as far as they are saved, one empty one at the end.
 */
export function extensionWidgets(className: string, slots: readonly WidgetSlot[], take: TakeSlot): readonly WidgetSlot[] {
  if (className !== 'CustomCombo') return [];
  const index = take('index');
  const options: WidgetSlot[] = [];
  for (let number = 1; number <= MAX_OPTIONS; number++) {
    const name = `option${number}`;
    const { slot, value } = take(name);
    options.push({ name, role: 'input', slot, value: textOr(value, ''), spec: specOf(name, 'STRING', {}) });
    if (value === undefined || value === '') break;
  }
  const choice = slots.find(({ name }) => name === 'choice')?.value;
  const position = options.findIndex(({ value }) => value === choice && value !== '');
  const value = position >= 0 ? position : numberOr(index.value, 0);
  return [{ name: 'index', role: 'input', slot: index.slot, value, spec: INDEX }, ...options];
}

function specOf(name: string, type: string, options: JsonObject): InputSpec {
  const spec = readInputSpec(name, [type, { socketless: true, ...options }], { isRequired: true, depth: 0 });
  invariant(spec !== null, 'a widget of our own is declared');
  return spec;
}

const INDEX = specOf('index', 'INT', { hidden: true, min: 0 });
