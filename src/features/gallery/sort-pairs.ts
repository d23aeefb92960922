import type { GalleryEntry } from './gallery-list';
import { parseGalleryQuery } from './gallery-query';
import { NO_MARK } from './marks/mark';
import type { Marks } from './marks/mark';

/** Orders of the gallery; newest first is the order outputs come in. */
export const ORDERS = ['newest', 'oldest', 'name', 'rating', 'slowest'] as const;

export type GalleryOrder = (typeof ORDERS)[number];

type Pair = readonly [key: string, entry: GalleryEntry];

/** The order a search text asks for. */
export function toOrder(q: string | undefined): GalleryOrder {
  const wanted = parseGalleryQuery(q ?? '').terms.sort;
  return ORDERS.find((order) => order === wanted) ?? 'newest';
}

const COLLATOR = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** The same list for newest first. */
export function sortPairs(pairs: readonly Pair[], order: GalleryOrder, marks: Marks): readonly Pair[] {
  switch (order) {
    case 'newest':
      return pairs;
    case 'oldest':
      return pairs.toReversed();
    case 'name':
      return pairs.toSorted(([, a], [, b]) => COLLATOR.compare(toName(a), toName(b)));
    case 'rating':
      return pairs.toSorted(([, a], [, b]) => toRank(b, marks) - toRank(a, marks));
    case 'slowest':
      return pairs.toSorted(([, a], [, b]) => toLength(b) - toLength(a));
  }
}

function toName(entry: GalleryEntry): string {
  return entry.kind === 'output' ? (entry.item.output.file?.filename ?? entry.item.output.text ?? '') : '';
}

/** Favourites stand before others of the same rating. */
function toRank(entry: GalleryEntry, marks: Marks): number {
  if (entry.kind !== 'output') return -1;
  const { rating, isFavourite } = marks.get(entry.item.ref) ?? NO_MARK;
  return rating + (isFavourite ? 0.5 : 0);
}

function toLength(entry: GalleryEntry): number {
  if (entry.kind !== 'output') return -1;
  const { startedAtMs, endedAtMs } = entry.item.job;
  return startedAtMs === null || endedAtMs === null ? -1 : endedAtMs - startedAtMs;
}
