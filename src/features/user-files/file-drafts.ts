import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Session } from '@/session/session';

/** An edited text that is not saved, and what it was made from. */
export interface FileDraft {
  readonly base: string;
  readonly text: string;
}

export type FileDrafts = Readonly<Record<string, FileDraft>>;

const stores = new WeakMap<Session, StoreApi<FileDrafts>>();

/**
 * Edited files by path, for as long as the page lasts: going elsewhere loses nothing. While there are any, closing the page asks first.
 */
export function fileDrafts(session: Session): StoreApi<FileDrafts> {
  const known = stores.get(session);
  if (known !== undefined) return known;
  const created = createStore<FileDrafts>(() => ({}));
  const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
  created.subscribe((drafts) => {
    if (Object.keys(drafts).length > 0) window.addEventListener('beforeunload', ask);
    else window.removeEventListener('beforeunload', ask);
  });
  stores.set(session, created);
  return created;
}

/** Keeps an edited text, or drops it when it is what it was made from. */
export function keepDraft(drafts: StoreApi<FileDrafts>, path: string, draft: FileDraft): void {
  if (draft.text === draft.base) dropDraft(drafts, path);
  else drafts.setState({ [path]: draft });
}

/** Forgets an edited text. */
export function dropDraft(drafts: StoreApi<FileDrafts>, path: string): void {
  const { [path]: _dropped, ...others } = drafts.getState();
  drafts.setState(others, true);
}
