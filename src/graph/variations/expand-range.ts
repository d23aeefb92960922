import { toExactNumber } from '../node-types/widget-spec';

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)`;
const RANGE = new RegExp(String.raw`^\s*(${NUMBER})\s*\.\.\s*(${NUMBER})(?:\s+step\s+(${NUMBER}))?\s*$`, 'i');

/** A decimal number as a whole number of its smallest unit: `0.25` is 25 with 2 digits. */
interface Decimal {
  readonly units: bigint;
  readonly digits: number;
}

/**
 * Spells out `1..5 step 0.5`, both ends included where the steps meet them. Without a step it goes by one, downwards when the second
 * number is less; the sign of a step never matters. Counted in decimal digits, so 0.1 steps do not drift, and whole numbers stay exact.
 * @param limit no more values than this are made.
 * @returns null for a text of another form, a step of 0, or fractions where whole numbers are wanted.
 */
export function expandRange(text: string, kind: 'int' | 'float', limit: number): readonly (number | bigint)[] | null {
  const [, first, last, by = '1'] = text.includes('...') ? [] : (RANGE.exec(text) ?? []);
  if (first === undefined || last === undefined) return null;
  const parts = [first, last, by].map(readDecimal);
  const digits = Math.max(...parts.map((part) => part.digits));
  if (kind === 'int' && digits > 0) return null;
  const [start = 0n, end = 0n, step = 0n] = parts.map((part) => part.units * 10n ** BigInt(digits - part.digits));
  if (step === 0n) return null;
  const size = step < 0n ? -step : step;
  const stride = end < start ? -size : size;
  const count = (end < start ? start - end : end - start) / size + 1n;
  const length = count > BigInt(limit) ? limit : Number(count);
  return Array.from({ length }, (_none, index) => toNumber({ units: start + stride * BigInt(index), digits }));
}

function readDecimal(text: string): Decimal {
  const [whole = '', fraction = ''] = text.replace('+', '').split('.');
  const kept = fraction.replace(/0+$/, '');
  const isNegative = whole.startsWith('-');
  const units = BigInt(`${whole.replace('-', '')}${kept}` || '0');
  return { units: isNegative ? -units : units, digits: kept.length };
}

function toNumber({ units, digits }: Decimal): number | bigint {
  if (digits === 0) return toExactNumber(units);
  const isNegative = units < 0n;
  const text = (isNegative ? -units : units).toString().padStart(digits + 1, '0');
  return Number(`${isNegative ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`);
}
