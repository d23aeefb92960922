import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import { MAX_INDEXED_RUNS } from '@/config/limits';
import { StorageError } from '@/lib/errors';
import type { PromptId } from '@/protocol/ids';
import type { IndexedRun, OutputStore } from './output-store';

interface StoredRun {
  /** Server and run. */
  readonly key: string;
  readonly server: string;
  /** For telling the oldest, of all servers. */
  readonly atMs: number;
  readonly run: IndexedRun;
}

interface OutputDatabase extends DBSchema {
  runs: { key: string; value: StoredRun; indexes: { server: string; atMs: number } };
}

type Database = IDBPDatabase<OutputDatabase>;

/** Writes between two looks at how many there are. */
const TRIM_EVERY = 64;

/**
 * The runs of one server in IndexedDB. Opens the database at the first use, and again after the browser took it away. Over all servers
 * `MAX_INDEXED_RUNS` are kept; the oldest go first.
 */
export function createIndexedOutputStore(server: string): OutputStore {
  let opening: Promise<Database> | null = null;
  let writes = 0;
  const open = (): Promise<Database> => (opening ??= openDatabase(() => (opening = null)));
  const toKey = (id: PromptId): string => `${server} ${id}`;
  return {
    read: (ids) =>
      guard(async () => {
        const { store } = (await open()).transaction('runs');
        const found = await Promise.all(ids.map((id) => store.get(toKey(id))));
        return found.flatMap((row) => (row === undefined ? [] : [row.run]));
      }),
    write: (runs) =>
      guard(async () => {
        const database = await open();
        const transaction = database.transaction('runs', 'readwrite');
        const rows = runs.map((run): StoredRun => ({ key: toKey(run.id), server, atMs: run.createdAtMs ?? 0, run }));
        await Promise.all([...rows.map((row) => transaction.store.put(row)), transaction.done]);
        if (writes++ % TRIM_EVERY === 0) await trim(database);
      }),
    remove: (ids) =>
      guard(async () => {
        const transaction = (await open()).transaction('runs', 'readwrite');
        const gone = ids === 'all' ? await transaction.store.index('server').getAllKeys(server) : ids.map(toKey);
        await Promise.all([...gone.map((key) => transaction.store.delete(key)), transaction.done]);
      }),
  };
}

function openDatabase(onGone: () => void): Promise<Database> {
  return openDB<OutputDatabase>('comfydeck-outputs', 1, {
    upgrade: (database) => {
      const store = database.createObjectStore('runs', { keyPath: 'key' });
      store.createIndex('server', 'server');
      store.createIndex('atMs', 'atMs');
    },
    terminated: onGone,
  });
}

async function trim(database: Database): Promise<void> {
  const transaction = database.transaction('runs', 'readwrite');
  const excess = (await transaction.store.count()) - MAX_INDEXED_RUNS;
  const oldest = excess > 0 ? await transaction.store.index('atMs').getAllKeys(null, excess) : [];
  await Promise.all([...oldest.map((key) => transaction.store.delete(key)), transaction.done]);
}

async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isFull = error instanceof Error && error.name === 'QuotaExceededError';
    throw new StorageError(isFull ? 'full' : 'unavailable', 'outputs cannot be remembered', { cause: error });
  }
}
