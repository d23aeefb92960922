import type { QueryClient } from '@tanstack/react-query';
import type { StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '@/api/client';
import type { LiveState } from '@/live/state';
import type { Clock } from '@/lib/clock';
import type { ClientId, ServerId } from '@/protocol/ids';

/**
 * One connected server: what every query, mutation and panel works with. Made by `createSession` and handed down by `SessionProvider`.
 * Query keys and storage keys begin with `serverId`.
 */
export interface Session {
  readonly serverId: ServerId;
  readonly client: ApiClient;
  readonly live: StoreApi<LiveState>;
  readonly queryClient: QueryClient;
  readonly clientId: ClientId;
  readonly clock: Clock;
  /** Closes the socket, stops polling, revokes previews. */
  readonly dispose: () => void;
}
