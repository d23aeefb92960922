import UFuzzy from '@leeoniya/ufuzzy';

/** Up to two letters may be missing between two of a word (`reaistc` finds `realistic`); other words may stand between. */
const fuzzy = new UFuzzy({ intraIns: 2 });
/** Up to so many words may come in any order; the permutations of more would take long. */
const MAX_FREE_WORDS = 5;

/**
 * Indexes into `names` that match `query`, best first; all in their own order for an empty query. What the fuzzy search cannot read
 * (other scripts, signs only) is looked for as it stands.
 */
export function findChoices(names: readonly string[], query: string): readonly number[] {
  const needle = query.trim();
  if (needle === '') return names.map((_, index) => index);
  const [found, info, order] = fuzzy.search(UFuzzy.latinize([...names]), UFuzzy.latinize(needle), MAX_FREE_WORDS);
  if (found === null || found.length === 0) return findLiterally(names, needle.toLowerCase());
  // Above a thousand matches there is no ranking; the list's own order stands.
  return info === null ? found : order.flatMap((at) => info.idx[at] ?? []);
}

function findLiterally(names: readonly string[], needle: string): readonly number[] {
  return names.flatMap((name, index) => (name.toLowerCase().includes(needle) ? [index] : []));
}
