import type { DBSchema, IDBPTransaction } from 'idb';
import { MAX_INDEXED_RUNS } from '@/config/limits';
import { createBrowserDatabase } from '@/lib/browser-database';
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

/** Writes between two looks at how many there are. */
const TRIM_EVERY = 64;

/**
 * The runs of one server in IndexedDB. Opens the database at the first use. Over all servers `MAX_INDEXED_RUNS` are
 * kept; the oldest go first.
 */
export function createIndexedOutputStore(server: string): OutputStore {
  let writes = 0;
  const database = createBrowserDatabase<OutputDatabase>({
    name: 'comfydeck-outputs',
    version: 1,
    upgrade: (made) => {
      const store = made.createObjectStore('runs', { keyPath: 'key' });
      store.createIndex('server', 'server');
      store.createIndex('atMs', 'atMs');
    },
    failure: 'outputs cannot be remembered',
  });
  const toKey = (id: PromptId): string => `${server} ${id}`;
  return {
    read: (ids) =>
      database.run('runs', 'readonly', async ({ store }) => {
        const found = await Promise.all(ids.map((id) => store.get(toKey(id))));
        return found.flatMap((row) => (row === undefined ? [] : [row.run]));
      }),
    write: async (runs) => {
      const rows = runs.map((run): StoredRun => ({ key: toKey(run.id), server, atMs: run.createdAtMs ?? 0, run }));
      await database.run('runs', 'readwrite', ({ store }) => Promise.all(rows.map((row) => store.put(row))));
      if (writes++ % TRIM_EVERY === 0) await database.run('runs', 'readwrite', trim);
    },
    remove: (ids) =>
      database.run('runs', 'readwrite', async ({ store }) => {
        const gone = ids === 'all' ? await store.index('server').getAllKeys(server) : ids.map(toKey);
        await Promise.all(gone.map((key) => store.delete(key)));
      }),
  };
}

async function trim({ store }: IDBPTransaction<OutputDatabase, ['runs'], 'readwrite'>): Promise<void> {
  const excess = (await store.count()) - MAX_INDEXED_RUNS;
  const oldest = excess > 0 ? await store.index('atMs').getAllKeys(null, excess) : [];
  await Promise.all(oldest.map((key) => store.delete(key)));
}
