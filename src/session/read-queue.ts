import type { Queue } from '@/protocol/queue';
import { queueQuery } from './queries/queue';
import type { Session } from './session';

/**
 * Reads the queue by a request that begins now. Reads under way are given up for it, and whoever waits for one of them gets this newer
 * answer: nobody ever gets one that is older than the own question.
 * @throws ApiError when the server does not answer.
 */
export async function readQueueNow(session: Pick<Session, 'queryClient' | 'serverId' | 'client'>): Promise<Queue> {
  const { queryClient } = session;
  const options = queryClient.defaultQueryOptions({ ...queueQuery(session), retry: false });
  const query = queryClient.getQueryCache().build(queryClient, options);
  // The very first read cannot be given up for another.
  while (query.state.data === undefined && query.state.fetchStatus !== 'idle') await query.fetch(options).catch(() => undefined);
  return query.fetch(options, { cancelRefetch: true });
}
