import type { QueryClient } from '@tanstack/react-query';
import type { ApiClient } from '@/api/client';
import type { Clock } from '@/lib/clock';
import type { ServerId } from '@/protocol/ids';
import { keepNodeTypes } from './keep-node-types';
import type { NodeTypesKeeper } from './keep-node-types';
import { createIndexedNodeTypesStore, createMemoryNodeTypesStore } from './node-types-store';
import type { NodeTypesStore } from './node-types-store';
import { objectInfoQuery } from './queries/node-types';

/** What keeps node definitions of the server at this address; in memory where there is no IndexedDB. */
export function openNodeTypesStore(server: string): NodeTypesStore {
  return typeof indexedDB === 'undefined' ? createMemoryNodeTypesStore() : createIndexedNodeTypesStore(server);
}

/** A client whose node definitions outlive a reload, and their keeper, which `showIn` tells where kept ones are shown. */
export interface KeptNodeTypes {
  readonly client: ApiClient;
  readonly showIn: (queryClient: QueryClient) => void;
  readonly dispose: NodeTypesKeeper['dispose'];
}

/**
 * Puts the keeper between a client and its queries. Kept definitions enter the cache as old ones: they serve at once, and whoever shows
 * them still has the server asked. A read under way goes on, so there is no second request.
 */
export function startNodeTypes(serverId: ServerId, client: ApiClient, clock: Clock, store: NodeTypesStore): KeptNodeTypes {
  let queryClient: QueryClient | null = null;
  const keeper = keepNodeTypes({
    load: client.objectInfo,
    store,
    clock,
    onKept: (info) => {
      const { queryKey } = objectInfoQuery({ serverId, client });
      if (queryClient === null || queryClient.getQueryData(queryKey) !== undefined) return;
      queryClient.setQueryData(queryKey, info, { updatedAt: 0 });
      void queryClient.invalidateQueries({ queryKey, refetchType: 'none' });
    },
  });
  return {
    client: { ...client, objectInfo: keeper.objectInfo },
    showIn: (shown) => {
      queryClient = shown;
    },
    dispose: keeper.dispose,
  };
}
