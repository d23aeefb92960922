import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PromptId } from '@/protocol/ids';
import type { Session } from '@/session/session';

/** A run and the one it is compared with; null until that is chosen. */
export interface ComparedRuns {
  readonly id: PromptId;
  readonly withId: PromptId | null;
}

const stores = new WeakMap<Session, StoreApi<{ readonly compared: ComparedRuns | null }>>();

/** What is compared on one server: the dock asks, the page shows it. Lives and dies with its session. */
export function comparedRuns(session: Session): StoreApi<{ readonly compared: ComparedRuns | null }> {
  const known = stores.get(session);
  if (known !== undefined) return known;
  const created = createStore<{ readonly compared: ComparedRuns | null }>(() => ({ compared: null }));
  stores.set(session, created);
  return created;
}
