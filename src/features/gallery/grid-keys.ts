import type { KeyboardEvent } from 'react';
import type { Mark, MarkChange } from './marks/mark';
import { NO_MARK } from './marks/mark';
import type { Selection } from './use-selection';

/** What keys do with the output that has the focus. */
export interface GridKeys {
  readonly selection: Selection;
  readonly markOf: (ref: string) => Mark | undefined;
  readonly mark: (refs: readonly string[], change: MarkChange) => void;
  /** Gives the focus to the output this many places on; answers its ref. */
  readonly move: (by: number) => string | null;
  readonly columns: number;
}

/** True when the key was one of these. Keys of marks act on everything chosen, else on the one with the focus. */
export function handleGridKey(event: KeyboardEvent<HTMLElement>, keys: GridKeys): boolean {
  const ref = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-output]')?.dataset['output'] : undefined;
  const isCommand = event.ctrlKey || event.metaKey;
  const { selection } = keys;
  if (event.altKey) return false;
  if (isCommand) return event.key.toLowerCase() === 'a' && done(selection.chooseAll);
  if (event.key === 'Escape') return selection.refs.size > 0 && done(selection.clear);
  if (ref === undefined) return false;
  if (event.shiftKey) return extend(event.key, ref, keys);
  const targets = selection.refs.size > 0 ? [...selection.refs] : [ref];
  const mark = keys.markOf(ref) ?? NO_MARK;
  const judge = (verdict: 'keep' | 'reject'): boolean => {
    keys.mark(targets, { verdict: mark.verdict === verdict ? null : verdict });
    if (selection.refs.size === 0) keys.move(1);
    return true;
  };
  switch (event.key.toLowerCase()) {
    case 's':
      return done(() => selection.toggle(ref));
    case 'f':
      return done(() => keys.mark(targets, { isFavourite: !mark.isFavourite }));
    case 'y':
      return judge('keep');
    case 'x':
      return judge('reject');
    default:
      return /^[0-5]$/.test(event.key) && done(() => keys.mark(targets, { rating: Number(event.key) }));
  }
}

function extend(key: string, ref: string, { selection, move, columns }: GridKeys): boolean {
  const step = new Map([
    ['ArrowRight', 1],
    ['ArrowLeft', -1],
    ['ArrowDown', columns],
    ['ArrowUp', -columns],
  ]).get(key);
  if (step === undefined) return false;
  if (!selection.refs.has(ref)) selection.toggle(ref);
  const next = move(step);
  if (next !== null) selection.extendTo(next);
  return true;
}

function done(action: () => void): boolean {
  action();
  return true;
}
