import { createApiClient } from '@/api/client';
import type { ApiClient } from '@/api/client';
import { systemClock } from '@/lib/clock';
import { buildHistory, buildQueue } from './builders';

/**
 * A client without a server: idle queue, empty history; every call that is not given fails like an unreachable server. Addresses
 * (`viewUrl`) are made as ever, below `http://server.test`.
 */
export function createFakeClient(given: Partial<ApiClient> = {}): ApiClient {
  const client = createApiClient({
    base: { http: 'http://server.test', ws: 'ws://server.test' },
    clock: systemClock,
    createXhr: null,
    fetch: () => Promise.reject(new TypeError('this test has no server')),
  });
  return {
    ...client,
    queue: () => Promise.resolve(buildQueue()),
    history: () => Promise.resolve(buildHistory()),
    historyEntry: () => Promise.resolve(null),
    jobs: () => Promise.resolve({ kind: 'unsupported', status: 404 }),
    cancelJob: () => Promise.resolve({ kind: 'unsupported', status: 404 }),
    ...given,
  };
}
