/**
 * What the search field of the gallery understands: words, and terms such as `model:flux`, `lora:"ink wash"`, `seed:7`, `size:512x768`,
 * `rating:3`, `is:favourite`. An address carries all of it as one text. Pure.
 */

/** Terms in the order they are offered. `is`: favourite, kept, rejected, rated. */
export const TERM_NAMES = ['model', 'lora', 'sampler', 'seed', 'size', 'tag', 'rating', 'is', 'sort'] as const;

export type TermName = (typeof TERM_NAMES)[number];

export interface GalleryQuery {
  /** What is searched for as text. */
  readonly words: string;
  readonly terms: Readonly<Partial<Record<TermName, string>>>;
}

const TERM = /(?:^|\s)([a-z]+):(?:"([^"]*)"|(\S+))/gi;

/** Splits a text; a term that is unknown stays among the words, and of one given twice the last counts. */
export function parseGalleryQuery(text: string): GalleryQuery {
  const terms: Partial<Record<TermName, string>> = {};
  const words = text.replace(TERM, (whole: string, name: string, quoted: string | undefined, plain: string | undefined) => {
    const known = TERM_NAMES.find((one) => one === name.toLowerCase());
    if (known === undefined) return whole;
    terms[known] = (quoted ?? plain ?? '').toLowerCase();
    return ' ';
  });
  return { words: words.replace(/\s+/g, ' ').trim(), terms };
}

/** The text with one term set to a value, or without it. Quotes cannot be searched for. */
export function withTerm(text: string, name: TermName, value: string): string {
  const rest = text.replace(new RegExp(`(^|\\s)${name}:(?:"[^"]*"|\\S+)`, 'gi'), ' ');
  const clean = value.replaceAll('"', '');
  const term = clean === '' ? '' : `${name}:${/\s/.test(clean) ? `"${clean}"` : clean}`;
  return `${rest} ${term}`.replace(/\s+/g, ' ').trim();
}
