import { useCallback, useMemo, useState } from 'react';
import type { PromptId } from '@/protocol/ids';

/** Runs picked to do something with together. */
export interface Selection {
  /** Whether rows show their boxes. */
  readonly isOn: boolean;
  /** Only of those in the list. */
  readonly ids: ReadonlySet<PromptId>;
  readonly start: () => void;
  /** Ends picking and forgets what was picked. */
  readonly stop: () => void;
  /** `isRange`: everything between this and the one picked last gets the same. */
  readonly toggle: (id: PromptId, isRange: boolean) => void;
  readonly pickAll: () => void;
}

/** What is picked in a list; `order` is the list as shown. What leaves the list is no longer picked. */
export function useSelection(order: readonly PromptId[]): Selection {
  const [picked, setPicked] = useState<ReadonlySet<PromptId> | null>(null);
  const [lastId, setLastId] = useState<PromptId | null>(null);
  const ids = useMemo(() => new Set(picked === null ? [] : order.filter((id) => picked.has(id))), [order, picked]);
  const toggle = useCallback(
    (id: PromptId, isRange: boolean) => {
      const range = isRange && lastId !== null ? between(order, lastId, id) : [id];
      setPicked((before) => {
        const next = new Set(before);
        const isPicked = next.has(id);
        for (const one of range) {
          if (isPicked) next.delete(one);
          else next.add(one);
        }
        return next;
      });
      setLastId(id);
    },
    [lastId, order],
  );
  return {
    isOn: picked !== null,
    ids,
    start: useCallback(() => setPicked(new Set()), []),
    stop: useCallback(() => setPicked(null), []),
    toggle,
    pickAll: useCallback(() => setPicked(new Set(order)), [order]),
  };
}

function between(order: readonly PromptId[], a: PromptId, b: PromptId): readonly PromptId[] {
  const [from, to] = [order.indexOf(a), order.indexOf(b)].toSorted((x, y) => x - y);
  return from === undefined || to === undefined || from < 0 ? [b] : order.slice(from, to + 1);
}
