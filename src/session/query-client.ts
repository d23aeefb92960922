import { QueryCache, QueryClient } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import { ApiError } from '@/lib/errors';

/** Attempts beyond the first for a failure that may pass by itself; polling and the user's retry do the rest. */
const MAX_RETRIES = 2;

/**
 * Creates the cache of one session. Requests are made even when the browser says it is offline: the server may be on this machine.
 * @param onAnswer called with every answer of the server, before those who wait for it see it.
 */
export function createQueryClient(onAnswer: (key: QueryKey, data: unknown) => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onSuccess: (data, query) => onAnswer(query.queryKey, data) }),
    defaultOptions: {
      queries: { networkMode: 'always', refetchOnWindowFocus: false, refetchOnReconnect: false, retry: shouldRetry, staleTime: 30_000 },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

function shouldRetry(failures: number, error: Error): boolean {
  if (failures >= MAX_RETRIES || !(error instanceof ApiError)) return false;
  return error.code === 'network' || (error.code === 'http' && error.status >= 502 && error.status <= 504);
}
