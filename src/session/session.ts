import type { QueryClient } from '@tanstack/react-query';
import type { StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '@/api/client';
import type { JobMemory } from '@/jobs/submission';
import type { LiveState } from '@/live/state';
import type { Clock } from '@/lib/clock';
import type { RandomSource } from '@/lib/random';
import type { ClientId, PromptId, ServerId } from '@/protocol/ids';
import type { Queue } from '@/protocol/queue';
import type { Page } from './page';

/**
 * One connected server: what every query, mutation and panel works with. Made by `createSession` and handed down by `SessionProvider`.
 * Query keys and storage keys begin with `serverId`.
 */
export interface Session {
  readonly serverId: ServerId;
  readonly client: ApiClient;
  readonly live: StoreApi<LiveState>;
  readonly queryClient: QueryClient;
  /** May change once, shortly after the start, when another tab has the same: read it when it is needed. */
  readonly clientId: ClientId;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly page: Page;
  /** What this tab submitted, and what became of it. */
  readonly memory: StoreApi<JobMemory>;
  /**
   * Asks the server now, never taking part in a read already under way, and lets everyone know.
   * @throws ApiError when the server does not answer.
   */
  readonly readQueue: () => Promise<Queue>;
  /** Drops jobs from all that is kept here; for jobs deleted from the server's history. */
  readonly forgetJobs: (ids: readonly PromptId[] | 'all') => void;
  /** The queue number an accepted prompt got without asking for one; lower than the one before means that the server was restarted. */
  readonly noteNumber: (number: number) => void;
  /** Connects at once instead of at the next scheduled attempt, and reads everything anew. */
  readonly reconnect: () => void;
  /** Closes the socket, stops polling, revokes previews. */
  readonly dispose: () => void;
}
