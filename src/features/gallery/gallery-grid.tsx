import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { goToJob } from '@/components/job-actions/go-to';
import { useRoving } from '@/components/job-row/use-roving';
import { useVirtualRows } from '@/ui/use-virtual-rows';
import { handleGridKey } from './grid-keys';
import type { MarkChange, Marks } from './marks/mark';
import type { Selection } from './use-selection';
import { createFirstPicturesMark } from './first-pictures-mark';
import type { GalleryList } from './gallery-list';
import { GalleryTile, LiveTile, WaitingTile } from './gallery-tile';
import type { TilePlace } from './gallery-tile';
import { GRID_GAP, GRID_PADDING, toGridLayout } from './grid-layout';
import { t } from './texts';
import { useLead } from './use-lead';
import { useWidth } from './use-width';

/** Rows before the end at which older outputs are asked for. */
const NEAR_END = 3;
/** A row is as high as several of a list. */
const OVERSCAN_ROWS = 2;

export interface GalleryGridProps {
  readonly list: GalleryList;
  readonly tileSizePx: number;
  readonly selection: Selection;
  readonly marks: Marks;
  readonly onMark: (refs: readonly string[], change: MarkChange) => void;
  readonly onOpen: (ref: string) => void;
  /** Called near the end of the grid. */
  readonly onNearEnd: () => void;
  /** Called with the slots of the server's list that are in or near the view. */
  readonly onLook: (newestSlot: number, oldestSlot: number) => void;
  readonly className: string;
}

/** Outputs as squares in rows; only those near the view exist. */
export function GalleryGrid(props: GalleryGridProps) {
  const { list, tileSizePx, selection, marks, onMark, onOpen, onNearEnd, onLook, className } = props;
  const { virtualizer, rows, layout, lead, roving, setScroller } = useGrid(list, tileSizePx);
  const [notePicture] = useState(createFirstPicturesMark);
  const rowCount = Math.ceil((list.length + lead) / layout.columns);
  // Not `rows`: the one with the keyboard is among them wherever it is.
  const { startIndex = 0, endIndex = -1 } = virtualizer.range ?? {};
  const isNearEnd = endIndex + OVERSCAN_ROWS >= rowCount - NEAR_END;
  const firstPlace = (startIndex - OVERSCAN_ROWS) * layout.columns - lead;
  const [newestSlot, oldestSlot] = findSlots(list, firstPlace, (endIndex + OVERSCAN_ROWS + 1) * layout.columns - lead);
  // Synchronises what is loaded with how far the grid was scrolled.
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd]);
  // The same for the pages of what is in view.
  useEffect(() => {
    if (newestSlot !== null && oldestSlot !== null) onLook(newestSlot, oldestSlot);
  }, [newestSlot, oldestSlot, onLook]);

  const pick = usePick(selection, onOpen);
  const reveal = (position: number) => virtualizer.scrollToIndex(Math.floor((position + lead) / layout.columns));
  const rovingProps = roving.containerProps(reveal);
  const move = (by: number): string | null => {
    const position = Math.max(0, Math.min(list.length - 1, roving.activeIndex + by));
    const key = list.at(position);
    const entry = list.entryAt(position);
    if (key === undefined || position === roving.activeIndex) return null;
    reveal(position);
    roving.follow(key);
    return entry?.kind === 'output' ? entry.item.ref : null;
  };

  const markOf = (ref: string) => marks.get(ref);
  const listProps = {
    ...rovingProps,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (handleGridKey(event, { selection, markOf, mark: onMark, move, columns: layout.columns })) event.preventDefault();
      else rovingProps.onKeyDown(event);
    },
  };

  const drawTile = (position: number, place: TilePlace) => {
    const entry = position < 0 ? null : list.entryAt(position);
    if (entry === null) return null;
    const { rovingKey } = place;
    switch (entry.kind) {
      case 'live':
        return <LiveTile key={rovingKey} job={entry.job} {...place} onOpen={() => goToJob(entry.job.id)} />;
      case 'output':
        return (
          <GalleryTile
            key={rovingKey}
            item={entry.item}
            {...place}
            isHeld={virtualizer.isScrolling}
            isChosen={selection.refs.has(entry.item.ref)}
            mark={marks.get(entry.item.ref)}
            onPick={pick}
          />
        );
      case 'waiting':
      case 'unread':
        return (
          <WaitingTile key={rovingKey} job={entry.kind === 'waiting' ? entry.job : null} {...place} isHeld={virtualizer.isScrolling} />
        );
    }
  };

  return (
    <div ref={setScroller} className={`min-h-0 flex-1 overflow-auto ${className}`}>
      <ul
        aria-label={t.outputs}
        className="relative"
        onLoadCapture={(event) => notePicture(event.currentTarget)}
        style={{ height: virtualizer.getTotalSize() + 2 * GRID_PADDING }}
        {...listProps}
      >
        {rows.flatMap(({ index: row, start }) =>
          Array.from({ length: layout.columns }, (_none, column) => {
            const position = row * layout.columns + column - lead;
            return drawTile(position, {
              xPx: GRID_PADDING + column * (layout.tileWidth + GRID_GAP),
              yPx: GRID_PADDING + start,
              widthPx: layout.tileWidth,
              position,
              count: list.length,
              isTabStop: position === roving.activeIndex,
              rovingKey: (position < 0 ? undefined : list.at(position)) ?? '',
            });
          }),
        )}
      </ul>
    </div>
  );
}

/** Stable over renders, so that tiles are not drawn anew with every choice. */
function usePick(selection: Selection, onOpen: (ref: string) => void) {
  const latest = useRef({ selection, onOpen });
  // Synchronises what a click does with the last render.
  useLayoutEffect(() => {
    latest.current = { selection, onOpen };
  });
  return useCallback((ref: string, how: 'plain' | 'toggle' | 'range') => {
    const { selection: chosen, onOpen: open } = latest.current;
    if (how === 'range') chosen.extendTo(ref);
    else if (how === 'toggle' || chosen.isChoosing) chosen.toggle(ref);
    else open(ref);
  }, []);
}

function useGrid(list: GalleryList, tileSizePx: number) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const layout = toGridLayout(useWidth(scroller), tileSizePx, list.length);
  const { columns, rowHeight } = layout;
  const lead = useLead(list, layout, scroller);
  const roving = useRoving({ keys: list, columns });
  const virtualizer = useVirtualRows({
    scroller,
    count: Math.ceil((list.length + lead) / columns),
    getKey: useCallback((row: number) => list.at(Math.max(0, row * columns - lead)) ?? '', [list, columns, lead]),
    estimateHeight: () => rowHeight,
    pinnedIndex: Math.floor((roving.activeIndex + lead) / columns),
    gapPx: GRID_GAP,
    keepsPlace: true,
    overscan: OVERSCAN_ROWS,
  });
  // Synchronises the virtualizer, which keeps heights, with the size of tiles.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  return { virtualizer, setScroller, layout, lead, roving, rows: virtualizer.getVirtualItems() };
}

/** The newest and the oldest slot of the server's list among some places; nulls when none of them is of it. */
function findSlots(list: GalleryList, from: number, to: number): readonly [newest: number | null, oldest: number | null] {
  let newest: number | null = null;
  let oldest: number | null = null;
  for (let index = Math.max(0, from); index < Math.min(list.length, to); index++) {
    const entry = list.entryAt(index);
    if (entry === null || entry.kind === 'live' || entry.slot === null) continue;
    newest ??= entry.slot;
    oldest = entry.slot;
  }
  return [newest, oldest];
}
