import { NodeFailure, type NodeClass } from '../../engine/node-class';
import { PRIMITIVES_DEFINITIONS } from '../definitions/primitives';
import { isTruthy, type Given } from '../given';
import { implement, outputs, type Run } from '../implement';
import { evaluateExpression } from './math-expression';

/** Plain values, logic and arithmetic. */
export const PRIMITIVES: readonly NodeClass[] = implement(PRIMITIVES_DEFINITIONS, {
  PrimitiveInt: pass('value'),
  PrimitiveFloat: pass('value'),
  PrimitiveString: pass('value'),
  PrimitiveStringMultiline: pass('value'),
  PrimitiveBoolean: pass('value'),
  PrimitiveBoundingBox: (given) => {
    return outputs({ x: given.number('x'), y: given.number('y'), width: given.number('width'), height: given.number('height') });
  },
  ComfySwitchNode: {
    run: (given) => outputs(given.raw[given.flag('switch') ? 'on_true' : 'on_false']),
    lazy: (inputs) => {
      const needed = isTruthy(inputs['switch']) ? 'on_true' : 'on_false';
      return inputs[needed] === undefined ? [needed] : [];
    },
  },
  CustomCombo: {
    run: (given) => outputs(given.text('choice'), given.has('index') ? given.number('index') : 0),
    validate: { covers: ['choice'], check: () => true },
  },
  ComfyNotNode: (given) => outputs(!isTruthy(given.raw['value'])),
  ComfyAndNode: (given) => outputs(given.group('values').every(({ value }) => isTruthy(value))),
  ComfyOrNode: (given) => outputs(given.group('values').some(({ value }) => isTruthy(value))),
  ComfyMathExpression: (given) => {
    const names = Object.fromEntries(given.group('values').map(({ name, value }) => [name, toOperand(value)]));
    const value = evaluateExpression(given.text('expression'), names);
    if (!Number.isFinite(Number(value))) throw new NodeFailure('OverflowError', 'cannot convert float infinity to integer');
    return outputs(Number(value), Math.trunc(Number(value)), Boolean(value));
  },
  ComfyNumberConvert: (given) => {
    const value = given.raw['value'];
    if (typeof value === 'bigint') return outputs(Number(value), value);
    const number = typeof value === 'string' ? parseNumber(value) : given.number('value');
    return outputs(number, Math.trunc(number));
  },
  CreateList: (given) => outputs(given.group('inputs').flatMap(({ value }) => (Array.isArray(value) ? (value as unknown[]) : [value]))),
  SeedNode: pass('seed'),
  ResolutionSelector: (given) => outputs(...resolution(given)),
  ColorToRGBInt: (given) => {
    const hex = /^#?([\da-f]{6})([\da-f]{2})?$/i.exec(given.text('color'));
    if (hex === null) throw new NodeFailure('ValueError', 'Color must be in format #RRGGBB or #RRGGBBAA');
    const alpha = hex[2] === undefined ? 1 : Number.parseInt(hex[2], 16) / 255;
    return outputs(Number.parseInt(hex[1] ?? '', 16), `#${hex[1] ?? ''}`, alpha);
  },
});

function pass(name: string): Run {
  return (given) => outputs(given.raw[name]);
}

function toOperand(value: unknown): number | boolean {
  if (typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  throw new NodeFailure('TypeError', `operands must be numbers, not ${typeof value}`);
}

function parseNumber(text: string): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(number)) throw new NodeFailure('ValueError', `could not convert string to float: '${text}'`);
  return number;
}

function resolution(given: Given): [number, number] {
  const [wide = 1, high = 1] = (given.text('aspect_ratio').match(/\d+/g) ?? []).map(Number);
  const pixels = given.number('megapixels') * 1024 * 1024;
  const multiple = given.number('multiple');
  const side = (length: number): number => Math.max(multiple, Math.round(length / multiple) * multiple);
  return [side(Math.sqrt((pixels * wide) / high)), side(Math.sqrt((pixels * high) / wide))];
}
