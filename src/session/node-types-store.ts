import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import { MAX_SERVERS_REMEMBERED } from '@/config/limits';
import { StorageError } from '@/lib/errors';

/** The last answer of `/object_info` of one server, as text, so that it passes the same reader as one that just came. */
export interface NodeTypesStore {
  /** Null when none is kept. @throws StorageError `unavailable`. */
  readonly read: () => Promise<string | null>;
  /** @throws StorageError `unavailable`, `full`. */
  readonly write: (text: string, nowMs: number) => Promise<void>;
  readonly close: () => void;
}

interface KeptAnswer {
  /** Address of the server's routes. */
  readonly server: string;
  readonly text: string;
  readonly keptAtMs: number;
}

interface NodeTypesDatabase extends DBSchema {
  answers: { key: string; value: KeptAnswer; indexes: { keptAtMs: number } };
}

type Database = IDBPDatabase<NodeTypesDatabase>;

/**
 * The store of one server in IndexedDB. Opens the database at the first use. Of all servers of this browser only the
 * `MAX_SERVERS_REMEMBERED` that were written last are kept: an answer is megabytes.
 */
export function createIndexedNodeTypesStore(server: string): NodeTypesStore {
  let opening: Promise<Database> | null = null;
  const open = (): Promise<Database> => (opening ??= openDatabase());
  return {
    read: () => guard(async () => (await (await open()).get('answers', server))?.text ?? null),
    write: (text, nowMs) =>
      guard(async () => {
        const transaction = (await open()).transaction('answers', 'readwrite');
        await transaction.store.put({ server, text, keptAtMs: nowMs });
        const keys = await transaction.store.index('keptAtMs').getAllKeys();
        await Promise.all(keys.slice(0, -MAX_SERVERS_REMEMBERED).map((key) => transaction.store.delete(key)));
        await transaction.done;
      }),
    close: () => {
      void opening?.then(
        (database) => database.close(),
        () => undefined,
      );
      opening = null;
    },
  };
}

/** The store of a browser without IndexedDB, and of tests. */
export function createMemoryNodeTypesStore(text: string | null = null): NodeTypesStore {
  let kept = text;
  return {
    read: () => Promise.resolve(kept),
    write: (next) => {
      kept = next;
      return Promise.resolve();
    },
    close: () => undefined,
  };
}

function openDatabase(): Promise<Database> {
  return openDB<NodeTypesDatabase>('comfydeck-node-types', 1, {
    upgrade: (database) => {
      database.createObjectStore('answers', { keyPath: 'server' }).createIndex('keptAtMs', 'keptAtMs');
    },
  });
}

async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isFull = error instanceof Error && error.name === 'QuotaExceededError';
    throw new StorageError(isFull ? 'full' : 'unavailable', 'node definitions cannot be kept', { cause: error });
  }
}
