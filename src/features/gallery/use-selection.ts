import { useMemo, useState } from 'react';
import type { GalleryList } from './gallery-list';

/** Outputs chosen for something to be done with all of them. */
export interface Selection {
  readonly refs: ReadonlySet<string>;
  /** While on, a click chooses instead of opening. */
  readonly isChoosing: boolean;
  readonly toggle: (ref: string) => void;
  /** Everything between the last one toggled and this one. */
  readonly extendTo: (ref: string) => void;
  readonly chooseAll: () => void;
  readonly clear: () => void;
  readonly setChoosing: (isChoosing: boolean) => void;
}

interface State {
  readonly refs: ReadonlySet<string>;
  readonly anchor: string | null;
  readonly isChoosing: boolean;
}

const EMPTY: State = { refs: new Set(), anchor: null, isChoosing: false };

/** Choosing in a list; outputs that leave the list stay chosen until cleared. */
export function useSelection(list: GalleryList): Selection {
  const [state, setState] = useState(EMPTY);
  return useMemo(
    () => ({
      refs: state.refs,
      isChoosing: state.isChoosing,
      toggle: (ref) => setState((before) => ({ ...before, refs: toggled(before.refs, ref), anchor: ref })),
      extendTo: (ref) =>
        setState((before) => ({ ...before, refs: new Set([...before.refs, ...findRange(list, before.anchor ?? ref, ref)]) })),
      chooseAll: () => setState((before) => ({ ...before, refs: new Set(list.items.map((item) => item.ref)) })),
      clear: () => setState(EMPTY),
      setChoosing: (isChoosing) => setState(isChoosing ? (before) => ({ ...before, isChoosing }) : EMPTY),
    }),
    [state, list],
  );
}

function toggled(refs: ReadonlySet<string>, ref: string): ReadonlySet<string> {
  const next = new Set(refs);
  if (!next.delete(ref)) next.add(ref);
  return next;
}

/** Refs from one to another in the list's order, both included; only what was read. */
export function findRange(list: Pick<GalleryList, 'items'>, from: string, to: string): readonly string[] {
  const refs = list.items.map(({ ref }) => ref);
  const ends = [refs.indexOf(from), refs.indexOf(to)].toSorted((a, b) => a - b);
  const [first = -1, last = -1] = ends;
  return first < 0 ? [to] : refs.slice(first, last + 1);
}
