import { defaultRangeExtractor, observeElementRect, useVirtualizer } from '@tanstack/react-virtual';
import type { Virtualizer } from '@tanstack/react-virtual';

export type RowVirtualizer = Virtualizer<HTMLElement, HTMLElement>;

export interface VirtualRowsOptions {
  /** The element that scrolls, kept in state by its owner; null until it is drawn. */
  readonly scroller: HTMLElement | null;
  readonly count: number;
  /** Keep the function while the rows are the same: with another one all of them are laid out anew. */
  readonly getKey: (index: number) => string;
  /** Height in px before a row was measured; exact where rows are never measured. */
  readonly estimateHeight: (index: number) => number;
  /** A row that is drawn wherever the list stands, because the keyboard is on it; −1 = none. */
  readonly pinnedIndex?: number;
  readonly gapPx?: number;
  /** Keeps what is in view where it is when rows come or go above it, unless the list stands at its top. */
  readonly keepsPlace?: boolean;
  /** Rows drawn beyond each edge of the view. */
  readonly overscan?: number;
}

const USUAL_OVERSCAN = 6;
/** A panel that is not laid out yet has no height: a first screenful is drawn for it. */
const FIRST_SCREEN = { width: 360, height: 640 };

const TOP_PX = 16;

/** Rows of which only those in and near the view exist. */
export function useVirtualRows({
  scroller,
  count,
  getKey,
  estimateHeight,
  pinnedIndex = -1,
  gapPx = 0,
  keepsPlace = false,
  overscan = USUAL_OVERSCAN,
}: VirtualRowsOptions): RowVirtualizer {
  // eslint-disable-next-line react-hooks/incompatible-library -- its one use; what it returns changes by itself and is never memoised
  return useVirtualizer<HTMLElement, HTMLElement>({
    count,
    getScrollElement: () => scroller,
    getItemKey: getKey,
    estimateSize: estimateHeight,
    overscan,
    gap: gapPx,
    anchorTo: keepsPlace && !isAtTop(scroller) ? 'end' : 'start',
    initialRect: FIRST_SCREEN,
    observeElementRect: (instance, onRect) => observeElementRect(instance, (rect) => onRect(rect.height === 0 ? FIRST_SCREEN : rect)),
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      if (pinnedIndex < 0 || pinnedIndex >= count || indexes.includes(pinnedIndex)) return indexes;
      return [...indexes, pinnedIndex].sort((a, b) => a - b);
    },
  });
}

/** Whether a list stands so near its top that new rows there are what one wants to see. */
export function isAtTop(scroller: HTMLElement | null): boolean {
  return scroller === null || scroller.scrollTop <= TOP_PX;
}
