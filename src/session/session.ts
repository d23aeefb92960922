import type { QueryClient } from '@tanstack/react-query';
import type { StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '@/api/client';
import type { JobMemory } from '@/jobs/submission';
import type { Ledger } from '@/ledger/create-ledger';
import type { LiveState } from '@/live/state';
import type { Clock } from '@/lib/clock';
import type { RandomSource } from '@/lib/random';
import type { ClientId, PromptId, ServerId } from '@/protocol/ids';
import type { Queue } from '@/protocol/queue';
import type { AccessState } from './access';
import type { Page } from './page';
import type { OrderState } from './order-watch';
import type { PauseState } from './pause-state';
import type { UsageHistory } from './usage-history';

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
  /** What this browser submitted or holds, and what became of it. */
  readonly memory: StoreApi<JobMemory>;
  /** Past jobs that outlive the server's memory, and the bodies of this browser's own. */
  readonly ledger: Ledger;
  /** What was kept before has come back. */
  readonly whenRestored: Promise<void>;
  /** Resolves when the submissions as they are now are kept over a crash, as far as this browser keeps anything. */
  readonly saveSubmissions: () => Promise<void>;
  /** Whether the queue of this browser's own jobs is paused; shared by its tabs. */
  readonly pause: StoreApi<PauseState>;
  /** Pauses, resumes, or changes how many held jobs go at a time, in all tabs; resolves when that is kept. */
  readonly changePause: (change: Partial<PauseState>) => Promise<void>;
  /** What this page may do at the server. */
  readonly access: StoreApi<AccessState>;
  /** The page is a wall from now on: nothing changes the server by itself. Answers what ends it. */
  readonly watchOnly: () => () => void;
  /** Whether this server runs jobs in the order it is asked for. */
  readonly order: StoreApi<OrderState>;
  /** The server's memory over the last hour, as far as it was asked. */
  readonly usage: StoreApi<UsageHistory>;
  /** Keeps asking for it from now on, slowly where nobody else does. */
  readonly measureUsage: () => void;
  /** How far the server's clock is from this machine's; null until known. */
  readonly clockSkew: StoreApi<{ readonly offsetMs: number | null }>;
  /** Wall time of the server, for "ago" of its times. */
  readonly serverNowMs: () => number;
  /**
   * Asks the server now, never taking part in a read already under way, and lets everyone know.
   * @throws ApiError when the server does not answer.
   */
  readonly readQueue: () => Promise<Queue>;
  /** Drops jobs from all that is kept here; for jobs deleted from the server's history. */
  readonly forgetJobs: (ids: readonly PromptId[] | 'all') => void;
  /** The queue number an accepted prompt got without asking for one; lower than the one before means that the server was restarted. */
  readonly noteNumber: (number: number) => void;
  /** The user has read of the restart. */
  readonly dismissRestart: () => void;
  /** Connects at once instead of at the next scheduled attempt, and reads everything anew. */
  readonly reconnect: () => void;
  /** Closes the socket, stops polling, revokes previews. */
  readonly dispose: () => void;
}
