import type { JsonValue } from '@/lib/json';
import type { ObjectInfo } from '@/protocol/object-info';
import type { NodeReplacement } from '@/protocol/models';
import { keys } from '../keys';
import { serverQuery } from './server-query';
import type { QuerySession, ServerQuery } from './server-query';

/**
 * All node definitions as the server sends them, by class, with a diagnostic for each that is broken. Megabytes: read once per
 * connection and kept. `graph` turns it into node types.
 */
export function objectInfoQuery({ serverId, client }: QuerySession): ServerQuery<ObjectInfo> {
  return serverQuery({
    key: keys.objectInfo(serverId),
    load: (signal) => client.objectInfo({ signal }),
    staleTime: Infinity,
    structuralSharing: false,
    isKept: true,
  });
}

/** The choices a server lists at a route of its own; read again when a run ends or a file is uploaded, since most are lists of files. */
export function remoteChoicesQuery({ serverId, client }: QuerySession, route: string): ServerQuery<readonly JsonValue[]> {
  return serverQuery({ key: keys.remoteChoices(serverId, route), load: (signal) => client.remoteChoices(route, { signal }) });
}

/** What replaces old node classes, by old class; ask only servers whose features name it. */
export function nodeReplacementsQuery({ serverId, client }: QuerySession): ServerQuery<ReadonlyMap<string, readonly NodeReplacement[]>> {
  return serverQuery({
    key: keys.nodeReplacements(serverId),
    load: (signal) => client.nodeReplacements({ signal }),
    staleTime: Infinity,
    structuralSharing: false,
  });
}
