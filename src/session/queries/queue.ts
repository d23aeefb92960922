import type { Queue } from '@/protocol/queue';
import { keys } from '../keys';
import { serverQuery } from './server-query';
import type { QuerySession, ServerQuery } from './server-query';

/**
 * Running and pending prompts. The session itself reads it all the time (`queue-poll.ts`), so observers only watch the cache; a
 * failed read shows as error beside the last data.
 */
export function queueQuery({ serverId, client }: QuerySession): ServerQuery<Queue> {
  return serverQuery({ key: keys.queue(serverId), load: (signal) => client.queue({ signal }), staleTime: 5_000, isKept: true });
}
