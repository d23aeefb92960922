import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import * as z from 'zod/mini';
import { HELD_JOBS_IN_FLIGHT } from '@/config/limits';
import type { Ledger } from '@/ledger/create-ledger';
import type { TabChannel } from './page';

/** Whether this browser's own jobs are held back, and how many of those held may wait on the server at a time when they no longer are. */
export interface PauseState {
  readonly isPaused: boolean;
  readonly limit: number;
}

/** The pause of one server: kept over a crash, and the same in all open tabs. */
export interface Pause {
  readonly store: StoreApi<PauseState>;
  /** Takes over what was kept, unless this or another tab changed it since. Never throws. */
  readonly read: () => Promise<void>;
  /** Changes the state here and in the other tabs at once; resolves when it is kept. */
  readonly change: (change: Partial<PauseState>) => Promise<void>;
  readonly dispose: () => void;
}

const NAME = 'pause';
const stateSchema = z.object({ isPaused: z.boolean(), limit: z.number().check(z.gte(1)) });

/** Creates the pause of a page that has not read yet what was kept. */
export function createPause(ledger: Ledger, channel: TabChannel | null): Pause {
  const store = createStore<PauseState>(() => ({ isPaused: false, limit: HELD_JOBS_IN_FLIGHT }));
  let isChanged = false;
  const take = (value: unknown): boolean => {
    const parsed = stateSchema.safeParse(value);
    if (parsed.success) store.setState(parsed.data, true);
    return parsed.success;
  };
  const remove = channel?.onMessage((message) => {
    if (take(message)) isChanged = true;
  });
  return {
    store,
    read: async () => {
      const kept = await ledger.note(NAME, (before) => before);
      if (!isChanged) take(kept);
    },
    change: async (change) => {
      isChanged = true;
      store.setState(change);
      const { isPaused, limit } = store.getState();
      channel?.post({ isPaused, limit });
      await ledger.note(NAME, () => ({ isPaused, limit }));
    },
    dispose: () => {
      remove?.();
      channel?.close();
    },
  };
}
