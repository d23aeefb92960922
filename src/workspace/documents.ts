import type { DocumentId, DocumentsState, OpenDocument } from './workspace';

/** Pure steps on the list of open documents. Nothing here replaces or drops a document that was not named. */

/** Nothing open, drafts not read yet. */
export const NO_DOCUMENTS: DocumentsState = { order: [], activeId: null, documents: {}, isRestored: false, draftFailure: null };

/** Adds a document behind the others and makes it the active one. */
export function addDocument(state: DocumentsState, open: OpenDocument): DocumentsState {
  return {
    ...state,
    order: [...state.order.filter((id) => id !== open.id), open.id],
    activeId: open.id,
    documents: { ...state.documents, [open.id]: open },
  };
}

/** Takes a document out; its right neighbour, else its left one, becomes active. */
export function removeDocument(state: DocumentsState, id: DocumentId): DocumentsState {
  const at = state.order.indexOf(id);
  if (at === -1) return state;
  const order = state.order.filter((other) => other !== id);
  const { [id]: _removed, ...documents } = state.documents;
  const activeId = state.activeId === id ? (order[at] ?? order[at - 1] ?? null) : state.activeId;
  return { ...state, order, activeId, documents };
}

/** Replaces one document by what `change` makes of it; the same state when nothing changes. */
export function changeDocument(state: DocumentsState, id: DocumentId, change: (open: OpenDocument) => OpenDocument): DocumentsState {
  const before = state.documents[id];
  if (before === undefined) return state;
  const after = change(before);
  return after === before ? state : { ...state, documents: { ...state.documents, [id]: after } };
}

/** Joins documents read back from storage with those opened meanwhile: restored ones first, an id that is open already stays as it is. */
export function joinRestored(
  state: DocumentsState,
  restored: { readonly documents: readonly OpenDocument[]; readonly activeId: DocumentId | null },
): DocumentsState {
  const added = restored.documents.filter((open) => state.documents[open.id] === undefined);
  const order = [...added.map((open) => open.id), ...state.order];
  const documents = { ...Object.fromEntries(added.map((open) => [open.id, open])), ...state.documents };
  const wanted = restored.activeId !== null && order.includes(restored.activeId) ? restored.activeId : (order.at(-1) ?? null);
  return { ...state, order, documents, activeId: state.activeId ?? wanted, isRestored: true };
}

/** Whether it differs from what was last saved or opened. */
export function isUnsaved(open: OpenDocument): boolean {
  return open.document !== open.saved;
}
