import clsx from 'clsx';
import { ChevronsUpDown, TriangleAlert } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { toText } from '@/graph/node-types/json-read';
import type { JsonValue } from '@/lib/json';
import { ChoiceList } from './choice-list';
import { FIELD, FieldFrame, OWN_GESTURES } from './field-frame';
import type { FieldProps } from './field-props';
import { t } from './texts';

/** Above this many choices a list with a search field opens instead of the native one. */
const SEARCH_ABOVE = 8;

export type ComboFieldProps = FieldProps & {
  readonly choices: readonly JsonValue[];
  /** The server also takes what it does not list: files in subfolders and other folders. */
  readonly isOpenList?: boolean;
};

/** One of a list. A value the list does not have stays chosen and says so. */
export function ComboField(props: ComboFieldProps) {
  return props.choices.length > SEARCH_ABOVE ? <SearchCombo {...props} /> : <NativeCombo {...props} />;
}

function isUnlisted(value: JsonValue, choices: readonly JsonValue[]): boolean {
  return !choices.includes(value);
}

function wordChoice({ value, choices, isOpenList = false }: Pick<ComboFieldProps, 'value' | 'choices' | 'isOpenList'>): string {
  const name = toText(value);
  if (!isUnlisted(value, choices)) return name;
  if (name === '') return choices.length === 0 ? t.nothingToChoose : t.nothingChosen;
  return isOpenList ? t.notInList({ name }) : t.notOnServer({ name });
}

function NativeCombo(props: ComboFieldProps) {
  const { value, choices, isOpenList = false, label, isLinked, problem, onChange, onCommit } = props;
  const text = wordChoice(props);
  const isMissing = isUnlisted(value, choices);
  const handleChange = (index: number): void => {
    const chosen = choices[index];
    if (chosen === undefined) return;
    onChange(chosen);
    onCommit();
  };
  return (
    <FieldFrame problem={problem}>
      {(attributes) => (
        <select
          {...attributes}
          aria-label={label}
          disabled={isLinked}
          title={isLinked ? t.fedByWire : text}
          className={clsx(FIELD, OWN_GESTURES, isMissing && !isOpenList && 'not-disabled:text-danger')}
          value={choices.indexOf(value)}
          onChange={(event) => handleChange(Number(event.target.value))}
        >
          {isMissing && <option value={-1}>{text}</option>}
          {choices.map((choice, index) => (
            <option key={index} value={index} className="text-text">
              {toText(choice)}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}

function SearchCombo(props: ComboFieldProps) {
  const { value, choices, isOpenList = false, label, isLinked, problem, onChange, onCommit } = props;
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const listId = useId();
  const text = wordChoice(props);
  const isMissing = isUnlisted(value, choices) && !isOpenList;
  const close = (): void => setOpen(false);
  // Synchronises with the browser's focus: the search field took it before the dialog could remember where it was.
  useEffect(() => {
    if (!isOpen) return;
    const { current } = button;
    return () => current?.focus({ preventScroll: true });
  }, [isOpen]);
  const choose = (chosen: JsonValue): void => {
    close();
    if (chosen === value) return;
    onChange(chosen);
    onCommit();
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    setOpen(true);
  };
  return (
    <FieldFrame problem={problem}>
      {(attributes) => (
        <>
          <button
            {...attributes}
            ref={button}
            type="button"
            role="combobox"
            aria-label={label}
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-haspopup="dialog"
            disabled={isLinked}
            title={isLinked ? t.fedByWire : text}
            className={clsx(FIELD, OWN_GESTURES, 'flex items-center gap-1 text-left', isMissing && 'not-disabled:text-danger')}
            onClick={() => setOpen(true)}
            onKeyDown={handleKey}
          >
            {isMissing && <TriangleAlert size={14} strokeWidth={1.75} aria-hidden className="shrink-0" />}
            <span className="min-w-0 flex-1 truncate">{text}</span>
            <ChevronsUpDown size={14} strokeWidth={1.75} aria-hidden className="shrink-0 text-faint" />
          </button>
          {isOpen && <ChoiceList {...{ label, listId, choices, value }} origin={props} onChoose={choose} onClose={close} />}
        </>
      )}
    </FieldFrame>
  );
}
