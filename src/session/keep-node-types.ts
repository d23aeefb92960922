import type { ApiClient } from '@/api/client';
import type { ObjectInfoOptions } from '@/api/object-info';
import { readObjectInfo } from '@/api/read-object-info';
import { NODE_TYPES_SAVE_DELAY_MS } from '@/config/limits';
import type { Clock } from '@/lib/clock';
import type { ObjectInfo } from '@/protocol/object-info';
import type { NodeTypesStore } from './node-types-store';

interface KnownAnswer {
  readonly text: string;
  readonly info: ObjectInfo;
}

export interface NodeTypesKeeper {
  /** As the client's, but an answer that is the same text as the kept one is the same object and is not read again. */
  readonly objectInfo: ApiClient['objectInfo'];
  readonly dispose: () => void;
}

export interface NodeTypesKeeperParts {
  readonly load: ApiClient['objectInfo'];
  readonly store: NodeTypesStore;
  readonly clock: Clock;
  /** Told once, with what was kept, if that is there before the first answer. */
  readonly onKept: (info: ObjectInfo) => void;
}

/**
 * Keeps the node definitions of one server over reloads. The first call looks into the store while the request is under way; a store
 * that does not answer or holds something unreadable is as good as an empty one, because the server is asked in any case.
 * The kept text is held only until the first answer: megabytes.
 */
export function keepNodeTypes({ load, store, clock, onKept }: NodeTypesKeeperParts): NodeTypesKeeper {
  let known: KnownAnswer | null = null;
  let isAnswered = false;
  let isDisposed = false;
  let looking: Promise<string | null> | null = null;
  let cancelSave: () => void = () => undefined;

  const isTooLate = (): boolean => isAnswered || isDisposed;
  const look = async (): Promise<string | null> => {
    const text = await store.read().catch(() => null);
    if (text === null || isTooLate()) return text;
    const info = await readObjectInfo(text, clock).catch(() => null);
    if (info === null) return null;
    // Large texts take a while to read: the answer may have come meanwhile.
    if (isTooLate()) return text;
    known = { text, info };
    onKept(info);
    return text;
  };
  const save = (text: string): void => {
    cancelSave();
    // After the start, which has better things to do.
    const timer = clock.after(NODE_TYPES_SAVE_DELAY_MS, () => {
      void Promise.resolve(looking).then((kept) => {
        looking = Promise.resolve(text);
        return kept === text || isDisposed ? undefined : store.write(text, clock.nowMs()).catch(() => undefined);
      });
    });
    cancelSave = timer.cancel;
  };
  return {
    objectInfo: async (options?: ObjectInfoOptions) => {
      looking ??= look();
      const info = await load({ ...options, known: () => known, onText: save });
      isAnswered = true;
      known = null;
      return info;
    },
    dispose: () => {
      isDisposed = true;
      cancelSave();
      store.close();
    },
  };
}
