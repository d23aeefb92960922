import { SYSTEM_STATS_POLL_MS } from '@/config/limits';
import type { ServerFeatures, SystemStats } from '@/protocol/system';
import { keys } from '../keys';
import { serverQuery } from './server-query';
import type { QuerySession, ServerQuery } from './server-query';

/** Versions, memory and devices; read again every few seconds while shown. */
export function systemStatsQuery({ serverId, client }: QuerySession): ServerQuery<SystemStats> {
  return serverQuery({
    key: keys.systemStats(serverId),
    load: (signal) => client.systemStats({ signal }),
    refetchInterval: SYSTEM_STATS_POLL_MS,
  });
}

/** What the server can do; null on servers that cannot say. */
export function featuresQuery({ serverId, client }: QuerySession): ServerQuery<ServerFeatures | null> {
  return serverQuery({ key: keys.features(serverId), load: (signal) => client.features({ signal }), staleTime: Infinity });
}

/** Scripts the stock page would load. */
export function extensionsQuery({ serverId, client }: QuerySession): ServerQuery<readonly string[]> {
  return serverQuery({ key: keys.extensions(serverId), load: (signal) => client.extensions({ signal }), staleTime: Infinity });
}
