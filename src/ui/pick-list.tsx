import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useVirtualRows } from './use-virtual-rows';

export interface PickListProps<T> {
  /** Name of the text field. */
  readonly fieldLabel: string;
  /** Name of the list. */
  readonly listLabel: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly render: (item: T) => ReactNode;
  /** Accessible name of an option where what is drawn says more than that. */
  readonly nameOf?: (item: T) => string;
  readonly empty: string;
  /** Shown below the field while nothing is typed. */
  readonly hint?: string;
  readonly onPick: (item: T) => void;
  /** Told which item the arrows or the pointer are on. */
  readonly onHighlight?: (item: T | undefined, by: 'keys' | 'pointer') => void;
  /** Pixels; more for items of two lines. */
  readonly rowHeight?: number;
}

const ROW_PX = 28;
const TOUCH_ROW_PX = 44;
const PAGE_ROWS = 8;

/**
 * A text field with a list below it: type to filter, arrow keys, Enter. For dialogs; the field takes the focus when it appears. Thousands of
 * items are no burden: only rows in view exist.
 */
export function PickList<T>(props: PickListProps<T>) {
  const {
    fieldLabel,
    listLabel,
    query,
    onQuery,
    items,
    keyOf,
    render,
    nameOf,
    empty,
    hint,
    onPick,
    onHighlight,
    rowHeight = ROW_PX,
  } = props;
  const [wanted, setWanted] = useState(0);
  const listId = useId();
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const at = Math.max(0, Math.min(wanted, items.length - 1));
  const current = items[at];
  const rowPx = matchMedia('(pointer: coarse)').matches ? Math.max(rowHeight, TOUCH_ROW_PX) : rowHeight;
  const virtualizer = useVirtualRows({
    scroller,
    count: items.length,
    getKey: (index) => (items[index] === undefined ? String(index) : keyOf(items[index])),
    estimateHeight: () => rowPx,
    pinnedIndex: items.length === 0 ? -1 : at,
  });

  // Synchronises with the browser's focus, after the dialog has set its own.
  useEffect(() => field.current?.focus(), []);
  // Synchronises with the browser's scrolling: the highlighted row stays in view.
  useEffect(() => {
    if (scroller !== null) virtualizer.scrollToIndex(at);
  }, [scroller, virtualizer, at, items]);

  const move = (to: number, by: 'keys' | 'pointer' = 'keys'): void => {
    const next = Math.max(0, Math.min(to, items.length - 1));
    setWanted(next);
    onHighlight?.(items[next], by);
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') move(at + 1);
    else if (event.key === 'ArrowUp') move(at - 1);
    else if (event.key === 'PageDown') move(at + PAGE_ROWS);
    else if (event.key === 'PageUp') move(at - PAGE_ROWS);
    else if (event.key === 'Enter') {
      if (current !== undefined) onPick(current);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2">
      <input
        ref={field}
        type="text"
        role="combobox"
        aria-label={fieldLabel}
        aria-expanded={items.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={current === undefined ? undefined : optionId(listId, at)}
        autoComplete="off"
        spellCheck={false}
        className="h-9 shrink-0 rounded-control border border-border-strong bg-sunken px-3"
        value={query}
        onChange={(event) => {
          setWanted(0);
          onQuery(event.target.value);
        }}
        onKeyDown={handleKey}
      />
      {hint !== undefined && query === '' && <p className="shrink-0 text-secondary text-faint">{hint}</p>}
      <div ref={setScroller} id={listId} role="listbox" aria-label={listLabel} className="min-h-0 flex-1 overflow-auto">
        <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const item = items[index];
            if (item === undefined) return null;
            return (
              // The combobox above handles the keys of its options.
              // eslint-disable-next-line jsx-a11y-x/click-events-have-key-events -- keyboard is on the combobox
              <div
                key={key}
                id={optionId(listId, index)}
                role="option"
                tabIndex={-1}
                aria-label={nameOf?.(item)}
                aria-selected={index === at}
                aria-posinset={index + 1}
                aria-setsize={items.length}
                className="absolute inset-x-0 flex cursor-default flex-col justify-center overflow-hidden rounded-control px-3 aria-selected:bg-raised"
                style={{ height: rowPx, transform: `translateY(${start}px)` }}
                onPointerMove={() => index !== at && move(index, 'pointer')}
                onClick={() => onPick(item)}
              >
                {render(item)}
              </div>
            );
          })}
        </div>
      </div>
      {items.length === 0 && empty !== '' && (
        <p role="status" className="p-3 text-muted">
          {empty}
        </p>
      )}
    </div>
  );
}

function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}
