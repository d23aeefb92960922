import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Workspace } from '@/workspace/workspace';

const stores = new WeakMap<Workspace, StoreApi<{ readonly isOpen: boolean }>>();

/** Whether the link to what is shown is asked for; commands ask, the dialog shows. Lives and dies with the workspace. */
export function shareRequestsOf(workspace: Workspace): StoreApi<{ readonly isOpen: boolean }> {
  const known = stores.get(workspace);
  if (known !== undefined) return known;
  const created = createStore<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));
  stores.set(workspace, created);
  return created;
}
