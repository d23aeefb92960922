import type { DBSchema } from 'idb';
import { MAX_SERVERS_REMEMBERED } from '@/config/limits';
import { createBrowserDatabase } from '@/lib/browser-database';

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

/**
 * The store of one server in IndexedDB. Opens the database at the first use. Of all servers of this browser only the
 * `MAX_SERVERS_REMEMBERED` that were written last are kept: an answer is megabytes.
 */
export function createIndexedNodeTypesStore(server: string): NodeTypesStore {
  const database = createBrowserDatabase<NodeTypesDatabase>({
    name: 'comfydeck-node-types',
    version: 1,
    upgrade: (made) => {
      made.createObjectStore('answers', { keyPath: 'server' }).createIndex('keptAtMs', 'keptAtMs');
    },
    failure: 'node definitions cannot be kept',
  });
  return {
    read: () => database.run('answers', 'readonly', async ({ store }) => (await store.get(server))?.text ?? null),
    write: (text, nowMs) =>
      database.run('answers', 'readwrite', async ({ store }) => {
        await store.put({ server, text, keptAtMs: nowMs });
        const keys = await store.index('keptAtMs').getAllKeys();
        await Promise.all(keys.slice(0, -MAX_SERVERS_REMEMBERED).map((key) => store.delete(key)));
      }),
    close: database.close,
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
