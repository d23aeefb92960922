import { useCallback, useLayoutEffect, useMemo, useState } from 'react';
import { useRoving } from '@/components/job-row/use-roving';
import { useVirtualRows } from '@/ui/use-virtual-rows';
import type { InputFile } from './input-files';
import { InputTile } from './input-tile';
import { t } from './texts';

export interface InputsGridProps {
  readonly files: readonly InputFile[];
  readonly tileSizePx: number;
  readonly chosen: string | null;
  /** What a file's picture is known by; other with each change of its bytes. */
  readonly revisionOf: (path: string) => string;
  readonly onChoose: (path: string) => void;
  readonly className: string;
}

const GAP_PX = 8;
const PADDING_PX = 12;
/** The line with the name below a picture. */
const NAME_PX = 22;
const OVERSCAN_ROWS = 2;
const USUAL_WIDTH_PX = 360;

/** Input files as squares in rows; only those near the view exist. */
export function InputsGrid({ files, tileSizePx, chosen, revisionOf, onChoose, className }: InputsGridProps) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const innerPx = Math.max(0, useInnerWidth(scroller) - 2 * PADDING_PX);
  const columns = Math.max(1, Math.round((innerPx + GAP_PX) / (tileSizePx + GAP_PX)));
  const widthPx = Math.floor((innerPx - (columns - 1) * GAP_PX) / columns);
  const rowPx = widthPx + NAME_PX;
  const keys = useMemo(() => files.map(({ path }) => path), [files]);
  const roving = useRoving({ keys, columns: Math.max(2, columns) });
  const virtualizer = useVirtualRows({
    scroller,
    count: Math.ceil(files.length / columns),
    getKey: useCallback((row: number) => keys[row * columns] ?? '', [keys, columns]),
    estimateHeight: () => rowPx,
    pinnedIndex: Math.floor(roving.activeIndex / columns),
    gapPx: GAP_PX,
    overscan: OVERSCAN_ROWS,
  });
  // Synchronises the virtualizer, which keeps heights, with the size of tiles.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowPx]);
  return (
    <div ref={setScroller} className={`min-h-0 min-w-0 flex-1 overflow-auto ${className}`}>
      <ul
        aria-label={t.files}
        className="relative"
        style={{ height: virtualizer.getTotalSize() + 2 * PADDING_PX }}
        {...roving.containerProps((position) => virtualizer.scrollToIndex(Math.floor(position / columns)))}
      >
        {virtualizer.getVirtualItems().flatMap(({ index: row, start }) =>
          files.slice(row * columns, (row + 1) * columns).map((item, column) => {
            const position = row * columns + column;
            return (
              <InputTile
                key={item.path}
                item={item}
                revision={revisionOf(item.path)}
                isChosen={item.path === chosen}
                isHeld={virtualizer.isScrolling}
                isTabStop={position === roving.activeIndex}
                xPx={PADDING_PX + column * (widthPx + GAP_PX)}
                yPx={PADDING_PX + start}
                widthPx={widthPx}
                position={position}
                count={files.length}
                onChoose={onChoose}
              />
            );
          }),
        )}
      </ul>
    </div>
  );
}

function useInnerWidth(element: HTMLElement | null): number {
  const [width, setWidth] = useState(USUAL_WIDTH_PX);
  // Synchronises with the element's size.
  useLayoutEffect(() => {
    if (element === null) return undefined;
    const measure = (): void => setWidth(element.clientWidth > 0 ? element.clientWidth : USUAL_WIDTH_PX);
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
