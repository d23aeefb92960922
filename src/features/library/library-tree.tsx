import clsx from 'clsx';
import { ChevronRight, Star } from 'lucide-react';
import { useEffect, useId, useState, type CSSProperties, type KeyboardEvent } from 'react';
import { startNodeDrag } from '@/components/node-library/node-drag';
import type { NodeEntry } from '@/components/node-library/node-entries';
import { t as nodeTexts } from '@/components/node-library/texts';
import { useVirtualRows } from '@/ui/use-virtual-rows';
import { t } from './texts';
import { parentIndex, type LibraryRow } from './tree-rows';

const ROW_PX = 28;
const TOUCH_ROW_PX = 44;
const PAGE_ROWS = 10;
const INDENT_PX = 14;

export interface LibraryTreeProps {
  readonly rows: readonly LibraryRow[];
  readonly favorites: readonly string[];
  readonly onAdd: (entry: NodeEntry) => void;
  readonly onToggleOpen: (key: string, isOpen: boolean) => void;
  readonly onToggleFavorite: (entry: NodeEntry) => void;
  /** Told which type the pointer or the keyboard is on; null for a branch. */
  readonly onShow: (entry: NodeEntry | null) => void;
}

/** The rows as a tree: one tab stop, arrow keys, Enter adds or opens, F marks. Only rows in view exist. */
export function LibraryTree(props: LibraryTreeProps) {
  const { rows, favorites, onAdd, onToggleOpen, onToggleFavorite, onShow } = props;
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const treeId = useId();
  const rowPx = matchMedia('(pointer: coarse)').matches ? TOUCH_ROW_PX : ROW_PX;
  const active = Math.max(
    0,
    rows.findIndex(({ key }) => key === activeKey),
  );
  const virtualizer = useVirtualRows({
    scroller,
    count: rows.length,
    getKey: (index) => rows[index]?.key ?? String(index),
    estimateHeight: () => rowPx,
    pinnedIndex: rows.length === 0 ? -1 : active,
  });
  // Synchronises with the browser's scrolling: the row the keyboard is on stays in view.
  useEffect(() => {
    if (activeKey !== null) virtualizer.scrollToIndex(active);
  }, [virtualizer, active, activeKey]);

  const moveTo = (index: number): void => {
    const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
    if (row === undefined) return;
    setActiveKey(row.key);
    onShow(row.kind === 'entry' ? row.entry : null);
  };
  const apply = (row: LibraryRow): void => (row.kind === 'entry' ? onAdd(row.entry) : onToggleOpen(row.key, !row.isOpen));
  const handleKey = (event: KeyboardEvent<HTMLElement>): void => {
    const row = rows[active];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = targetOf(event.key, rows, active);
    if (to !== null) moveTo(to);
    else if (event.key === 'Enter' || event.key === ' ') apply(row);
    else if (row.kind === 'group' && event.key === 'ArrowRight') onToggleOpen(row.key, true);
    else if (row.kind === 'group' && event.key === 'ArrowLeft') onToggleOpen(row.key, false);
    else if (row.kind === 'entry' && event.key.toLowerCase() === 'f') onToggleFavorite(row.entry);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={setScroller}
      role="tree"
      aria-label={t.tree}
      title={t.rowHint}
      tabIndex={0}
      aria-activedescendant={rows.length === 0 ? undefined : `${treeId}-${active}`}
      className="min-h-0 flex-1 overflow-auto px-2 pb-2 focus-visible:outline-offset-[-2px]"
      onKeyDown={handleKey}
    >
      <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <Row
              key={key}
              id={`${treeId}-${index}`}
              row={row}
              isActive={index === active}
              isFavorite={row.kind === 'entry' && favorites.includes(row.entry.name)}
              style={{ height: rowPx, paddingLeft: (row.level - 1) * INDENT_PX, transform: `translateY(${start}px)` }}
              onUse={() => {
                setActiveKey(row.key);
                apply(row);
              }}
              onHover={() => row.kind === 'entry' && onShow(row.entry)}
              onToggleFavorite={onToggleFavorite}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Where a key leads; null for keys that do not move. Left goes up to the branch, right from an open branch into it. */
function targetOf(key: string, rows: readonly LibraryRow[], at: number): number | null {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE_ROWS, PageUp: -PAGE_ROWS };
  const step = steps[key];
  if (step !== undefined) return at + step;
  if (key === 'Home') return 0;
  if (key === 'End') return rows.length - 1;
  const row = rows[at];
  const isOpenGroup = row?.kind === 'group' && row.isOpen;
  if (key === 'ArrowRight' && isOpenGroup) return at + 1;
  if (key !== 'ArrowLeft' || isOpenGroup) return null;
  const parent = parentIndex(rows, at);
  return parent < 0 ? null : parent;
}

interface RowProps {
  readonly id: string;
  readonly row: LibraryRow;
  readonly isActive: boolean;
  readonly isFavorite: boolean;
  readonly style: CSSProperties;
  readonly onUse: () => void;
  readonly onHover: () => void;
  readonly onToggleFavorite: (entry: NodeEntry) => void;
}

function Row({ id, row, isActive, isFavorite, style, onUse, onHover, onToggleFavorite }: RowProps) {
  const isEntry = row.kind === 'entry';
  return (
    // The tree around handles the keys of its rows.
    // eslint-disable-next-line jsx-a11y-x/click-events-have-key-events -- keyboard is on the tree
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={row.level}
      aria-selected={isActive}
      aria-expanded={isEntry ? undefined : row.isOpen}
      aria-label={isEntry ? row.entry.displayName : row.title}
      title={isEntry ? row.entry.name : undefined}
      draggable={isEntry}
      className={clsx(
        'group absolute inset-x-0 flex cursor-default items-center gap-1 rounded-control pr-1 hover:bg-raised',
        isActive && 'bg-raised',
      )}
      style={style}
      onClick={onUse}
      onPointerEnter={onHover}
      onDragStart={(event) => isEntry && startNodeDrag(event.dataTransfer, row.entry.name)}
    >
      {isEntry ? (
        <>
          <span className={clsx('min-w-0 flex-1 truncate pl-5', row.entry.isDeprecated && 'text-faint')}>{row.entry.displayName}</span>
          {row.entry.isDeprecated && <span className="shrink-0 text-secondary text-warning">{nodeTexts.deprecated}</span>}
          <button
            type="button"
            tabIndex={-1}
            aria-pressed={isFavorite}
            aria-label={(isFavorite ? t.unmark : t.mark)({ name: row.entry.displayName })}
            className={clsx(
              'grid size-6 shrink-0 place-items-center rounded-control text-faint hover:text-warning pointer-coarse:size-11',
              isFavorite ? 'text-warning' : 'pointer-fine:opacity-0 pointer-fine:group-hover:opacity-100',
            )}
            onClick={(event) => {
              event.stopPropagation();
              onToggleFavorite(row.entry);
            }}
          >
            <Star size={14} strokeWidth={1.75} aria-hidden className={clsx(isFavorite && 'fill-current')} />
          </button>
        </>
      ) : (
        <>
          <ChevronRight size={14} strokeWidth={1.75} aria-hidden className={clsx('shrink-0 text-faint', row.isOpen && 'rotate-90')} />
          <span className="min-w-0 flex-1 truncate text-muted">{row.title}</span>
          <span className="shrink-0 text-secondary text-faint tabular-nums">{row.count}</span>
        </>
      )}
    </div>
  );
}
