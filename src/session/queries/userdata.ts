import { SETTINGS_POLL_MS } from '@/config/limits';
import type { JsonObject } from '@/lib/json';
import type { UserEntry, UserFile, Users } from '@/protocol/userdata';
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

/** Everything in the user's folder. */
export interface UserTree {
  readonly entries: readonly UserEntry[];
  /** The server has no route for the whole tree (before 0.3.31): empty folders and names that begin with a dot are not seen. */
  readonly isPartial: boolean;
}

/** All files and folders of the user; paths relative to the user's root. */
export function userTreeQuery({ serverId, client }: QuerySession): ServerQuery<UserTree> {
  return serverQuery({
    key: keys.userTree(serverId),
    load: async (signal): Promise<UserTree> => {
      const entries = await client.listUserEntries('', { signal });
      if (entries !== null) return { entries, isPartial: false };
      const files = (await client.listUserdata('.', { signal, recurse: true })) ?? [];
      const toEntry = ({ path, ...rest }: UserFile): UserEntry => ({ ...rest, path, name: path.split('/').at(-1) ?? path, type: 'file' });
      return { entries: files.map(toEntry), isPartial: true };
    },
  });
}

/** The bytes of a file of the user. */
export function userFileQuery({ serverId, client }: QuerySession, path: string): ServerQuery<Uint8Array<ArrayBuffer>> {
  return serverQuery({
    key: keys.userFile(serverId, path),
    load: (signal) => client.readUserdataBytes(path, { signal }),
    staleTime: 0,
    structuralSharing: false,
  });
}
