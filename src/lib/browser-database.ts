/**
 * Databases of this browser, as all stores use them: opened at the first use, one transaction per call, and silent when the browser
 * takes them away under an open page (site data cleared, disk full, profile damaged): what was under way fails as `StorageError`, and
 * the next call begins with a new, empty database.
 */
import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import { StorageError } from './errors';

/** How often one call begins anew on a database that is being taken away: what opens meanwhile is closed as well. */
const MAX_TRIES = 6;

/** A database that opens itself. */
export interface BrowserDatabase<S extends DBSchema> {
  /**
   * Runs work in one transaction on one store and resolves when it is written. A connection that the browser had closed is opened again
   * and the work done once more: what was aborted left nothing behind, so `work` may be called several times.
   * @throws StorageError `unavailable`, `full`.
   */
  readonly run: <N extends StoreNames<S>, M extends IDBTransactionMode, T>(
    store: N,
    mode: M,
    work: (transaction: IDBPTransaction<S, [N], M>) => Promise<T>,
  ) => Promise<T>;
  readonly close: () => void;
}

export interface BrowserDatabaseOptions<S extends DBSchema> {
  readonly name: string;
  readonly version: number;
  readonly upgrade: (database: IDBPDatabase<S>) => void;
  /** What cannot be done without it: `jobs cannot be kept`. */
  readonly failure: string;
}

/** Creates the handle; opens nothing yet. */
export function createBrowserDatabase<S extends DBSchema>(options: BrowserDatabaseOptions<S>): BrowserDatabase<S> {
  const { name, version, upgrade, failure } = options;
  let opening: Promise<IDBPDatabase<S>> | null = null;
  const open = (): Promise<IDBPDatabase<S>> => {
    const current = openDB<S>(name, version, {
      upgrade: (database, _from, _to, transaction) => {
        // The opening itself tells when it fails.
        transaction.done.catch(() => undefined);
        upgrade(database);
      },
      // Another version of this page wants to change it, or the browser took it away.
      blocking: () => forget(current),
      terminated: () => forget(current),
    });
    opening = current;
    current.catch(() => forget(current));
    return current;
  };
  const forget = (current: Promise<IDBPDatabase<S>>): void => {
    if (opening === current) opening = null;
    current.then(
      (database) => database.close(),
      () => undefined,
    );
  };
  return {
    run: async (store, mode, work) => {
      const once = async (database: Promise<IDBPDatabase<S>>): Promise<Awaited<ReturnType<typeof work>>> => {
        const transaction = (await database).transaction(store, mode);
        // All at once: of an aborted transaction every promise fails, and each must have somebody who hears it.
        const [result] = await Promise.all([work(transaction), transaction.done]);
        return result;
      };
      for (let tries = 1; ; tries += 1) {
        const current = opening ?? open();
        try {
          return await once(current);
        } catch (error) {
          const isWorthAnother = opening !== current || isTakenAway(error);
          if (tries === MAX_TRIES || !isWorthAnother) throw toStorageError(error, failure);
          forget(current);
        }
      }
    },
    close: () => {
      if (opening !== null) forget(opening);
    },
  };
}

/** Nothing here aborts: it is the browser that did, before it tells that the connection is closed; Chromium also says `UnknownError`. */
function isTakenAway(error: unknown): boolean {
  return error instanceof Error && ['AbortError', 'InvalidStateError', 'UnknownError'].includes(error.name);
}

function toStorageError(error: unknown, failure: string): StorageError {
  const isFull = error instanceof Error && error.name === 'QuotaExceededError';
  return new StorageError(isFull ? 'full' : 'unavailable', failure, { cause: error });
}
