import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Combining } from '@/graph/variations/variation';
import type { DocumentId, Workspace } from '@/workspace/workspace';
import type { DraftAxis } from './draft-axis';

/** What was written for one workflow. */
export interface VariationsDraft {
  readonly axes: readonly DraftAxis[];
  readonly combining: Combining;
  readonly seeds: 'fixed' | 'randomize';
}

export interface VariationsState {
  readonly isOpen: boolean;
  /** Kept while the page lives, so that closing the dialog loses nothing. */
  readonly drafts: Readonly<Record<DocumentId, VariationsDraft>>;
}

const stores = new WeakMap<Workspace, StoreApi<VariationsState>>();

/** The dialog of a workspace's page; commands open it here. */
export function variationsOf(workspace: Workspace): StoreApi<VariationsState> {
  const known = stores.get(workspace);
  if (known !== undefined) return known;
  const created = createStore<VariationsState>(() => ({ isOpen: false, drafts: {} }));
  stores.set(workspace, created);
  return created;
}
