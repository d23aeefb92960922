import UFuzzy from '@leeoniya/ufuzzy';
import { typesFit } from '@/graph/validate/types-fit';
import type { PaletteEntry } from './palette-entries';

/** The end of a wire that was dropped on empty canvas: only node types with a counterpart are wanted. */
export interface WantedSocket {
  readonly side: 'input' | 'output';
  readonly type: string;
}

export interface SearchRequest {
  readonly query: string;
  readonly wanted?: WantedSocket | undefined;
  readonly limit: number;
}

export interface SearchIndex {
  readonly search: (request: SearchRequest) => readonly PaletteEntry[];
}

/** Substring terms in any order first; scattered letters ("ksmplr") only when those find too little. */
const strict = new UFuzzy();
const loose = new UFuzzy({ intraIns: 3 });
const ENOUGH = 8;

/**
 * Builds the index once per set of node types. Names rank before aliases and categories; an empty query lists by use, then by name.
 * @param uses how often a type is used already, by class name.
 */
export function createSearchIndex(entries: readonly PaletteEntry[], uses: ReadonlyMap<string, number>): SearchIndex {
  const byUse = [...entries].sort(
    (a, b) => (uses.get(b.name) ?? 0) - (uses.get(a.name) ?? 0) || a.displayName.localeCompare(b.displayName),
  );
  const names = byUse.map((entry) => plainText(`${entry.displayName} ${entry.name}`));
  const everything = byUse.map((entry, i) => plainText(`${names[i] ?? ''} ${entry.aliases.join(' ')} ${entry.category}`));
  return {
    search: ({ query, wanted, limit }) => {
      const needle = plainText(query).trim();
      const isFit = (entry: PaletteEntry): boolean => wanted === undefined || fits(entry, wanted);
      if (needle === '') return byUse.filter(isFit).slice(0, limit);
      const found = new Set<PaletteEntry>();
      const collect = (matcher: UFuzzy, haystack: string[]): void => {
        for (const at of rank(matcher, haystack, needle)) {
          const entry = byUse[at];
          if (entry !== undefined && isFit(entry)) found.add(entry);
        }
      };
      collect(strict, names);
      const byName = [...found].toSorted((a, b) => closeness(a, needle) - closeness(b, needle));
      found.clear();
      for (const entry of byName) found.add(entry);
      collect(strict, everything);
      if (found.size < ENOUGH) collect(loose, names);
      return [...found].slice(0, limit);
    },
  };
}

/** Exact names first, then names that begin so, the shorter the nearer; the rest as the matcher ranked them. */
function closeness({ displayName, name }: PaletteEntry, needle: string): number {
  const wanted = needle.toLowerCase();
  const names = [displayName, name].map((text) => text.toLowerCase());
  if (names.includes(wanted)) return 0;
  const begins = names.filter((text) => text.startsWith(wanted)).map((text) => text.length);
  return begins.length > 0 ? Math.min(...begins) : FAR_OFF;
}

const FAR_OFF = 1_000;

/** Whether the type has a socket that can take the other end of the wire. */
export function fits(entry: PaletteEntry, wanted: WantedSocket): boolean {
  return wanted.side === 'output'
    ? entry.inputTypes.some((type) => typesFit(wanted.type, type))
    : entry.outputTypes.some((type) => typesFit(type, wanted.type));
}

function rank(matcher: UFuzzy, haystack: string[], needle: string): readonly number[] {
  const [indexes, info, order] = matcher.search(haystack, needle, 5);
  if (indexes === null) return [];
  // Above a thousand matches there is no ranking; the order of use stands.
  return info === null ? indexes : order.map((at) => info.idx[at] ?? -1);
}

function plainText(text: string): string {
  return UFuzzy.latinize([text])[0] ?? text;
}
