import { createStore, type StoreApi } from 'zustand/vanilla';
import { MAX_CLOSED_DOCUMENTS } from '@/config/limits';
import { startFileWorker } from '@/graph/import/open-file-bytes';
import type { Clock } from '@/lib/clock';
import { createHexId, type RandomSource } from '@/lib/random';
import type { ServerId } from '@/protocol/ids';
import { createAutosave, type Autosave } from './autosave';
import { addDocument, changeDocument, joinRestored, NO_DOCUMENTS, removeDocument } from './documents';
import type { DraftStore } from './draft-store';
import { fromDraft } from './draft-text';
import { createLeavingCopies, type LeavingCopies } from './leaving-copies';
import { readOpenOrder, writeOpenOrder } from './open-order';
import { readPreferences, userScope, writePreferences } from './preferences';
import { storageKey, type KeyValueStorage } from './storage';
import { recordEdit, redoStep, undoStep } from './undo';
import { createMemoryVersionStore, type VersionStore } from './version-store';
import type { DocumentId, DocumentsState, OpenDocument, Preferences, RunsState, Workspace } from './workspace';

/** What a workspace stands on; all of it is owned by the caller except `drafts`, which it closes. They are those of the preferences' user. */
export interface WorkspaceOptions {
  readonly serverId: ServerId;
  readonly storage: { readonly values: KeyValueStorage; readonly drafts: DraftStore; readonly versions?: VersionStore };
  readonly clock: Clock;
  readonly random: RandomSource;
}

/**
 * Creates the user's side of the program for one server: open documents with undo, their drafts, preferences.
 * Drafts are read back at once, in the background (`isRestored` tells); documents opened meanwhile stay and stay active.
 */
export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { serverId, storage, clock, random } = options;
  const documents = createStore<DocumentsState>(() => NO_DOCUMENTS);
  const preferences = createPreferences(storage.values, storageKey(serverId, 'preferences'));
  const runs = createStore<RunsState>(() => ({}));
  const createId = (): DocumentId => createHexId(random).slice(0, 16) as DocumentId;
  const autosave = createAutosave({
    documents,
    drafts: storage.drafts,
    clock,
    createId,
    onOutcome: (draftFailure) => {
      if (documents.getState().draftFailure !== 'unreadable') documents.setState({ draftFailure });
    },
  });
  const scope = userScope(serverId, preferences.getState());
  const orderKey = storageKey(scope, 'open');
  const leaving = createLeavingCopies(storage.values, storageKey(scope, 'leaving'), createId());
  const restoring = restoreDrafts({
    documents,
    drafts: storage.drafts,
    autosave,
    values: storage.values,
    orderKey,
    leaving,
    createId,
    clock,
  });
  const stopKeepingOrder = keepOrder(documents, autosave, (order) => writeOpenOrder(storage.values, orderKey, order));
  const stopForgetting = documents.subscribe((state, before) => {
    if (state.order !== before.order) forgetRuns(runs, state.documents);
  });
  return {
    documents,
    preferences,
    versions: storage.versions ?? createMemoryVersionStore(),
    runs,
    ...createDocumentActions(documents, createId),
    setPreferences: (change) => {
      preferences.setState(change);
      writePreferences(storage.values, storageKey(serverId, 'preferences'), change);
    },
    flush: () => restoring.then(autosave.flush).then(() => leaving.leave(autosave.unwritten())),
    leave: () => leaving.leave(autosave.unwritten()),
    dispose: () => {
      stopKeepingOrder();
      stopForgetting();
      void restoring.then(autosave.dispose).finally(storage.drafts.close);
    },
  };
}

function forgetRuns(runs: StoreApi<RunsState>, open: DocumentsState['documents']): void {
  const entries = Object.entries(runs.getState());
  const left = entries.filter(([id]) => open[id as DocumentId] !== undefined);
  if (left.length < entries.length) runs.setState(Object.fromEntries(left), true);
}

type DocumentActions = Omit<
  Workspace,
  'documents' | 'preferences' | 'versions' | 'runs' | 'setPreferences' | 'flush' | 'leave' | 'dispose'
>;

