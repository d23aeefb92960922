import type { DBSchema, IDBPTransaction } from 'idb';
import { createBrowserDatabase } from '@/lib/browser-database';
import type { JsonValue } from '@/lib/json';
import type { LedgerRow, LedgerStore, RowKind } from './ledger-store';

interface StoredRow extends LedgerRow {
  readonly key: string;
  readonly scope: string;
}

interface LedgerDatabase extends DBSchema {
  rows: { key: string; value: StoredRow; indexes: { order: [string, string, number] } };
  notes: { key: string; value: JsonValue };
}

type Rows<M extends IDBTransactionMode> = IDBPTransaction<LedgerDatabase, ['rows'], M>;

/**
 * The ledger of one scope (a server and its user) in IndexedDB. Opens the database at the first use. Rows are stored as values, not
 * as text: numbers beyond 53 bits stay exact and nothing is parsed twice.
 */
export function createIndexedLedgerStore(scope: string): LedgerStore {
  const database = createBrowserDatabase<LedgerDatabase>({
    name: 'comfydeck-ledger',
    version: 1,
    upgrade: (made) => {
      made.createObjectStore('rows', { keyPath: 'key' }).createIndex('order', ['scope', 'kind', 'atMs']);
      made.createObjectStore('notes');
    },
    failure: 'jobs cannot be kept',
  });
  const toStored = (row: LedgerRow): StoredRow => ({ ...row, key: keyOf(scope, row.kind, row.id), scope });
  return {
    newest: (kind, count) => database.run('rows', 'readonly', (rows) => readNewest(rows, rangeOf(scope, kind), count)),
    read: (kind, ids) =>
      database.run('rows', 'readonly', async ({ store }) => {
        const found = await Promise.all(ids.map((id) => store.get(keyOf(scope, kind, id))));
        return found.filter((row) => row !== undefined);
      }),
    write: (rows) =>
      database.run('rows', 'readwrite', async ({ store }) => {
        await Promise.all(rows.map((row) => store.put(toStored(row))));
      }),
    remove: (kind, ids) =>
      database.run('rows', 'readwrite', async ({ store }) => {
        const all = ids === 'all' ? await store.index('order').getAllKeys(rangeOf(scope, kind)) : null;
        const gone = all ?? (ids === 'all' ? [] : ids.map((id) => keyOf(scope, kind, id)));
        await Promise.all(gone.map((key) => store.delete(key)));
      }),
    trim: (kind, keep) => database.run('rows', 'readwrite', (rows) => trimRows(rows, rangeOf(scope, kind), keep)),
    swap: (row, isWanted) =>
      database.run('rows', 'readwrite', async ({ store }) => {
        const before = await store.get(keyOf(scope, row.kind, row.id));
        const isSwapped = isWanted(before ?? null);
        if (isSwapped) await store.put(toStored(row));
        return isSwapped;
      }),
    note: (name, change) =>
      database.run('notes', 'readwrite', async ({ store }) => {
        const key = `${scope}/${name}`;
        const next = change((await store.get(key)) ?? null);
        await (next === null ? store.delete(key) : store.put(next, key));
        return next;
      }),
    close: database.close,
  };
}

function keyOf(scope: string, kind: RowKind, id: string): string {
  return `${scope}/${kind}/${id}`;
}

function rangeOf(scope: string, kind: RowKind): IDBKeyRange {
  return IDBKeyRange.bound([scope, kind, -Infinity], [scope, kind, Infinity]);
}

async function trimRows({ store }: Rows<'readwrite'>, range: IDBKeyRange, keep: number): Promise<void> {
  // Keys of an index come in its order: the oldest first.
  const keys = await store.index('order').getAllKeys(range);
  await Promise.all(keys.slice(0, Math.max(0, keys.length - keep)).map((key) => store.delete(key)));
}

async function readNewest({ store }: Rows<'readonly'>, range: IDBKeyRange, count: number): Promise<readonly LedgerRow[]> {
  const rows: LedgerRow[] = [];
  let cursor = count > 0 ? await store.index('order').openCursor(range, 'prev') : null;
  while (cursor !== null && rows.length < count) {
    rows.push(cursor.value);
    cursor = await cursor.continue();
  }
  return rows;
}
