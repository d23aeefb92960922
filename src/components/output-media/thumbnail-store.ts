import type { DBSchema } from 'idb';
import { MAX_THUMBNAILS_STORED } from '@/config/limits';
import { createBrowserDatabase } from '@/lib/browser-database';

/** Thumbnails of one server, kept over reloads. Losing one costs only the making. */
export interface ThumbnailStore {
  /** Null when it is not kept. @throws StorageError `unavailable`. */
  readonly read: (key: string) => Promise<Blob | null>;
  /** @throws StorageError `unavailable`, `full`. */
  readonly write: (key: string, thumbnail: Blob) => Promise<void>;
}

interface StoredThumbnail {
  /** Server and picture. */
  readonly key: string;
  readonly bytes: ArrayBuffer;
  readonly mimeType: string;
}

interface ThumbnailDatabase extends DBSchema {
  /** Keyed by a number that grows, so the first ones are the oldest. */
  thumbnails: { key: number; value: StoredThumbnail; indexes: { key: string } };
}

/** Written between two looks at how many there are. */
const TRIM_EVERY = 64;

/**
 * The thumbnails of one server in IndexedDB: Cache storage is missing on plain http. Opens the database at the first use. Over all
 * servers of this browser `MAX_THUMBNAILS_STORED` are kept; the oldest go first. Bytes, not blobs: some browsers lose those.
 */
export function createIndexedThumbnailStore(server: string): ThumbnailStore {
  const database = createBrowserDatabase<ThumbnailDatabase>({
    name: 'comfydeck-thumbnails',
    version: 1,
    upgrade: (made) => {
      made.createObjectStore('thumbnails', { autoIncrement: true }).createIndex('key', 'key');
    },
    failure: 'thumbnails cannot be kept',
  });
  let writes = 0;
  const toKey = (key: string): string => `${server} ${key}`;
  return {
    read: async (key) => {
      const found = await database.run('thumbnails', 'readonly', ({ store }) => store.index('key').get(toKey(key)));
      return found === undefined ? null : new Blob([found.bytes], { type: found.mimeType });
    },
    write: async (key, thumbnail) => {
      const value = { key: toKey(key), bytes: await thumbnail.arrayBuffer(), mimeType: thumbnail.type };
      await database.run('thumbnails', 'readwrite', async ({ store }) => {
        await store.add(value);
        if (writes++ % TRIM_EVERY !== 0) return;
        const excess = (await store.count()) - MAX_THUMBNAILS_STORED;
        const oldest = excess > 0 ? await store.getAllKeys(null, excess) : [];
        await Promise.all(oldest.map((number) => store.delete(number)));
      });
    },
  };
}

/** The store of a browser without IndexedDB, and of tests. */
export function createNoThumbnailStore(): ThumbnailStore {
  return { read: () => Promise.resolve(null), write: () => Promise.resolve() };
}
