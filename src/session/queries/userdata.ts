import { SETTINGS_POLL_MS } from '@/config/limits';
import type { JsonObject } from '@/lib/json';
import type { UserFile, Users } from '@/protocol/userdata';
import { keys } from '../keys';
import { serverQuery } from './server-query';
import type { QuerySession, ServerQuery } from './server-query';

/** Whether the server keeps users apart, and which there are. */
export function usersQuery({ serverId, client }: QuerySession): ServerQuery<Users> {
  return serverQuery({ key: keys.users(serverId), load: (signal) => client.users({ signal }) });
}

/** The current user's settings on the server. No event tells of changes: they are asked for as long as somebody looks. */
export function settingsQuery({ serverId, client }: QuerySession): ServerQuery<JsonObject> {
  return serverQuery({ key: keys.settings(serverId), load: (signal) => client.settings({ signal }), refetchInterval: SETTINGS_POLL_MS });
}

/** Files below a directory of the user, subfolders included, paths relative to it; null when the directory does not exist yet. */
export function userdataQuery({ serverId, client }: QuerySession, directory: string): ServerQuery<readonly UserFile[] | null> {
  return serverQuery({
    key: keys.userdataIn(serverId, directory),
    load: (signal) => client.listUserdata(directory, { signal, recurse: true }),
  });
}