function createDocumentActions(documents: StoreApi<DocumentsState>, createId: () => DocumentId): DocumentActions {
  const closed: OpenDocument[] = [];
  /** The group the newest step of a document belongs to. */
  const groups = new Map<DocumentId, string>();
  const change = (id: DocumentId, step: (open: OpenDocument) => OpenDocument): void =>
    documents.setState((state) => changeDocument(state, id, step));
  const step = (id: DocumentId, move: (open: OpenDocument) => OpenDocument): void => {
    groups.delete(id);
    change(id, move);
  };
  return {
    open: (document, { name, origin }) => {
      const id = createId();
      const open: OpenDocument = { id, name, origin, document, saved: document, past: [], future: [], selection: new Set() };
      documents.setState((state) => addDocument(state, open));
      return id;
    },
    close: (id) => {
      const open = documents.getState().documents[id];
      if (open === undefined) return;
      closed.push(open);
      if (closed.length > MAX_CLOSED_DOCUMENTS) closed.shift();
      groups.delete(id);
      documents.setState((state) => removeDocument(state, id));
    },
    reopenClosed: () => {
      const open = closed.pop();
      if (open === undefined) return null;
      documents.setState((state) => addDocument(state, open));
      return open.id;
    },
    activate: (id) => documents.setState((state) => (state.documents[id] === undefined ? state : { ...state, activeId: id })),
    rename: (id, name) => change(id, (open) => (open.name === name ? open : { ...open, name })),
    edit: (id, edit, group) => {
      const joinsLast = group !== undefined && groups.get(id) === group;
      change(id, (open) => {
        const next = recordEdit(open, edit(open.document), joinsLast);
        if (next !== open) rememberGroup(groups, id, group);
        return next;
      });
    },
    endGroup: (id) => void groups.delete(id),
    undo: (id) => step(id, undoStep),
    redo: (id) => step(id, redoStep),
    select: (id, nodes) => change(id, (open) => ({ ...open, selection: new Set(nodes) })),
    markSaved: (id, origin, name, written) => change(id, (open) => ({ ...open, saved: written ?? open.document, origin, name })),
  };
}

function rememberGroup(groups: Map<DocumentId, string>, id: DocumentId, group: string | undefined): void {
  if (group === undefined) groups.delete(id);
  else groups.set(id, group);
}

function createPreferences(values: KeyValueStorage, key: string): StoreApi<Preferences> {
  return createStore<Preferences>(() => readPreferences(values, key));
}

interface RestoreParts {
  readonly documents: StoreApi<DocumentsState>;
  readonly drafts: DraftStore;
  readonly autosave: Autosave;
  readonly values: KeyValueStorage;
  readonly orderKey: string;
  readonly leaving: LeavingCopies;
  readonly createId: () => DocumentId;
  readonly clock: Clock;
}

/**
 * Moves what closed tabs wrote down into the store. One that is there already, because the tab was quick enough, changes nothing; where
 * another tab went on with the draft, both stay.
 */
async function takeOverCopies({ drafts, leaving, createId }: Pick<RestoreParts, 'drafts' | 'leaving' | 'createId'>): Promise<void> {
  const { copies, forget } = leaving.read();
  if (copies.length === 0) return;
  const stored = (await drafts.load()).drafts;
  for (const { draft, basedOn } of copies) {
    if (stored.some((one) => one.id === draft.id && one.text === draft.text)) continue;
    if ((await drafts.save(draft, basedOn)) === 'newer-exists') await drafts.save({ ...draft, id: createId(), version: 1 }, 0);
  }
  forget();
}

/** Reads drafts back. Failing costs nothing that is open: the state says why, and the page works on. */
async function restoreDrafts(parts: RestoreParts): Promise<void> {
  const { documents, drafts, autosave, values, orderKey, clock } = parts;
  const wanted = readOpenOrder(values, orderKey);
  try {
    await takeOverCopies(parts);
    const loaded = await drafts.load();
    const rank = (id: DocumentId): number => (wanted.order.includes(id) ? wanted.order.indexOf(id) : wanted.order.length);
    const inOrder = [...loaded.drafts].sort((a, b) => rank(a.id) - rank(b.id) || a.keptAtMs - b.keptAtMs);
    const restored: OpenDocument[] = [];
    for (const draft of inOrder) {
      const open = await fromDraft(draft, { startWorker: startFileWorker, clock });
      if (open === null) continue;
      autosave.adopt(open, draft.version);
      restored.push(open);
    }
    const isAllRead = loaded.unreadable === 0 && restored.length === loaded.drafts.length;
    documents.setState((state) => ({
      ...joinRestored(state, { documents: restored, activeId: wanted.activeId }),
      draftFailure: isAllRead ? state.draftFailure : 'unreadable',
    }));
  } catch {
    documents.setState({ isRestored: true, draftFailure: 'unavailable' });
  }
}

/** Keeps tab order and the active tab; nothing is written before drafts are back, or a slow start would forget them. */
function keepOrder(
  documents: StoreApi<DocumentsState>,
  autosave: Autosave,
  write: (order: { order: readonly DocumentId[]; activeId: DocumentId | null }) => void,
): () => void {
  return documents.subscribe((state, before) => {
    const isSame = state.order === before.order && state.activeId === before.activeId;
    if (isSame || !state.isRestored) return;
    write({ order: state.order.map(autosave.keyOf), activeId: state.activeId === null ? null : autosave.keyOf(state.activeId) });
  });
}
