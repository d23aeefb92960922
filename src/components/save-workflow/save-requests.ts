import type { ChangeDates } from './save-document';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DocumentId, Workspace } from '@/workspace/workspace';

/** Which question about saving stands before the user. Commands have no component of their own: they ask here, `SaveDialogs` shows it. */
export type SaveQuestion =
  | { readonly kind: 'name'; readonly documentId: DocumentId }
  | { readonly kind: 'exists'; readonly documentId: DocumentId; readonly path: string }
  | ({ readonly kind: 'changed'; readonly documentId: DocumentId; readonly path: string } & ChangeDates);

const stores = new WeakMap<Workspace, StoreApi<{ readonly question: SaveQuestion | null }>>();

/** The open question of a workspace's page; lives and dies with the workspace. */
export function saveQuestions(workspace: Workspace): StoreApi<{ readonly question: SaveQuestion | null }> {
  const known = stores.get(workspace);
  if (known !== undefined) return known;
  const created = createStore<{ readonly question: SaveQuestion | null }>(() => ({ question: null }));
  stores.set(workspace, created);
  return created;
}
