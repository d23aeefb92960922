import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import * as z from 'zod/mini';
import { HELD_JOBS_IN_FLIGHT } from '@/config/limits';
import type { Ledger } from '@/ledger/create-ledger';

/** Whether this browser's own jobs are held back, and how many of those held may wait on the server at a time when they no longer are. */
export interface PauseState {
  readonly isPaused: boolean;
  readonly limit: number;
}

const NAME = 'pause';
const stateSchema = z.object({ isPaused: z.boolean(), limit: z.number().check(z.gte(1)) });

/** The state of a page that has not read yet what was kept. */
export function createPauseStore(): StoreApi<PauseState> {
  return createStore<PauseState>(() => ({ isPaused: false, limit: HELD_JOBS_IN_FLIGHT }));
}

/** Takes over what was kept, by this tab or another. Never throws. */
export async function readPause(store: StoreApi<PauseState>, ledger: Ledger): Promise<void> {
  const kept = await ledger.note(NAME, (before) => before);
  const parsed = stateSchema.safeParse(kept);
  if (parsed.success) store.setState(parsed.data, true);
}

/** Changes the state and keeps it over a crash. */
export async function changePause(store: StoreApi<PauseState>, ledger: Ledger, change: Partial<PauseState>): Promise<void> {
  store.setState(change);
  const { isPaused, limit } = store.getState();
  await ledger.note(NAME, () => ({ isPaused, limit }));
}
