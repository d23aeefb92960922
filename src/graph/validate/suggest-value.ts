import type { JsonValue } from '@/lib/json';

/**
 * The choice that is the same file as `value` but for folder, separator or case: `SDXL\Base.safetensors` for `sdxl/base.safetensors`.
 * The whole path wins over the bare name, the right case over another, then the choice that shares most of the folders. Null when no
 * choice has that name, or when `value` is among them. Pure.
 */
export function suggestValue(choices: readonly JsonValue[], value: JsonValue): string | null {
  if (typeof value !== 'string' || value === '' || choices.includes(value)) return null;
  const wanted = toParts(value);
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
