import { keys } from '../keys';
import { serverQuery } from './server-query';
import type { QuerySession, ServerQuery } from './server-query';

/** Names of embeddings, without extension. */
export function embeddingsQuery({ serverId, client }: QuerySession): ServerQuery<readonly string[]> {
  return serverQuery({ key: keys.embeddings(serverId), load: (signal) => client.embeddings({ signal }) });
}

/** Names of the kinds of models. */
export function modelsQuery({ serverId, client }: QuerySession): ServerQuery<readonly string[]> {
  return serverQuery({ key: keys.models(serverId), load: (signal) => client.models({ signal }) });
}

/** Files of one kind. */
export function modelsInQuery({ serverId, client }: QuerySession, folder: string): ServerQuery<readonly string[]> {
  return serverQuery({ key: keys.modelsIn(serverId, folder), load: (signal) => client.modelsIn(folder, { signal }) });
}
