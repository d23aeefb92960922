import UFuzzy from '@leeoniya/ufuzzy';
import type { NodeTypes } from '@/graph/node-types/node-type';
import type { Clock } from '@/lib/clock';
import { createSlipMatcher } from '@/lib/slips';
import { createSlices, type Slices } from '@/workspace/slices';
import { nodeEntries, type NodeEntry } from './node-entries';
import { createFit, parseNodeQuery, passes, typesOf, type EntryTypes, type NodeQuery, type WantedSocket } from './node-query';

export interface NodeSearch {
  /** As typed, filters included. */
  readonly query: string;
  readonly wanted?: WantedSocket | undefined;
  /** How often a type is used, by class name: of two that fit alike the more used one comes first. */
  readonly uses?: ReadonlyMap<string, number>;
}

/** Everything that can be added, ready to be searched. */
export interface NodeIndex {
  /** By name, deprecated ones last. */
  readonly entries: readonly NodeEntry[];
  /**
   * Best first: exact names, names that begin so, whole words, parts of names, then aliases, categories and packs, then slips of the pen; within each
   * by use, then the shorter name. Thousands of types take a few milliseconds.
   */
  readonly search: (search: NodeSearch) => readonly NodeEntry[];
}

/** An entry with its texts and types, read and folded once. */
interface Row {
  readonly entry: NodeEntry;
  /** Lower case without accents: the display name, and the class name. */
  readonly names: readonly string[];
  /** The same with a blank before each word, also inside `KSamplerAdvanced`. */
  readonly words: string;
  readonly name: string;
  readonly everything: string;
  readonly aliases: readonly string[];
  readonly sockets: EntryTypes;
}

const strict = new UFuzzy();
/** Letters left out: "ksmpl". */
const scattered = new UFuzzy({ intraIns: 3 });
/** One slip in a word: "smapler". */
const slipped = createSlipMatcher();
/** Slips are looked for only where less than this was found. */
const ENOUGH = 8;

const indexes = new WeakMap<NodeTypes, NodeIndex>();

/** The index of a set of node types; built here and now when `prepareNodeIndex` has not done so. */
export function nodeIndexOf(nodeTypes: NodeTypes): NodeIndex {
  const found = indexes.get(nodeTypes);
  if (found !== undefined) return found;
  const made = createNodeIndex(nodeEntries(nodeTypes).map(toRow));
  indexes.set(nodeTypes, made);
  return made;
}

/** Builds the index in slices between which the page can answer; nothing to do where it is there already. */
export async function prepareNodeIndex(nodeTypes: NodeTypes, clock: Clock): Promise<void> {
  if (indexes.has(nodeTypes)) return;
  const rows = await toRows(nodeEntries(nodeTypes), createSlices(clock));
  if (!indexes.has(nodeTypes)) indexes.set(nodeTypes, createNodeIndex(rows));
}

async function toRows(entries: readonly NodeEntry[], slices: Slices): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const entry of entries) {
    rows.push(toRow(entry));
    if (slices.isOver()) await slices.next();
  }
  return rows;
}

function createNodeIndex(unsorted: readonly Row[]): NodeIndex {
  const rows = unsorted.toSorted((a, b) => Number(a.entry.isDeprecated) - Number(b.entry.isDeprecated) || (a.name < b.name ? -1 : 1));
  const names = rows.map(({ name }) => name);
  const everything = rows.map((row) => row.everything);
  const all = rows.map((_row, at) => at);
  const choose = createChooser(rows, all);
  const find = (matcher: UFuzzy, haystack: string[], words: readonly string[], within: number[]): readonly number[] =>
    words.reduce<number[]>((left, word) => matcher.filter(haystack, word, left) ?? [], within);

  /** Fills `ranks` and answers which rows have one. */
  const match = (words: readonly string[], allowed: number[], ranks: Uint8Array): readonly number[] => {
    const needle = words.join(' ');
    // A single letter is in nearly every name; what begins with it is meant.
    const found =
      needle.length === 1 ? allowed.filter((at) => rows[at]?.words.includes(` ${needle}`)) : find(strict, everything, words, allowed);
    for (const at of found) ranks[at] = rankOf(rows[at], needle, words);
    if (found.length >= ENOUGH || needle.length === 1) return found;
    const isFound = new Set(found);
    const rest = allowed.filter((at) => !isFound.has(at));
    const slips = [...new Set([...find(scattered, names, words, rest), ...find(slipped, names, words, rest)])];
    for (const at of slips) ranks[at] = Rank.slip;
    return [...found, ...slips];
  };

  return {
    entries: rows.map(({ entry }) => entry),
    search: ({ query, wanted, uses = NO_USES }) => {
      const { words: text, filters } = parseNodeQuery(query);
      const allowed = choose(filters, wanted);
      const words = fold(text).split(' ').filter(Boolean);
      const ranks = new Uint8Array(rows.length);
      const found = words.length === 0 ? allowed : match(words, allowed, ranks);
      const keys = new Float64Array(found.length);
      found.forEach((at, index) => {
        const length = words.length === 0 ? 0 : (names[at]?.length ?? 0);
        keys[index] = toSortKey({ rank: ranks[at] ?? 0, use: uses.get(rows[at]?.entry.name ?? '') ?? 0, length, at });
      });
      return Array.from(keys.sort(), (key) => rows[key % MAX_ROWS]?.entry).filter((entry) => entry !== undefined);
    },
  };
}

