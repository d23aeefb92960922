import type { DBSchema } from 'idb';
import * as z from 'zod/mini';
import { createBrowserDatabase } from '@/lib/browser-database';
import type { DocumentId, DocumentOrigin } from './workspace';

/** One open document as kept: workflow JSON as text, so that restoring passes the same reader as a file. */
export interface Draft {
  readonly id: DocumentId;
  /** Rises with every save; decides between tabs. */
  readonly version: number;
  readonly name: string;
  readonly origin: DocumentOrigin;
  readonly text: string;
  /** The last saved state; null when it equals `text`. */
  readonly savedText: string | null;
  readonly keptAtMs: number;
}

/** Where drafts live. `basedOn` is the version this tab last read or wrote (0 = none): what is newer than that belongs to another tab. */
export interface DraftStore {
  /** @throws StorageError `unavailable`. */
  readonly load: () => Promise<{ readonly drafts: readonly Draft[]; readonly unreadable: number }>;
  /** Writes unless another tab wrote meanwhile. @throws StorageError `unavailable`, `full`. */
  readonly save: (draft: Draft, basedOn: number) => Promise<'saved' | 'newer-exists'>;
  /** Removes unless another tab wrote meanwhile. @throws StorageError `unavailable`. */
  readonly remove: (id: DocumentId, basedOn: number) => Promise<void>;
  readonly close: () => void;
}

interface DraftRow extends Draft {
  readonly key: string;
  readonly serverId: string;
}

interface DraftDatabase extends DBSchema {
  drafts: { key: string; value: DraftRow; indexes: { serverId: string } };
}

/** Drafts in IndexedDB, of one server. Opens the database at the first use; each save is one transaction, so tabs cannot interleave. */
export function createDraftStore(serverId: string): DraftStore {
  const database = createBrowserDatabase<DraftDatabase>({
    name: 'comfydeck',
    version: 1,
    upgrade: (made) => {
      made.createObjectStore('drafts', { keyPath: 'key' }).createIndex('serverId', 'serverId');
    },
    failure: 'drafts cannot be kept',
  });
  const keyOf = (id: DocumentId): string => `${serverId}/${id}`;
  return {
    load: () => database.run('drafts', 'readonly', async ({ store }) => readDrafts(await store.index('serverId').getAll(serverId))),
    save: (draft, basedOn) =>
      database.run('drafts', 'readwrite', async ({ store }) => {
        const stored = await store.get(keyOf(draft.id));
        const isFree = stored === undefined || stored.version <= basedOn;
        if (isFree) await store.put({ ...draft, key: keyOf(draft.id), serverId });
        return isFree ? 'saved' : 'newer-exists';
      }),
    remove: (id, basedOn) =>
      database.run('drafts', 'readwrite', async ({ store }) => {
        const stored = await store.get(keyOf(id));
        if (stored !== undefined && stored.version <= basedOn) await store.delete(keyOf(id));
      }),
    close: database.close,
  };
}

/** Drafts in memory, with the same rules; for tests (several workspaces on one map stand for several tabs). */
export function createMemoryDraftStore(rows = new Map<DocumentId, unknown>()): DraftStore {
  const versionOf = (id: DocumentId): number => parseDraft(rows.get(id))?.version ?? 0;
  return {
    load: () => Promise.resolve(readDrafts([...rows.values()])),
    save: (draft, basedOn) => {
      if (versionOf(draft.id) > basedOn) return Promise.resolve('newer-exists');
      rows.set(draft.id, draft);
      return Promise.resolve('saved');
    },
    remove: (id, basedOn) => {
      if (versionOf(id) <= basedOn) rows.delete(id);
      return Promise.resolve();
    },
    close: () => undefined,
  };
}

const originSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('draft') }),
  z.object({ kind: z.literal('file'), fileName: z.string() }),
  z.object({ kind: z.literal('userdata'), path: z.string(), modified: z.nullable(z.number()) }),
]);

const draftSchema = z.object({
  id: z.string().check(z.minLength(1)),
  version: z.int().check(z.gte(1)),
  name: z.string(),
  origin: originSchema,
  text: z.string(),
  savedText: z.nullable(z.string()),
  keptAtMs: z.number(),
});

/** A stored row as a draft; null when it is none. */
export function parseDraft(row: unknown): Draft | null {
  const parsed = draftSchema.safeParse(row);
  return parsed.success ? { ...parsed.data, id: parsed.data.id as DocumentId } : null;
}

function readDrafts(rows: readonly unknown[]): { drafts: readonly Draft[]; unreadable: number } {
  const drafts = rows.map(parseDraft).filter((draft) => draft !== null);
  return { drafts, unreadable: rows.length - drafts.length };
}
