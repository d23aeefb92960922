import { useQuery } from '@tanstack/react-query';
import { useId, useLayoutEffect, useRef, useState, type ComponentProps, type KeyboardEvent } from 'react';
import { createPortal } from 'react-dom';
import { embeddingsQuery } from '@/session/queries/models';
import { useSession } from '@/session/session-provider';
import { completeEmbedding, findEmbeddingDraft, offerEmbeddings, type EmbeddingDraft } from './complete-embedding';
import { t } from './texts';
import { changeWeight } from './weight-text';

export type PromptAreaProps = Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'onKeyDown' | 'ref'> & {
  readonly value: string;
  readonly onText: (text: string) => void;
};

/**
 * A text field for prompts: Ctrl and the arrow keys change the weight of the word or the selection; after `embedding:` the server's embeddings
 * are offered, arrow keys choose, Enter or Tab takes one.
 */
export function PromptArea({ value, onText, readOnly, onBlur, ...rest }: PromptAreaProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  /** Where the selection goes once the changed text is in the field. */
  const wanted = useRef<{ readonly start: number; readonly end: number } | null>(null);
  const [draft, setDraft] = useState<EmbeddingDraft | null>(null);
  const [at, setAt] = useState(0);
  /** Where the field was on the screen when the last letter was typed. */
  const [box, setBox] = useState<DOMRect | null>(null);
  const session = useSession();
  const { data: names = [] } = useQuery({ ...embeddingsQuery(session), enabled: draft !== null });
  const offers = draft === null ? [] : offerEmbeddings(names, draft);
  const chosen = Math.min(at, offers.length - 1);

  // Synchronises with the browser's selection, which a changed text throws to its end.
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    field.current?.setSelectionRange(wanted.current.start, wanted.current.end);
    wanted.current = null;
  }, [value]);

  const take = (name: string): void => {
    if (draft === null) return;
    const done = completeEmbedding(value, draft, name);
    wanted.current = { start: done.caret, end: done.caret };
    setDraft(null);
    onText(done.text);
  };
  const weigh = (steps: number): void => {
    const { current } = field;
    if (current === null) return;
    const before = { text: value, start: current.selectionStart, end: current.selectionEnd };
    const after = changeWeight(before, steps);
    if (after === before) return;
    wanted.current = after;
    onText(after.text);
  };
  const handleKey = (event: KeyboardEvent): void => {
    const offer = offers[chosen];
    const isArrow = event.key === 'ArrowUp' || event.key === 'ArrowDown';
    const step = event.key === 'ArrowUp' ? 1 : -1;
    if ((event.ctrlKey || event.metaKey) && isArrow && readOnly !== true) weigh(step);
    else if (offer === undefined) return;
    else if (isArrow) setAt((chosen - step + offers.length) % offers.length);
    else if (event.key === 'Escape') setDraft(null);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && !event.metaKey) take(offer);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <textarea
        {...rest}
        ref={field}
        readOnly={readOnly}
        value={value}
        spellCheck={false}
        aria-autocomplete={offers.length > 0 ? 'list' : undefined}
        aria-controls={offers.length > 0 ? listId : undefined}
        aria-activedescendant={offers.length > 0 ? `${listId}-${chosen}` : undefined}
        onChange={({ target }) => {
          setDraft(findEmbeddingDraft(target.value, target.selectionStart));
          setAt(0);
          setBox(target.getBoundingClientRect());
          onText(target.value);
        }}
        onKeyDown={handleKey}
        onBlur={(event) => {
          setDraft(null);
          onBlur?.(event);
        }}
      />
      {offers.length > 0 && <Offers listId={listId} box={box} offers={offers} chosen={chosen} onTake={take} />}
    </>
  );
}

interface OffersProps {
  readonly listId: string;
  readonly box: DOMRect | null;
  readonly offers: readonly string[];
  readonly chosen: number;
  readonly onTake: (name: string) => void;
}

/** Lies over everything below the field: a node would cut it off. */
function Offers({ listId, box, offers, chosen, onTake }: OffersProps) {
  if (box === null) return null;
  return createPortal(
    <ul
      id={listId}
      role="listbox"
      aria-label={t.embeddings}
      className="fixed z-60 max-h-60 max-w-96 min-w-48 overflow-auto rounded-panel border border-border bg-raised py-1 text-text shadow-float"
      style={{ left: box.left, top: Math.min(box.bottom, window.innerHeight - 16 - offers.length * 28) }}
    >
      {offers.map((name, index) => (
        // The field above keeps the keyboard, and pressing here must not take it away.
        // eslint-disable-next-line jsx-a11y-x/click-events-have-key-events -- keyboard is on the text field
        <li
          key={name}
          id={`${listId}-${index}`}
          role="option"
          aria-selected={index === chosen}
          className="flex min-h-7 cursor-default items-center truncate px-3 aria-selected:bg-sunken aria-selected:text-accent pointer-coarse:min-h-11"
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(name)}
        >
          {name}
        </li>
      ))}
    </ul>,
    document.body,
  );
}
