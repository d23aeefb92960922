import UFuzzy from '@leeoniya/ufuzzy';

/** Makes a matcher that forgives one slip in each word: a letter too many, too few, wrong, or two that changed places ("smapler"). */
export function createSlipMatcher(): UFuzzy {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the package has its modes as a const enum, which modules compiled one by one cannot read
  return new UFuzzy({ intraMode: 1 });
}
