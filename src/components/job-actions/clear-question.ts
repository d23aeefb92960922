import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Session } from '@/session/session';

/** What is about to be cleared, if the user says so. Commands have no component of their own: they ask here, the panel shows it. */
export interface ClearQuestion {
  readonly asked: 'queue' | 'own-queue' | 'history' | null;
}

const stores = new WeakMap<Session, StoreApi<ClearQuestion>>();

/** The open question of one server's lists; lives and dies with its session. */
export function clearQuestion(session: Session): StoreApi<ClearQuestion> {
  const known = stores.get(session);
  if (known !== undefined) return known;
  const created = createStore<ClearQuestion>(() => ({ asked: null }));
  stores.set(session, created);
  return created;
}
