import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { toText } from '@/graph/node-types/json-read';
import type { JsonValue } from '@/lib/json';
import { Dialog } from '@/ui/dialog';
import { useVirtualRows } from '@/ui/use-virtual-rows';
import { findChoices } from './find-choices';
import { t } from './texts';

export interface ChoiceListProps {
  readonly label: string;
  readonly listId: string;
  readonly choices: readonly JsonValue[];
  readonly value: JsonValue;
  /** Said where there is nothing to choose. */
  readonly emptyText?: string;
  readonly onChoose: (value: JsonValue) => void;
  readonly onClose: () => void;
}

const ROW_PX = 28;
const TOUCH_ROW_PX = 44;
const PAGE_ROWS = 10;
const KEY_MOVES: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE_ROWS, PageUp: -PAGE_ROWS };

/** A searchable list of choices: type, arrow keys, Enter, Escape. Thousands of entries are no burden. */
export function ChoiceList(props: ChoiceListProps) {
  return (
    // Events bubble through React's tree, not the document's: to the node the list belongs to, which has a menu of its own.
    <div role="presentation" className="contents" onContextMenu={(event) => event.stopPropagation()}>
      <Dialog title={props.label} isOpen onClose={props.onClose} className="w-[30rem]">
        <ChoiceSearch {...props} />
      </Dialog>
    </div>
  );
}

function ChoiceSearch({ label, listId, choices, value, emptyText = t.nothingToChoose, onChoose }: ChoiceListProps) {
  const [query, setQuery] = useState('');
  const [wanted, setWanted] = useState(() => Math.max(0, choices.indexOf(value)));
  const field = useRef<HTMLInputElement>(null);
  const names = useMemo(() => choices.map(toText), [choices]);
  const found = useMemo(() => findChoices(names, query), [names, query]);
  const at = Math.max(0, Math.min(wanted, found.length - 1));
  const rowPx = matchMedia('(pointer: coarse)').matches ? TOUCH_ROW_PX : ROW_PX;
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const virtualizer = useVirtualRows({
    scroller,
    count: found.length,
    getKey: (index) => String(found[index]),
    estimateHeight: () => rowPx,
    pinnedIndex: found.length === 0 ? -1 : at,
  });

  // Synchronises with the browser's focus, after the dialog has set its own.
  useEffect(() => field.current?.focus(), []);
  // Synchronises with the browser's scrolling: the row the keyboard is on stays in view.
  useEffect(() => {
    if (scroller !== null) virtualizer.scrollToIndex(at);
  }, [scroller, virtualizer, at]);

  const choose = (index: number): void => {
    const chosen = choices[found[index] ?? -1];
    if (chosen !== undefined) onChoose(chosen);
  };
  const handleKey = (event: KeyboardEvent): void => {
    const move = KEY_MOVES[event.key];
    if (move !== undefined) setWanted(Math.max(0, Math.min(at + move, found.length - 1)));
    else if (event.key === 'Enter') choose(at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="flex flex-col gap-2">
      <input
        ref={field}
        type="text"
        role="combobox"
        aria-label={t.search({ label })}
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={found.length > 0 ? `${listId}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        className="h-8 rounded-control border border-border-strong bg-sunken px-2 pointer-coarse:h-11"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setWanted(0);
        }}
        onKeyDown={handleKey}
      />
      <div ref={setScroller} id={listId} role="listbox" aria-label={label} className="h-80 overflow-auto">
        <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((row) => (
            // The combobox above handles the keys of its options.
            // eslint-disable-next-line jsx-a11y-x/click-events-have-key-events -- keyboard is on the combobox
            <div
              key={row.key}
              id={`${listId}-${row.index}`}
              role="option"
              aria-selected={row.index === at}
              aria-posinset={row.index + 1}
              aria-setsize={found.length}
              tabIndex={-1}
              title={names[found[row.index] ?? -1]}
              className="absolute inset-x-0 cursor-default truncate rounded-control px-2 aria-selected:bg-raised aria-selected:text-accent"
              style={{ height: rowPx, lineHeight: `${rowPx}px`, transform: `translateY(${row.start}px)` }}
              onClick={() => choose(row.index)}
            >
              {names[found[row.index] ?? -1]}
            </div>
          ))}
        </div>
      </div>
      {found.length === 0 && (
        <p role="status" className="text-muted">
          {choices.length === 0 ? emptyText : t.nothingFound}
        </p>
      )}
    </div>
  );
}
