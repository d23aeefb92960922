import type { JsonObject, JsonValue } from '@/lib/json';

/** `entry`: a finished job as history told it. `submission`: a prompt this browser sent or holds. */
export type RowKind = 'entry' | 'submission';

/** One row as kept. `body` is what `toHistoryJson` or `toSubmissionJson` made; readers check it. */
export interface LedgerRow {
  readonly kind: RowKind;
  /** Prompt id of an entry, own id of a submission. */
  readonly id: string;
  /** Order of its kind: the server's end time of an entry, this browser's time of a submission. */
  readonly atMs: number;
  readonly isMine: boolean;
  readonly body: JsonObject;
}

/** Where the ledger of one server lives. Every method is one transaction. */
export interface LedgerStore {
  /** The newest rows of a kind, newest first. @throws StorageError `unavailable`. */
  readonly newest: (kind: RowKind, count: number) => Promise<readonly LedgerRow[]>;
  /** Rows by id; those that are not there are left out. @throws StorageError `unavailable`. */
  readonly read: (kind: RowKind, ids: readonly string[]) => Promise<readonly LedgerRow[]>;
  /** Adds or replaces. @throws StorageError `unavailable`, `full`. */
  readonly write: (rows: readonly LedgerRow[]) => Promise<void>;
  /** @throws StorageError `unavailable`. */
  readonly remove: (kind: RowKind, ids: readonly string[] | 'all') => Promise<void>;
  /** Removes the oldest of a kind beyond `keep`. @throws StorageError `unavailable`. */
  readonly trim: (kind: RowKind, keep: number) => Promise<void>;
  /** Changes a row only if `isWanted`; answers whether it did. @throws StorageError `unavailable`. */
  readonly swap: (row: LedgerRow, isWanted: (before: LedgerRow | null) => boolean) => Promise<boolean>;
  /** Reads and writes one small value in one step; answers what is there afterwards. @throws StorageError `unavailable`. */
  readonly note: (name: string, change: (before: JsonValue | null) => JsonValue | null) => Promise<JsonValue | null>;
  readonly close: () => void;
}

/** What several stores on it share: pages of one browser, in tests. */
export interface LedgerMemory {
  readonly rows: Map<string, LedgerRow>;
  readonly notes: Map<string, JsonValue>;
}

/** An empty memory. */
export function createLedgerMemory(): LedgerMemory {
  return { rows: new Map(), notes: new Map() };
}

/** Rows that last as long as the page: for browsers that refuse storage, and for tests. */
export function createMemoryLedgerStore({ rows, notes }: LedgerMemory = createLedgerMemory()): LedgerStore {
  const keyOf = (kind: RowKind, id: string): string => `${kind}/${id}`;
  const newest = (kind: RowKind): LedgerRow[] => [...rows.values()].filter((row) => row.kind === kind).sort((a, b) => b.atMs - a.atMs);
  const removeRows = (gone: readonly LedgerRow[]): void => gone.forEach((row) => rows.delete(keyOf(row.kind, row.id)));
  return {
    newest: (kind, count) => Promise.resolve(newest(kind).slice(0, count)),
    read: (kind, ids) => Promise.resolve(ids.flatMap((id) => rows.get(keyOf(kind, id)) ?? [])),
    write: (given) => {
      for (const row of given) rows.set(keyOf(row.kind, row.id), row);
      return Promise.resolve();
    },
    remove: (kind, ids) => {
      if (ids === 'all') removeRows(newest(kind));
      else for (const id of ids) rows.delete(keyOf(kind, id));
      return Promise.resolve();
    },
    trim: (kind, keep) => Promise.resolve(removeRows(newest(kind).slice(keep))),
    swap: (row, isWanted) => {
      const key = keyOf(row.kind, row.id);
      const isSwapped = isWanted(rows.get(key) ?? null);
      if (isSwapped) rows.set(key, row);
      return Promise.resolve(isSwapped);
    },
    note: (name, change) => {
      const next = change(notes.get(name) ?? null);
      if (next === null) notes.delete(name);
      else notes.set(name, next);
      return Promise.resolve(next);
    },
    close: () => undefined,
  };
}
