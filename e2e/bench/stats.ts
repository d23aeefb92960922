/** How a line is judged. Goals are those of the project's table; they are tightened, never loosened. */
export type Rule =
  /** product / max(floor, `atLeast`) must not exceed the goal. */
  | { readonly kind: 'time'; readonly goal: number; readonly atLeast?: number }
  /** product / floor must reach the goal. */
  | { readonly kind: 'rate'; readonly goal: number }
  /** The product's own number must not exceed the goal. */
  | { readonly kind: 'most'; readonly goal: number }
  /** product - floor must not exceed the goal. */
  | { readonly kind: 'points'; readonly goal: number };

/** One pair of runs. The floor is NaN for lines that have none. */
export interface Pair {
  readonly product: number;
  readonly floor: number;
}

/** What a line says in the end. */
export type Verdict = 'ok' | 'MISS' | 'noisy' | 'REGRESSION' | 'machine too slow' | 'void' | 'not yet' | 'skipped';

export interface Judgement {
  readonly product: number;
  readonly floor: number;
  /** What is compared with the goal: a ratio, a difference or the number itself. */
  readonly value: number;
  readonly spread: number;
  readonly verdict: 'ok' | 'MISS' | 'noisy';
}

const NOISY_SPREAD = 0.3;

/** The middle of the values; NaN for none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Quantile by linear interpolation between neighbours. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)];
  const high = sorted[Math.ceil(at)];
  return low === undefined || high === undefined ? Number.NaN : low + (high - low) * (at - Math.floor(at));
}

/** (third − first quartile) / median. */
export function spreadOf(values: readonly number[]): number {
  const middle = median(values);
  return middle === 0 ? 0 : (quantile(values, 0.75) - quantile(values, 0.25)) / Math.abs(middle);
}

/**
 * Judges a line by the median over its pairs of each pair's own value: pairing is what makes a ratio hold while the machine's speed drifts.
 * Only ratios can be noisy; a limit in units is either kept or not.
 */
export function judge(rule: Rule, pairs: readonly Pair[]): Judgement {
  const values = pairs.map((pair) => valueOf(rule, pair));
  const value = median(values);
  const isRatio = rule.kind === 'time' || rule.kind === 'rate';
  const spread = isRatio ? spreadOf(values) : 0;
  const isGood = rule.kind === 'rate' ? value >= rule.goal : value <= rule.goal;
  return {
    product: median(pairs.map((pair) => pair.product)),
    floor: median(pairs.map((pair) => pair.floor)),
    value,
    spread,
    verdict: spread > NOISY_SPREAD ? 'noisy' : isGood ? 'ok' : 'MISS',
  };
}

function valueOf(rule: Rule, { product, floor }: Pair): number {
  if (rule.kind === 'most') return product;
  if (rule.kind === 'points') return product - floor;
  return product / Math.max(floor, rule.kind === 'time' ? (rule.atLeast ?? 0) : 0);
}

const WORSE_BY = 1.15;

/** Whether a ratio is more than 15 % worse than the median of its last five. False while there are fewer than three. */
export function isRegression(rule: Rule, value: number, former: readonly number[]): boolean {
  const known = former.slice(-5);
  if (known.length < 3 || (rule.kind !== 'time' && rule.kind !== 'rate')) return false;
  const usual = median(known);
  return rule.kind === 'time' ? value > usual * WORSE_BY : value < usual / WORSE_BY;
}
