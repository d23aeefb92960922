import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { goToJob } from '@/components/job-actions/go-to';
import { useRoving } from '@/components/job-row/use-roving';
import { useVirtualRows } from '@/ui/use-virtual-rows';
import type { Job } from '@/jobs/job';
import type { RunItem } from './gallery-items';
import { createFirstPicturesMark } from './first-pictures-mark';
import { GalleryTile, LiveTile, toLiveKey } from './gallery-tile';
import type { TilePlace } from './gallery-tile';
import { GRID_GAP, GRID_PADDING, toGridLayout } from './grid-layout';
import { t } from './texts';
import { useWidth } from './use-width';

/** Rows before the end at which older outputs are asked for. */
const NEAR_END = 3;
/** A row is as high as several of a list. */
const OVERSCAN_ROWS = 2;

export interface GalleryGridProps {
  readonly items: readonly RunItem[];
  /** Running jobs with a preview; they come first. */
  readonly liveJobs: readonly Job[];
  readonly tileSizePx: number;
  readonly onOpen: (ref: string) => void;
  /** Called near the end of the grid. */
  readonly onNearEnd: () => void;
  readonly className: string;
}

/** Outputs as squares in rows; only those near the view exist. */
export function GalleryGrid({ items, liveJobs, tileSizePx, onOpen, onNearEnd, className }: GalleryGridProps) {
  const keys = useMemo(() => [...liveJobs.map(toLiveKey), ...items.map(({ ref }) => ref)], [liveJobs, items]);
  const { virtualizer, rows, layout, roving, setScroller } = useGrid(keys, tileSizePx);
  const [notePicture] = useState(createFirstPicturesMark);
  const isNearEnd = (rows.at(-1)?.index ?? 0) >= Math.ceil(keys.length / layout.columns) - NEAR_END;
  // Synchronises what is loaded with how far the grid was scrolled.
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd]);

  const drawTile = (position: number, place: TilePlace) => {
    const live = liveJobs[position];
    if (live !== undefined) return <LiveTile key={keys[position]} job={live} {...place} onOpen={() => goToJob(live.id)} />;
    const item = items[position - liveJobs.length];
    if (item === undefined) return null;
    return <GalleryTile key={item.ref} item={item} {...place} isHeld={virtualizer.isScrolling} onOpen={onOpen} />;
  };

  return (
    <div ref={setScroller} className={`min-h-0 flex-1 overflow-auto ${className}`}>
      <ul
        aria-label={t.outputs}
        className="relative"
        onLoadCapture={(event) => notePicture(event.currentTarget)}
        style={{ height: virtualizer.getTotalSize() + 2 * GRID_PADDING }}
        {...roving.containerProps((position) => virtualizer.scrollToIndex(Math.floor(position / layout.columns)))}
      >
        {rows.flatMap(({ index: row, start }) =>
          Array.from({ length: layout.columns }, (_none, column) => {
            const position = row * layout.columns + column;
            return drawTile(position, {
              xPx: GRID_PADDING + column * (layout.tileWidth + GRID_GAP),
              yPx: GRID_PADDING + start,
              widthPx: layout.tileWidth,
              position,
              count: keys.length,
              isTabStop: position === roving.activeIndex,
            });
          }),
        )}
      </ul>
    </div>
  );
}

function useGrid(keys: readonly string[], tileSizePx: number) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const layout = toGridLayout(useWidth(scroller), tileSizePx);
  const { columns, rowHeight } = layout;
  const roving = useRoving({ keys, columns });
  const virtualizer = useVirtualRows({
    scroller,
    count: Math.ceil(keys.length / columns),
    getKey: (row) => `${row}`,
    estimateHeight: () => rowHeight,
    pinnedIndex: Math.floor(roving.activeIndex / columns),
    gapPx: GRID_GAP,
    overscan: OVERSCAN_ROWS,
  });
  // Synchronises the virtualizer, which keeps heights, with the size of tiles.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  return { virtualizer, setScroller, layout, roving, rows: virtualizer.getVirtualItems() };
}
