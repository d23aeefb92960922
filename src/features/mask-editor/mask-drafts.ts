import type { DBSchema } from 'idb';
import { MAX_MASK_DRAFTS } from '@/config/limits';
import { createBrowserDatabase } from '@/lib/browser-database';
import { packMask, unpackMask } from './pixels/alpha-png';
import type { Mask } from './pixels/mask';

/** Masks that were painted and not saved, by picture; they outlive a reload and a crash. */
export interface MaskDrafts {
  /** Null when there is none, or none of this size. @throws StorageError `unavailable`. */
  readonly read: (key: string, size: Pick<Mask, 'width' | 'height'>) => Promise<Mask | null>;
  /** @throws StorageError `unavailable`, `full`. */
  readonly write: (key: string, mask: Mask, nowMs: number) => Promise<void>;
  /** @throws StorageError `unavailable`. */
  readonly remove: (key: string) => Promise<void>;
}

interface DraftRow {
  readonly key: string;
  readonly width: number;
  readonly height: number;
  /** Bytes, not blobs: some browsers lose those. */
  readonly packed: Uint8Array<ArrayBuffer>;
  readonly keptAtMs: number;
}

interface DraftDatabase extends DBSchema {
  masks: { key: string; value: DraftRow; indexes: { keptAtMs: number } };
}

/** The drafts of one server in IndexedDB. Opens the database at the first use; of all servers the newest `MAX_MASK_DRAFTS` are kept. */
export function createMaskDrafts(server: string): MaskDrafts {
  const database = createBrowserDatabase<DraftDatabase>({
    name: 'comfydeck-masks',
    version: 1,
    upgrade: (made) => {
      made.createObjectStore('masks', { keyPath: 'key' }).createIndex('keptAtMs', 'keptAtMs');
    },
    failure: 'masks cannot be kept',
  });
  const toKey = (key: string): string => `${server} ${key}`;
  return {
    read: async (key, { width, height }) => {
      const row = await database.run('masks', 'readonly', ({ store }) => store.get(toKey(key)));
      if (row?.width !== width || row.height !== height) return null;
      const data = await unpackMask(row.packed).catch(() => null);
      return data?.length === width * height ? { width, height, data } : null;
    },
    write: async (key, { width, height, data }, keptAtMs) => {
      const packed = await packMask(data);
      await database.run('masks', 'readwrite', async ({ store }) => {
        await store.put({ key: toKey(key), width, height, packed, keptAtMs });
        const excess = (await store.count()) - MAX_MASK_DRAFTS;
        const oldest = excess > 0 ? await store.index('keptAtMs').getAllKeys(null, excess) : [];
        await Promise.all(oldest.map((old) => store.delete(old)));
      });
    },
    remove: (key) => database.run('masks', 'readwrite', ({ store }) => store.delete(toKey(key))),
  };
}
