import clsx from 'clsx';
import { ChevronDown, ChevronRight, File, Folder } from 'lucide-react';
import { useId, useState, type KeyboardEvent } from 'react';
import { useVirtualRows } from '@/ui/use-virtual-rows';
import { t } from './texts';
import type { TreeRow } from './tree-rows';

export interface FileTreeProps {
  readonly rows: readonly TreeRow[];
  readonly selectedPath: string | null;
  readonly unsaved: Readonly<Record<string, unknown>>;
  readonly className: string;
  readonly onSelect: (path: string) => void;
  readonly onToggle: (path: string) => void;
}

const ROW_HEIGHT_PX = 36;
const INDENT_PX = 16;

/** The user's folders and files; one tab stop, arrows as in every tree. Only rows near the view exist. */
export function FileTree({ rows, selectedPath, unsaved, className, onSelect, onToggle }: FileTreeProps) {
  const [activePath, setActivePath] = useState<string | null>(selectedPath);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const baseId = useId();
  const activeIndex = Math.max(
    0,
    rows.findIndex(({ path }) => path === activePath),
  );
  const virtualizer = useVirtualRows({
    scroller,
    count: rows.length,
    getKey: (index) => rows[index]?.path ?? '',
    estimateHeight: () => ROW_HEIGHT_PX,
    pinnedIndex: activeIndex,
  });
  const act = (row: TreeRow): void => {
    setActivePath(row.path);
    if (row.isFolder) onToggle(row.path);
    else onSelect(row.path);
  };
  const goTo = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row === undefined) return;
    setActivePath(row.path);
    virtualizer.scrollToIndex(rows.indexOf(row));
  };
  const handleKey = (event: KeyboardEvent): void => {
    const row = rows[activeIndex];
    if (row === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => goTo(activeIndex + 1),
      ArrowUp: () => goTo(activeIndex - 1),
      Home: () => goTo(0),
      End: () => goTo(rows.length - 1),
      ArrowRight: () => (row.isFolder && !row.isOpen ? onToggle(row.path) : goTo(activeIndex + 1)),
      ArrowLeft: () =>
        row.isOpen ? onToggle(row.path) : goTo(rows.findLastIndex((other, at) => at < activeIndex && other.level < row.level)),
      Enter: () => act(row),
      ' ': () => act(row),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  };
  return (
    <div ref={setScroller} className={clsx('min-h-0 flex-1 overflow-auto', className)}>
      <div
        role="tree"
        aria-label={t.files}
        tabIndex={0}
        aria-activedescendant={`${baseId}-${activeIndex}`}
        onKeyDown={handleKey}
        className="group relative"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            // eslint-disable-next-line jsx-a11y-x/click-events-have-key-events -- the tree itself hears the keys for its active item
            <div
              key={row.path}
              id={`${baseId}-${index}`}
              role="treeitem"
              tabIndex={-1}
              aria-label={row.name}
              aria-level={row.level}
              aria-selected={row.path === selectedPath}
              aria-expanded={row.isFolder ? row.isOpen : undefined}
              title={row.path}
              className={clsx(
                'absolute inset-x-0 top-0 flex cursor-default items-center gap-1.5 pr-3 hover:bg-raised',
                row.path === selectedPath && 'bg-raised text-accent',
                index === activeIndex &&
                  'group-focus-visible:outline-2 group-focus-visible:-outline-offset-2 group-focus-visible:outline-accent',
              )}
              style={{ height: ROW_HEIGHT_PX, paddingLeft: INDENT_PX * (row.level - 1) + 8, transform: `translateY(${start}px)` }}
              onClick={() => act(row)}
            >
              <RowIcon row={row} />
              <span className="min-w-0 flex-1 truncate whitespace-pre">{row.name}</span>
              {Object.hasOwn(unsaved, row.path) && (
                <span role="img" aria-label={t.unsaved} title={t.unsaved} className="size-1.5 shrink-0 rounded-full bg-accent" />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function RowIcon({ row }: { readonly row: TreeRow }) {
  const props = { size: 16, strokeWidth: 1.75, 'aria-hidden': true, className: 'shrink-0 text-muted' } as const;
  if (!row.isFolder) return <File {...props} className="ml-[22px] shrink-0 text-muted" />;
  return (
    <>
      {row.isOpen ? <ChevronDown {...props} /> : <ChevronRight {...props} />}
      <Folder {...props} />
    </>
  );
}
