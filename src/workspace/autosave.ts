import type { StoreApi } from 'zustand/vanilla';
import { DRAFT_SAVE_DELAY_MS } from '@/config/limits';
import type { Clock, TimerHandle } from '@/lib/clock';
import { StorageError } from '@/lib/errors';
import type { Draft, DraftStore } from './draft-store';
import { toDraft, toDraftInSlices, type SavedTexts } from './draft-text';
import type { LeavingCopy } from './leaving-copies';
import { createSlices } from './slices';
import type { DocumentId, DocumentsState, DraftFailure, OpenDocument } from './workspace';

/** What this tab knows about the stored form of one open document. */
interface Kept {
  /** Its key in the store: its own id, or a new one once another tab had gone on with that. */
  readonly key: DocumentId;
  readonly version: number;
  /** The object that was written; null = nothing yet. */
  readonly written: OpenDocument | null;
}

/** Keeps drafts up to date with the open documents; see `createAutosave`. */
export interface Autosave {
  /** Tells that a document came from storage, so that it need not be written again and later writes count on from there. */
  readonly adopt: (open: OpenDocument, version: number) => void;
  /** The store's key of a document. */
  readonly keyOf: (id: DocumentId) => DocumentId;
  readonly flush: () => Promise<void>;
  /** What is not in the store yet, as it would be written. */
  readonly unwritten: () => readonly LeavingCopy[];
  /** Stops watching; what is not written yet is written first. */
  readonly dispose: () => Promise<void>;
}

export interface AutosaveOptions {
  readonly documents: StoreApi<DocumentsState>;
  readonly drafts: DraftStore;
  readonly clock: Clock;
  readonly createId: () => DocumentId;
  readonly onOutcome: (failure: DraftFailure | null) => void;
}

/**
 * Writes changed documents `DRAFT_SAVE_DELAY_MS` after their first change, and removes drafts of closed ones.
 * When another tab has written a newer version of the same draft, this tab's one goes on under a key of its own: neither is lost.
 */
export function createAutosave(options: AutosaveOptions): Autosave {
  const { documents, drafts, clock } = options;
  const kept = new Map<DocumentId, Kept>();
  const texts: SavedTexts = new Map();
  let timer: TimerHandle | null = null;
  let running: Promise<void> = Promise.resolve();

  const toCopy = (open: OpenDocument): LeavingCopy => {
    const { details, basedOn } = nextDraft(open.id, kept.get(open.id), clock);
    return { draft: toDraft(open, details, texts), basedOn };
  };

  const writeOne = async (open: OpenDocument): Promise<void> => {
    const { details, basedOn } = nextDraft(open.id, kept.get(open.id), clock);
    const draft = await toDraftInSlices(open, details, texts, createSlices(clock));
    if ((await drafts.save(draft, basedOn)) === 'saved') {
      kept.set(open.id, { key: draft.id, version: draft.version, written: open });
      return;
    }
    const key = options.createId();
    await drafts.save({ ...draft, id: key, version: 1 }, 0);
    kept.set(open.id, { key, version: 1, written: open });
  };

  const findUnwritten = (): readonly OpenDocument[] => {
    const state = documents.getState();
    const open = state.order.map((id) => state.documents[id]).filter((one) => one !== undefined);
    return open.filter((one) => needsWriting(kept.get(one.id)?.written ?? null, one));
  };

  const writeAll = async (): Promise<void> => {
    try {
      for (const one of findUnwritten()) await writeOne(one);
      for (const [id, { key, version }] of [...kept]) {
        if (documents.getState().documents[id] !== undefined) continue;
        kept.delete(id);
        texts.delete(id);
        await drafts.remove(key, version);
      }
      options.onOutcome(null);
    } catch (error) {
      options.onOutcome(error instanceof StorageError && error.code === 'full' ? 'full' : 'unavailable');
    }
  };

  const flush = (): Promise<void> => {
    timer?.cancel();
    timer = null;
    running = running.then(writeAll);
    return running;
  };
  const stopWatching = documents.subscribe((state, before) => {
    if (state.documents !== before.documents) timer ??= clock.after(DRAFT_SAVE_DELAY_MS, () => void flush());
  });

  return {
    adopt: (open, version) => void kept.set(open.id, { key: open.id, version, written: open }),
    keyOf: (id) => kept.get(id)?.key ?? id,
    flush,
    unwritten: () => findUnwritten().map(toCopy),
    dispose: async () => {
      stopWatching();
      await flush();
    },
  };
}

interface NextDraft {
  readonly details: Pick<Draft, 'id' | 'version' | 'keptAtMs'>;
  readonly basedOn: number;
}

function nextDraft(id: DocumentId, kept: Kept | undefined, clock: Clock): NextDraft {
  const { key, version } = kept ?? { key: id, version: 0 };
  return { details: { id: key, version: version + 1, keptAtMs: clock.nowMs() }, basedOn: version };
}

/** Selection and undo steps are not kept, so their changes cost no write. */
function needsWriting(written: OpenDocument | null, open: OpenDocument): boolean {
  return (
    written?.document !== open.document || written.saved !== open.saved || written.name !== open.name || written.origin !== open.origin
  );
}
