import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Session } from '@/session/session';

/** Whether the panel asks before clearing. The command has no component of its own: it asks here, the panel shows it. */
export interface ClearQuestion {
  readonly isAsked: boolean;
}

const stores = new WeakMap<Session, StoreApi<ClearQuestion>>();

/** The question of one server's queue; lives and dies with its session. */
export function clearQuestion(session: Session): StoreApi<ClearQuestion> {
  const known = stores.get(session);
  if (known !== undefined) return known;
  const created = createStore<ClearQuestion>(() => ({ isAsked: false }));
  stores.set(session, created);
  return created;
}
