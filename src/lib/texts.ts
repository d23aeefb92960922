/** One room's catalogue: each key is a text, or a function from named values to a text. */
export type Texts = Readonly<Record<string, string | ((values: never) => string)>>;

/**
 * Declares a room's catalogue. Components read it as `t.key` or `t.key({ count })`, so a missing or misspelt key is a type error.
 * A second language will be a second argument of the same type; until then the English texts are the catalogue.
 */
export function defineTexts<const T extends Texts>(english: T): T {
  return english;
}

/** `1 job`, `3 jobs`: picks the English plural form. */
export function plural(count: number, one: string, many: string): string {
  return `${new Intl.NumberFormat('en').format(count)} ${count === 1 ? one : many}`;
}
