import { toText } from '@/graph/node-types/json-read';
import type { WidgetSpec } from '@/graph/node-types/node-type';
import { toExactNumber } from '@/graph/node-types/widget-spec';
import type { JsonObject, JsonValue } from '@/lib/json';
import { evaluateExpression } from './number-expression';

export type NumberSpec = Extract<WidgetSpec, { kind: 'int' | 'float' }>;
type IntSpec = Extract<WidgetSpec, { kind: 'int' }>;
type FloatSpec = Extract<WidgetSpec, { kind: 'float' }>;

/** The lowest minimum there is: the node declared none, so its steps count from 0. */
const NO_MIN = -(2n ** 63n);

/**
 * The spec with the rounding that holds for typed values: what the node declares; the decimals of its step where it declares nothing;
 * none for `round: false`. Source: official frontend, `useFloatWidget`.
 */
export function withRounding(spec: FloatSpec, options: JsonObject): FloatSpec {
  if (spec.round !== null || options['round'] === false) return spec;
  const places = -Math.floor(Math.log10(spec.step));
  return places > 0 && places <= 100 ? { ...spec, round: Number(`1e-${places}`) } : spec;
}

/**
 * Brings a typed or computed number into the spec's range and rounding. Whole numbers go to the nearest step, counted from the minimum
 * (`1, 5, 9…` for minimum 1 and step 4), and beyond 2^53 stay `bigint`. Source: official frontend, `useIntWidget`, `useFloatWidget`;
 * unlike there a step beyond the maximum is never taken, since the server refuses it.
 */
export function commitNumber(spec: NumberSpec, value: number | bigint): number | bigint {
  if (spec.kind === 'int') return toExactNumber(toStep(spec, value));
  const clamped = clampFloat(spec, Number(value));
  return spec.round === null || spec.round <= 0 ? clamped : clampFloat(spec, roundTo(clamped, spec.round));
}

/** Moves a value by `count` steps of the spec; 0 leaves it alone, whatever it is. */
export function stepNumber(spec: NumberSpec, value: JsonValue, count: number): number | bigint {
  const current = toNumber(value);
  if (count === 0) return current;
  if (spec.kind === 'int') return commitNumber(spec, toBigInt(current) + spec.step * BigInt(count));
  const places = Math.min(100, Math.max(decimalsOf(Number(current)), decimalsOf(spec.step)));
  return commitNumber(spec, Number((Number(current) + spec.step * count).toFixed(places)));
}

/** The value as a number; anything that is none counts as 0. */
export function toNumber(value: JsonValue): number | bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'string') return evaluateExpression(value) ?? 0;
  const number = Number(value);
  return Number.isFinite(number) ? number : 0;
}

/** How a number stands in its field: whole numbers in full, decimals without float noise. */
export function formatNumber(value: JsonValue): string {
  if (typeof value === 'number' && !Number.isInteger(value)) return String(Number(value.toPrecision(15)));
  return toText(value);
}

function toStep({ min, max, step }: IntSpec, value: number | bigint): bigint {
  const origin = min === NO_MIN ? 0n : min % step;
  const nearest = origin + step * countSteps(value, origin, step);
  if (nearest > max) return clamp(origin + step * floorDivide(max - origin, step), min, max);
  return clamp(nearest, min, max);
}

/** Halves go up, as `Math.round` has it. */
function countSteps(value: number | bigint, origin: bigint, step: bigint): bigint {
  if (typeof value === 'number' && !Number.isInteger(value)) return BigInt(Math.round((value - Number(origin)) / Number(step)));
  return floorDivide(2n * (toBigInt(value) - origin) + step, 2n * step);
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

function toBigInt(value: number | bigint): bigint {
  return typeof value === 'bigint' ? value : BigInt(Math.trunc(value));
}

function clamp(value: bigint, min: bigint, max: bigint): bigint {
  if (value < min) return min;
  return value > max ? max : value;
}

function clampFloat({ min, max }: FloatSpec, value: number): number {
  return Math.min(max, Math.max(min, value));
}

function roundTo(value: number, unit: number): number {
  const count = value / unit;
  // Beyond this a double has no digits left that the unit could take away.
  if (Math.abs(count) > Number.MAX_SAFE_INTEGER) return value;
  return Number((Math.round(count) * unit).toFixed(Math.min(100, decimalsOf(unit))));
}

function decimalsOf(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  return Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent));
}
