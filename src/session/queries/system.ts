import { LOG_POLL_MS, SYSTEM_STATS_POLL_MS } from '@/config/limits';
import { ApiError } from '@/lib/errors';
import type { ServerFeatures, ServerLog, SystemStats } from '@/protocol/system';
import type { Session } from '../session';
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

/** The newest lines of the log, and whether the server sends new ones by itself. */
export interface LogReading extends ServerLog {
  readonly isPushed: boolean;
}

/**
 * Asks for new lines on the socket, then reads the newest there are: in this order none falls between. What is read joins the lines of the
 * live store. A server without the subscription is read again every `LOG_POLL_MS` like any other.
 */
export function logQuery(session: QuerySession & Pick<Session, 'clientId'>): ServerQuery<LogReading> {
  return serverQuery({
    key: keys.logs(session.serverId),
    load: async (signal) => {
      const isPushed = await subscribe(session, signal);
      return { ...(await session.client.logs({ signal })), isPushed };
    },
    staleTime: 0,
    refetchInterval: LOG_POLL_MS,
    structuralSharing: false,
  });
}

async function subscribe({ client, clientId }: Pick<Session, 'client' | 'clientId'>, signal: AbortSignal): Promise<boolean> {
  try {
    await client.subscribeLogs(clientId, true, { signal });
    return true;
  } catch (error) {
    const isMissing = error instanceof ApiError && error.code === 'http' && (error.status === 404 || error.status === 405);
    if (isMissing) return false;
    throw error;
  }
}
