import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import { StorageError } from '@/lib/errors';
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

type Database = IDBPDatabase<LedgerDatabase>;

/**
 * The ledger of one scope (a server and its user) in IndexedDB. Opens the database at the first use. Rows are stored as values, not
 * as text: numbers beyond 53 bits stay exact and nothing is parsed twice.
 */
export function createIndexedLedgerStore(scope: string): LedgerStore {
  let opening: Promise<Database> | null = null;
  const open = (): Promise<Database> => (opening ??= openDatabase());
  const toStored = (row: LedgerRow): StoredRow => ({ ...row, key: keyOf(scope, row.kind, row.id), scope });
  return {
    newest: (kind, count) => guard(async () => readNewest(await open(), scope, kind, count)),
    read: (kind, ids) => guard(async () => readRows(await open(), scope, kind, ids)),
    write: (rows) =>
      guard(async () => {
        const transaction = (await open()).transaction('rows', 'readwrite');
        await Promise.all([...rows.map((row) => transaction.store.put(toStored(row))), transaction.done]);
      }),
    remove: (kind, ids) => guard(async () => removeRows(await open(), scope, kind, ids)),
    trim: (kind, keep) => guard(async () => trimRows(await open(), scope, kind, keep)),
    swap: (row, isWanted) =>
      guard(async () => {
        const transaction = (await open()).transaction('rows', 'readwrite');
        const before = await transaction.store.get(keyOf(scope, row.kind, row.id));
        const isSwapped = isWanted(before ?? null);
        if (isSwapped) await transaction.store.put(toStored(row));
        await transaction.done;
        return isSwapped;
      }),
    note: (name, change) =>
      guard(async () => {
        const transaction = (await open()).transaction('notes', 'readwrite');
        const key = `${scope}/${name}`;
        const next = change((await transaction.store.get(key)) ?? null);
        await (next === null ? transaction.store.delete(key) : transaction.store.put(next, key));
        await transaction.done;
        return next;
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

function openDatabase(): Promise<Database> {
  return openDB<LedgerDatabase>('comfydeck-ledger', 1, {
    upgrade: (database) => {
      database.createObjectStore('rows', { keyPath: 'key' }).createIndex('order', ['scope', 'kind', 'atMs']);
      database.createObjectStore('notes');
    },
  });
}

function keyOf(scope: string, kind: RowKind, id: string): string {
  return `${scope}/${kind}/${id}`;
}

function rangeOf(scope: string, kind: RowKind): IDBKeyRange {
  return IDBKeyRange.bound([scope, kind, -Infinity], [scope, kind, Infinity]);
}

async function readRows(database: Database, scope: string, kind: RowKind, ids: readonly string[]): Promise<readonly LedgerRow[]> {
  const { store } = database.transaction('rows');
  const found = await Promise.all(ids.map((id) => store.get(keyOf(scope, kind, id))));
  return found.filter((row) => row !== undefined);
}

async function removeRows(database: Database, scope: string, kind: RowKind, ids: readonly string[] | 'all'): Promise<void> {
  const transaction = database.transaction('rows', 'readwrite');
  const keys =
    ids === 'all' ? await transaction.store.index('order').getAllKeys(rangeOf(scope, kind)) : ids.map((id) => keyOf(scope, kind, id));
  await Promise.all([...keys.map((key) => transaction.store.delete(key)), transaction.done]);
}

async function trimRows(database: Database, scope: string, kind: RowKind, keep: number): Promise<void> {
  const transaction = database.transaction('rows', 'readwrite');
  // Keys of an index come in its order: the oldest first.
  const keys = await transaction.store.index('order').getAllKeys(rangeOf(scope, kind));
  const gone = keys.slice(0, Math.max(0, keys.length - keep));
  await Promise.all([...gone.map((key) => transaction.store.delete(key)), transaction.done]);
}

async function readNewest(database: Database, scope: string, kind: RowKind, count: number): Promise<readonly LedgerRow[]> {
  const rows: LedgerRow[] = [];
  let cursor = count > 0 ? await database.transaction('rows').store.index('order').openCursor(rangeOf(scope, kind), 'prev') : null;
  while (cursor !== null && rows.length < count) {
    rows.push(cursor.value);
    cursor = await cursor.continue();
  }
  return rows;
}

async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isFull = error instanceof Error && error.name === 'QuotaExceededError';
    throw new StorageError(isFull ? 'full' : 'unavailable', 'jobs cannot be kept', { cause: error });
  }
}
