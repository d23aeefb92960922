import { ImageOff, RefreshCw } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { toText } from '@/graph/node-types/json-read';
import type { JsonValue } from '@/lib/json';
import { toAppError } from '@/lib/errors';
import { refreshNodeClass } from '@/session/mutations/files';
import { useSession } from '@/session/session-provider';
import { IconButton } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { useVirtualRows } from '@/ui/use-virtual-rows';
import { wordFailure } from '../server-failure/word-failure';
import type { FieldProps } from './field-props';
import { findChoices } from './find-choices';
import { t } from './texts';
import { useChoicePictures } from './use-choice-pictures';

export interface ChoiceListProps {
  /** The input whose list of the server this is: such a list may have pictures and can be asked for again. */
  readonly origin?: Pick<FieldProps, 'spec' | 'nodeClass'>;
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
const PICTURE_ROW_PX = 48;
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

function ChoiceSearch({ label, listId, choices, value, origin, emptyText = t.nothingToChoose, onChoose }: ChoiceListProps) {
  const pictureOf = useChoicePictures(origin?.spec ?? null);
  const [query, setQuery] = useState('');
  const [wanted, setWanted] = useState(() => Math.max(0, choices.indexOf(value)));
  const field = useRef<HTMLInputElement>(null);
  const names = useMemo(() => choices.map(toText), [choices]);
  const found = useMemo(() => findChoices(names, query), [names, query]);
  const at = Math.max(0, Math.min(wanted, found.length - 1));
  const plainPx = matchMedia('(pointer: coarse)').matches ? TOUCH_ROW_PX : ROW_PX;
  const rowPx = pictureOf === null ? plainPx : PICTURE_ROW_PX;
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
      <div className="flex gap-1">
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
          className="h-8 min-w-0 flex-1 rounded-control border border-border-strong bg-sunken px-2 pointer-coarse:h-11"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setWanted(0);
          }}
          onKeyDown={handleKey}
        />
        {origin !== undefined && <RefreshButton nodeClass={origin.nodeClass} />}
      </div>
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
              className="absolute inset-x-0 flex cursor-default items-center gap-2 rounded-control px-2 aria-selected:bg-raised aria-selected:text-accent"
              style={{ height: rowPx, transform: `translateY(${row.start}px)` }}
              onClick={() => choose(row.index)}
            >
              {pictureOf !== null && <Picture key={found[row.index]} url={pictureOf(choices[found[row.index] ?? -1] ?? null)} />}
              <span className="min-w-0 flex-1 truncate">{names[found[row.index] ?? -1]}</span>
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

/** Beside the name, which says all there is to say: the picture itself says nothing to a screen reader. */
function Picture({ url }: { readonly url: string | null }) {
  const [hasFailed, setFailed] = useState(false);
  if (url === null || hasFailed) {
    return (
      <span className="flex size-10 shrink-0 items-center justify-center rounded-control bg-sunken text-faint">
        <ImageOff size={16} strokeWidth={1.75} aria-hidden />
      </span>
    );
  }
  return (
    <img
      src={url}
      alt=""
      loading="lazy"
      decoding="async"
      className="size-10 shrink-0 rounded-control bg-sunken object-cover"
      onError={() => setFailed(true)}
    />
  );
}

/** Asks for the lists of this node's class alone; what is chosen stays chosen. */
function RefreshButton({ nodeClass }: { readonly nodeClass: string }) {
  const session = useSession();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const refresh = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await refreshNodeClass(session, nodeClass);
    } catch (error) {
      setFailure(t.listNotRefreshed({ reason: wordFailure(toAppError(error)) }));
    }
    setBusy(false);
  };
  return (
    <>
      <IconButton label={t.refreshList} disabled={isBusy} className="pointer-fine:size-8" onClick={() => void refresh()}>
        <RefreshCw size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
      {failure !== null && (
        <p role="alert" className="text-secondary text-danger">
          {failure}
        </p>
      )}
    </>
  );
}
