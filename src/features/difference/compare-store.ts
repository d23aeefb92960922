import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DocumentId, Workspace } from '@/workspace/workspace';

/** The document that is being compared; null while the dialog is closed. */
export type CompareState = { readonly documentId: DocumentId | null };

const stores = new WeakMap<Workspace, StoreApi<CompareState>>();

/** Opens and closes the dialog: commands have no component of their own. Lives and dies with the workspace. */
export function compareStore(workspace: Workspace): StoreApi<CompareState> {
  const known = stores.get(workspace);
  if (known !== undefined) return known;
  const created = createStore<CompareState>(() => ({ documentId: null }));
  stores.set(workspace, created);
  return created;
}
