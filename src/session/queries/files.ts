import type { FileFolder, FileRef } from '@/protocol/files';
import { keys } from '../keys';
import { serverQuery } from './server-query';
import type { QuerySession, ServerQuery } from './server-query';

/** Files on the top level of a folder, newest first; refreshed when a run ends or a file is uploaded. */
export function filesQuery({ serverId, client }: QuerySession, folder: FileFolder): ServerQuery<readonly FileRef[]> {
  return serverQuery({ key: keys.files(serverId, folder), load: (signal) => client.filesIn(folder, { signal }) });
}