const NO_USES: ReadonlyMap<string, number> = new Map();

/** One number sorts in a fraction of the time that four fields take: a single letter finds thousands of types. */
function toSortKey(key: { readonly rank: number; readonly use: number; readonly length: number; readonly at: number }): number {
  const use = MAX_KEY_PART - 1 - Math.min(key.use, MAX_KEY_PART - 1);
  const length = Math.min(key.length, MAX_KEY_PART - 1);
  return ((key.rank * MAX_KEY_PART + use) * MAX_KEY_PART + length) * MAX_ROWS + key.at;
}

/** Ranks (up to 11), two parts and the row stay within 2^53 together. */
const MAX_KEY_PART = 2 ** 10;
const MAX_ROWS = 2 ** 20;

/** The rows that filters and a dragged wire leave; the last answer is kept, since filters stay while words are typed. */
function createChooser(rows: readonly Row[], all: number[]): (filters: NodeQuery['filters'], wanted: WantedSocket | undefined) => number[] {
  let last: { readonly key: string; readonly rows: number[] } = { key: '', rows: all };
  return (filters, wanted) => {
    if (filters.length === 0 && wanted === undefined) return all;
    const key = JSON.stringify([filters, wanted]);
    if (key === last.key) return last.rows;
    const isFit = wanted === undefined ? () => true : createFit(wanted);
    const isAllowed = (row: Row | undefined): boolean =>
      row !== undefined && isFit(row.sockets) && filters.every((filter) => passes(row.entry, row.sockets, filter));
    last = { key, rows: all.filter((at) => isAllowed(rows[at])) };
    return last.rows;
  };
}

/** How well a type fits; deprecated ones come after all others that fit alike. */
const Rank = { exact: 0, begins: 2, words: 4, inside: 6, elsewhere: 8, slip: 10, deprecated: 1 } as const;

function rankOf(row: Row | undefined, needle: string, words: readonly string[]): number {
  if (row === undefined) return Rank.slip;
  return rankOfName(row, needle, words) + (row.entry.isDeprecated ? Rank.deprecated : 0);
}

function rankOfName({ names, name, words, aliases }: Row, needle: string, wanted: readonly string[]): number {
  if (names.includes(needle)) return Rank.exact;
  if (names.some((one) => one.startsWith(needle))) return Rank.begins;
  if (wanted.every((word) => words.includes(` ${word}`)) || aliases.includes(needle)) return Rank.words;
  return wanted.every((word) => name.includes(word)) ? Rank.inside : Rank.elsewhere;
}

function toRow(entry: NodeEntry): Row {
  const names = [fold(entry.displayName), fold(entry.name)];
  const name = names.join(' ');
  const aliases = entry.aliases.map(fold);
  const spaced = `${entry.displayName} ${entry.name}`.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  return {
    entry,
    names,
    name,
    words: ` ${fold(spaced).replace(/[^a-z0-9]+/g, ' ')}`,
    aliases,
    sockets: typesOf(entry),
    everything: `${name} ${aliases.join(' ')} ${fold(entry.category)} ${fold(entry.pack)}`,
  };
}

function fold(text: string): string {
  return UFuzzy.latinize(text).toLowerCase().replace(/\s+/g, ' ').trim();
}
