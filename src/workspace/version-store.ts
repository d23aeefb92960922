import type { DBSchema } from 'idb';
import * as z from 'zod/mini';
import { createBrowserDatabase } from '@/lib/browser-database';

/** A workflow as it was saved once. */
export interface SavedVersion {
  /** Below the user's root on the server. */
  readonly path: string;
  readonly savedAtMs: number;
  readonly text: string;
}

/** The last versions saved from this browser, by path; the oldest go beyond `MAX_VERSIONS`. */
export interface VersionStore {
  /** @throws StorageError `unavailable`, `full`. */
  readonly keep: (version: SavedVersion) => Promise<void>;
  /** The newest first. @throws StorageError `unavailable`. */
  readonly list: (path: string) => Promise<readonly SavedVersion[]>;
}

const MAX_VERSIONS = 20;

interface VersionRow extends SavedVersion {
  readonly key: string;
}

interface VersionDatabase extends DBSchema {
  versions: { key: string; value: VersionRow };
}

const versionSchema = z.object({ path: z.string(), savedAtMs: z.number(), text: z.string() });

/** Versions in IndexedDB, of one server and user. Opens the database at the first use. */
export function createVersionStore(scope: string): VersionStore {
  const database = createBrowserDatabase<VersionDatabase>({
    name: 'comfydeck-versions',
    version: 1,
    upgrade: (made) => void made.createObjectStore('versions', { keyPath: 'key' }),
    failure: 'saved versions cannot be kept',
  });
  const keyOf = (path: string, part: string): string => JSON.stringify([scope, path, part]);
  const rangeOf = (path: string): IDBKeyRange => IDBKeyRange.bound(keyOf(path, ''), keyOf(path, '~'));
  return {
    keep: (version) =>
      database.run('versions', 'readwrite', async ({ store }) => {
        await store.put({ ...version, key: keyOf(version.path, String(version.savedAtMs).padStart(15, '0')) });
        const keys = await store.getAllKeys(rangeOf(version.path));
        for (const key of keys.slice(0, Math.max(0, keys.length - MAX_VERSIONS))) await store.delete(key);
      }),
    list: (path) => database.run('versions', 'readonly', async ({ store }) => readVersions(await store.getAll(rangeOf(path))).toReversed()),
  };
}

/** Versions in memory, with the same rules. */
export function createMemoryVersionStore(): VersionStore {
  let kept: readonly SavedVersion[] = [];
  return {
    keep: (version) => {
      const same = [...kept.filter(({ path }) => path === version.path), version].slice(-MAX_VERSIONS);
      kept = [...kept.filter(({ path }) => path !== version.path), ...same];
      return Promise.resolve();
    },
    list: (path) => Promise.resolve(kept.filter((one) => one.path === path).toReversed()),
  };
}

function readVersions(rows: readonly unknown[]): readonly SavedVersion[] {
  return rows.flatMap((row) => {
    const read = versionSchema.safeParse(row);
    return read.success ? [read.data] : [];
  });
}
