import { countOutputs } from '@/jobs/listed-job';
import type { Job } from '@/jobs/job';
import type { PastItem, PastSection } from '@/jobs/past-sections';
import { toLiveKey } from './live-key';
import { toGalleryItems } from './gallery-items';
import type { GalleryFilters, RunItem } from './gallery-items';
import type { Marks } from './marks/mark';
import { sortPairs, toOrder } from './sort-pairs';

const NO_MARKS: Marks = new Map();

/** What stands at one place of the grid: an output, or the room for one that was not read yet. */
export type GalleryEntry =
  | { readonly kind: 'live'; readonly job: Job }
  | { readonly kind: 'output'; readonly item: RunItem; readonly slot: number | null }
  | { readonly kind: 'waiting'; readonly job: Job; readonly slot: number | null }
  | { readonly kind: 'unread'; readonly slot: number };

/**
 * All places of the grid, of which only a part is held. Keys stay when a place is read: an output of the server's list is known by its
 * run's slot and its number there, others by their ref.
 */
export interface GalleryList {
  readonly length: number;
  /** The key of a place. */
  readonly at: (index: number) => string | undefined;
  readonly indexOf: (key: string) => number;
  readonly entryAt: (index: number) => GalleryEntry | null;
  /** The place of an output that was read; −1 when there is no such. */
  readonly indexOfRef: (ref: string) => number;
  /** Outputs that were read, in order. */
  readonly items: readonly RunItem[];
}

export interface GallerySources {
  readonly liveJobs: readonly Job[];
  readonly sections: readonly PastSection[];
  readonly filters: GalleryFilters;
  /** Room made for each run that was not read. */
  readonly outputsPerRun: number;
  /** What people said of outputs, for filters and order that ask for it. */
  readonly marks?: Marks;
}

type Stretch =
  | { readonly start: number; readonly keys: readonly string[]; readonly entries: readonly GalleryEntry[] }
  | { readonly start: number; readonly slot: number; readonly count: number };

/** Lays the outputs of all sections out as one list. A file that several runs report is listed once, with the newest of them. */
export function createGalleryList({ liveJobs, sections, filters, outputsPerRun, marks = NO_MARKS }: GallerySources): GalleryList {
  const stretches: Stretch[] = [];
  const indexes = new Map<string, number>();
  const refIndexes = new Map<string, number>();
  const items: RunItem[] = [];
  const seen = new Set<string>();
  let length = 0;
  const addEntries = (pairs: readonly (readonly [string, GalleryEntry])[]): void => {
    pairs.forEach(([key, entry], at) => {
      indexes.set(key, length + at);
      if (entry.kind === 'output') refIndexes.set(entry.item.ref, length + at);
    });
    stretches.push({ start: length, keys: pairs.map(([key]) => key), entries: pairs.map(([, entry]) => entry) });
    length += pairs.length;
  };
  addEntries(liveJobs.map((job) => [toLiveKey(job), { kind: 'live', job }]));
  const order = toOrder(filters.q);
  for (const section of order === 'newest' ? sections : joinRead(sections)) {
    if (section.kind === 'unread') {
      stretches.push({ start: length, slot: section.slot, count: section.count });
      length += section.count * outputsPerRun;
      continue;
    }
    const pairs = sortPairs(listPairs(section.items, filters, { seen, marks }), order, marks);
    for (const [, entry] of pairs) if (entry.kind === 'output') items.push(entry.item);
    addEntries(pairs);
  }
  const find = (index: number): Stretch | undefined => stretches[findLast(stretches, index)];
  const toSlot = (stretch: Stretch & { slot: number }, index: number): number =>
    stretch.slot - Math.floor((index - stretch.start) / outputsPerRun);
  return {
    length,
    items,
    at: (index) => {
      const stretch = find(index);
      if (stretch === undefined) return undefined;
      if ('keys' in stretch) return stretch.keys[index - stretch.start];
      return toSlotKey(toSlot(stretch, index), (index - stretch.start) % outputsPerRun);
    },
    indexOfRef: (ref) => refIndexes.get(ref) ?? -1,
    entryAt: (index) => {
      const stretch = index < 0 || index >= length ? undefined : find(index);
      if (stretch === undefined) return null;
      if ('keys' in stretch) return stretch.entries[index - stretch.start] ?? null;
      return { kind: 'unread', slot: toSlot(stretch, index) };
    },
    indexOf: (key) => {
      const known = indexes.get(key);
      if (known !== undefined) return known;
      const [slot, nth] = readSlotKey(key);
      const stretch = stretches.find((one) => 'slot' in one && slot <= one.slot && slot > one.slot - one.count);
      if (stretch !== undefined && 'slot' in stretch)
        return stretch.start + (stretch.slot - slot) * outputsPerRun + Math.min(nth, outputsPerRun - 1);
      // Of a run that turned out to have fewer outputs: its first.
      return nth > 0 ? (indexes.get(toSlotKey(slot, 0)) ?? -1) : -1;
    },
  };
}

/** Another order than the server's holds over everything that was read. */
function joinRead(sections: readonly PastSection[]): readonly PastSection[] {
  return [{ kind: 'read', items: sections.flatMap((section) => (section.kind === 'unread' ? [] : section.items)) }];
}

/** The mean number of outputs of runs that are known, as whole rooms. */
export function estimateOutputsPerRun(jobs: readonly Job[]): number {
  const sum = jobs.reduce((count, job) => count + countOutputs(job), 0);
  return Math.max(1, Math.round(sum / Math.max(1, jobs.length)));
}

interface Known {
  readonly seen: Set<string>;
  readonly marks: Marks;
}

function listPairs(items: readonly PastItem[], filters: GalleryFilters, known: Known): readonly (readonly [string, GalleryEntry])[] {
  return items.flatMap((item) => toPairs(item, filters, known));
}

function toPairs({ job, slot }: PastItem, filters: GalleryFilters, known: Known): readonly (readonly [string, GalleryEntry])[] {
  const outputs = toGalleryItems([job], filters, known);
  const shown = outputs.map((item): GalleryEntry => ({ kind: 'output', item, slot }));
  const missing = job.brief?.hasOutputs === false ? Math.max(0, countOutputs(job) - job.outputs.length) : 0;
  const entries = [...shown, ...Array.from({ length: missing }, (): GalleryEntry => ({ kind: 'waiting', job, slot }))];
  return entries.map((entry, nth) => [slot === null && entry.kind === 'output' ? entry.item.ref : toSlotKey(slot ?? -1, nth), entry]);
}

function toSlotKey(slot: number, nth: number): string {
  return `slot ${slot} ${nth}`;
}

function readSlotKey(key: string): readonly [slot: number, nth: number] {
  const [, slot = '', nth = ''] = /^slot (\d+) (\d+)$/.exec(key) ?? [];
  return slot === '' ? [NaN, 0] : [Number(slot), Number(nth)];
}

/** The last stretch that begins at or before an index; stretches of no length give way to the next. */
function findLast(stretches: readonly Stretch[], index: number): number {
  let low = 0;
  let high = stretches.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stretches[middle]?.start ?? Infinity) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}
