import type { JsonValue } from '@/lib/json';

/**
 * The choice that is the same file as `value` but for folder, separator or case: `SDXL\Base.safetensors` for `sdxl/base.safetensors`.
 * The whole path wins over the bare name, the right case over another, then the choice that shares most of the folders. Null when no
 * choice has that name, or when `value` is among them. Pure.
 */
export function suggestValue(choices: readonly JsonValue[], value: JsonValue): string | null {
  if (typeof value !== 'string' || value === '' || choices.includes(value)) return null;
  const wanted = toParts(value.replace(/ ?\[input\]$/, ''));
  let best: string | null = null;
  let bestScore = 0;
  for (const choice of choices) {
    if (typeof choice !== 'string') continue;
    const score = likeness(toParts(choice), wanted);
    if (score > bestScore) [best, bestScore] = [choice, score];
  }
  return best;
}

function toParts(path: string): readonly string[] {
  return path.split(/[\\/]+/).filter((part) => part !== '' && part !== '.');
}

/** 0 unless the names are equal but for case; more for every folder in common before it, a little more for equal case. */
function likeness(parts: readonly string[], wanted: readonly string[]): number {
  let common = 0;
  while (common < Math.max(parts.length, wanted.length) && isAlike(parts.at(-1 - common), wanted.at(-1 - common))) common += 1;
  if (common === 0) return 0;
  const isSamePath = common === parts.length && common === wanted.length;
  const isSameCase = parts.at(-1) === wanted.at(-1);
  return common * 4 + (isSamePath ? 2 : 0) + (isSameCase ? 1 : 0);
}

function isAlike(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
}

/** From here on two names are taken for versions of one thing. */
const LEAST_LIKENESS = 0.5;

/**
 * The choice whose name is most like that of `value`, folders and endings aside: `sd_xl_base_1.0_0.9vae` for `sd_xl_base_1.0`. A guess for
 * a person to take or leave; null when nothing comes near. Pure.
 */
export function guessValue(choices: readonly JsonValue[], value: JsonValue): string | null {
  if (typeof value !== 'string' || choices.includes(value)) return null;
  const wanted = pairsOf(value);
  let best: string | null = null;
  let bestLikeness = LEAST_LIKENESS;
  for (const choice of choices) {
    const likeness = typeof choice === 'string' ? diceOf(pairsOf(choice), wanted) : 0;
    if (typeof choice === 'string' && likeness > bestLikeness) [best, bestLikeness] = [choice, likeness];
  }
  return best;
}

/** Neighbouring letters of the bare name, without what separates its words. */
function pairsOf(path: string): ReadonlySet<string> {
  const name = (toParts(path.replace(/ ?\[input\]$/, '')).at(-1) ?? '').replace(/\.[a-z0-9]{1,12}$/i, '');
  const letters = name.toLowerCase().replaceAll(/[\s._()-]+/g, '');
  return new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, index) => letters.slice(index, index + 2)));
}

/** Twice the shared ones by all: 1 for equal sets, 0 for none in common. */
function diceOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared++;
  return (2 * shared) / (a.size + b.size);
}
