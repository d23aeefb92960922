import clsx from 'clsx';
import { useMemo, useState } from 'react';
import { useRoving } from '@/components/job-row/use-roving';
import { formatBytes } from '@/lib/format';
import { useVirtualRows } from '@/ui/use-virtual-rows';
import type { ModelItem } from './model-items';
import { ModelPreview } from './model-preview';
import { t } from './texts';

const ROW_HEIGHT = 52;
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

export interface ModelListProps {
  readonly items: readonly ModelItem[];
  readonly selectedKey: string | null;
  /** Where several kinds are listed together, each row names its own. */
  readonly showsFolder: boolean;
  readonly hasPreviews: boolean;
  readonly onSelect: (item: ModelItem) => void;
  readonly className: string;
}

/** Models as rows; only those near the view exist. Arrow keys move, Enter opens. */
export function ModelList({ items, selectedKey, showsFolder, hasPreviews, onSelect, className }: ModelListProps) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const keys = useMemo(() => items.map(({ key }) => key), [items]);
  const roving = useRoving({ keys });
  const virtualizer = useVirtualRows({
    scroller,
    count: items.length,
    getKey: (index) => keys[index] ?? '',
    estimateHeight: () => ROW_HEIGHT,
    pinnedIndex: roving.activeIndex,
  });
  return (
    <div ref={setScroller} className={clsx('min-h-0 flex-1 overflow-auto', className)}>
      <ul
        aria-label={t.list}
        className="relative"
        style={{ height: virtualizer.getTotalSize() }}
        {...roving.containerProps((index) => virtualizer.scrollToIndex(index))}
      >
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const item = items[index];
          if (item === undefined) return null;
          return (
            <li
              key={key}
              aria-posinset={index + 1}
              aria-setsize={items.length}
              className="absolute inset-x-0 top-0 border-b border-border"
              style={{ transform: `translateY(${start}px)`, height: ROW_HEIGHT }}
            >
              <button
                type="button"
                {...roving.targetProps(index)}
                aria-label={t.open({ name: item.title })}
                aria-current={item.key === selectedKey ? 'true' : undefined}
                onClick={() => onSelect(item)}
                className="flex h-full w-full items-center gap-3 px-3 text-left -outline-offset-2 hover:bg-sunken aria-[current]:bg-raised"
              >
                <ModelPreview item={item} isOffered={hasPreviews} isHeld={virtualizer.isScrolling} alt="" className="size-10" />
                <span className="min-w-0 flex-1">
                  <span className="block truncate" title={item.file.name}>
                    {item.title}
                  </span>
                  <span className="block truncate text-secondary text-muted">
                    {[showsFolder ? item.folder : '', item.place].filter((part) => part !== '').join(' / ')}
                  </span>
                </span>
                <Figures item={item} />
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Figures({ item: { file } }: { readonly item: ModelItem }) {
  if (file.sizeBytes === null && file.modifiedAtMs === null) return null;
  return (
    <span className="shrink-0 text-right text-secondary text-muted tabular-nums">
      {file.sizeBytes !== null && <span className="block">{formatBytes(file.sizeBytes)}</span>}
      {file.modifiedAtMs !== null && <span className="block">{day.format(file.modifiedAtMs)}</span>}
    </span>
  );
}
