import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import { MAX_THUMBNAILS_STORED } from '@/config/limits';
import { StorageError } from '@/lib/errors';

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

type Database = IDBPDatabase<ThumbnailDatabase>;

/** Written between two looks at how many there are. */
const TRIM_EVERY = 64;

/**
 * The thumbnails of one server in IndexedDB: Cache storage is missing on plain http. Opens the database at the first use. Over all
 * servers of this browser `MAX_THUMBNAILS_STORED` are kept; the oldest go first. Bytes, not blobs: some browsers lose those.
 */
export function createIndexedThumbnailStore(server: string): ThumbnailStore {
  let opening: Promise<Database> | null = null;
  let writes = 0;
  const open = (): Promise<Database> => (opening ??= openDatabase());
  const toKey = (key: string): string => `${server} ${key}`;
  return {
    read: (key) =>
      guard(async () => {
        const found = await (await open()).getFromIndex('thumbnails', 'key', toKey(key));
        return found === undefined ? null : new Blob([found.bytes], { type: found.mimeType });
      }),
    write: (key, thumbnail) =>
      guard(async () => {
        const value = { key: toKey(key), bytes: await thumbnail.arrayBuffer(), mimeType: thumbnail.type };
        const database = await open();
        await database.add('thumbnails', value);
        if (writes++ % TRIM_EVERY === 0) await trim(database);
      }),
  };
}

/** The store of a browser without IndexedDB, and of tests. */
export function createNoThumbnailStore(): ThumbnailStore {
  return { read: () => Promise.resolve(null), write: () => Promise.resolve() };
}

function openDatabase(): Promise<Database> {
  return openDB<ThumbnailDatabase>('comfydeck-thumbnails', 1, {
    upgrade: (database) => {
      database.createObjectStore('thumbnails', { autoIncrement: true }).createIndex('key', 'key');
    },
  });
}

async function trim(database: Database): Promise<void> {
  const transaction = database.transaction('thumbnails', 'readwrite');
  const excess = (await transaction.store.count()) - MAX_THUMBNAILS_STORED;
  const oldest = excess > 0 ? await transaction.store.getAllKeys(null, excess) : [];
  await Promise.all([...oldest.map((key) => transaction.store.delete(key)), transaction.done]);
}

async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isFull = error instanceof Error && error.name === 'QuotaExceededError';
    throw new StorageError(isFull ? 'full' : 'unavailable', 'thumbnails cannot be kept', { cause: error });
  }
}
