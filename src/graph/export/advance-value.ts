import type { JsonValue } from '@/lib/json';
import { randomBigInt, type RandomSource } from '@/lib/random';
import { isJsonList, toText } from '../node-types/json-read';
import type { ControlMode, WidgetSpec } from '../node-types/node-type';
import { toBigInt, toExactNumber } from '../node-types/widget-spec';

/** What one step of a control needs besides the value. */
export interface AdvanceStep {
  readonly mode: ControlMode;
  /** Combos: only choices that contain this text, or match `/it/`. */
  readonly filter: string;
  readonly random: RandomSource;
}

/** Random numbers stay where plain numbers are exact on every platform: ±2^50. Source: official frontend, widgets.ts. */
const RANDOM_LIMIT = 2n ** 50n;

/** The value of a controlled widget for the next run. Unknown kinds and values that are no numbers stay as they are. */
export function advanceValue(value: JsonValue, widget: WidgetSpec, step: AdvanceStep): JsonValue {
  if (step.mode === 'fixed') return value;
  switch (widget.kind) {
    case 'int':
      return typeof value === 'number' || typeof value === 'bigint' ? advanceInt(value, widget, step) : value;
    case 'float':
      return typeof value === 'number' ? advanceFloat(value, widget, step) : value;
    case 'combo':
      return isJsonList(value) ? value : advanceCombo(value, widget.options, step);
    default:
      return value;
  }
}

function advanceInt(
  value: number | bigint,
  { min, max, step }: WidgetSpec & { kind: 'int' },
  { mode, random }: AdvanceStep,
): number | bigint {
  const now = toBigInt(value, 0n);
  if (mode === 'increment' || mode === 'increment-wrap') return toExactNumber(clamp(now + step, min, max));
  if (mode === 'decrement') return toExactNumber(clamp(now - step, min, max));
  const [low, high] = [clamp(min, -RANDOM_LIMIT, RANDOM_LIMIT), clamp(max, -RANDOM_LIMIT, RANDOM_LIMIT)];
  const steps = (high - low) / step;
  return toExactNumber(low + (steps > 0n ? randomBigInt(steps, random) : 0n) * step);
}

function clamp(value: bigint, min: bigint, max: bigint): bigint {
  if (value < min) return min;
  return value > max ? max : value;
}

function advanceFloat(value: number, { min, max, step }: WidgetSpec & { kind: 'float' }, { mode, random }: AdvanceStep): number {
  if (mode === 'increment' || mode === 'increment-wrap') return Math.min(max, value + step);
  if (mode === 'decrement') return Math.max(min, value - step);
  const limit = Number(RANDOM_LIMIT);
  const [low, high] = [Math.max(min, -limit), Math.min(max, limit)];
  const steps = Math.floor((high - low) / step);
  return steps < 1 ? low : low + Number(randomBigInt(BigInt(steps), random)) * step;
}

function advanceCombo(value: JsonValue, options: readonly JsonValue[], { mode, filter, random }: AdvanceStep): JsonValue {
  const isMatch = createFilter(filter);
  const choices = filter === '' ? options : options.filter((option) => isMatch(toText(option)));
  if (choices.length === 0) return value;
  const last = choices.length - 1;
  const at = choices.indexOf(value);
  switch (mode) {
    case 'increment':
      return choices[Math.min(last, at + 1)] ?? value;
    case 'increment-wrap':
      return choices[at >= last ? 0 : at + 1] ?? value;
    case 'decrement':
      return choices[Math.max(0, at - 1)] ?? value;
    default:
      return choices[Number(randomBigInt(BigInt(choices.length), random))] ?? value;
  }
}

/** Longer patterns come from hostile files, not from people. */
const MAX_PATTERN_LENGTH = 200;

function createFilter(filter: string): (text: string) => boolean {
  const isPattern = filter.length > 2 && filter.length <= MAX_PATTERN_LENGTH && filter.startsWith('/') && filter.endsWith('/');
  if (isPattern) {
    try {
      const pattern = new RegExp(filter.slice(1, -1));
      return (text) => pattern.test(text);
    } catch {
      return () => true;
    }
  }
  const wanted = filter.toLowerCase();
  return (text) => text.toLowerCase().includes(wanted);
}
