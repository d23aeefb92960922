import { ApiError } from '@/lib/errors';
import type { JsonObject } from '@/lib/json';
import type { ModelFile } from '@/protocol/models';
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

/** Kinds whose files the server describes with size, date and picture; null on servers that describe none (before 0.3). */
export function modelFoldersQuery({ serverId, client }: QuerySession): ServerQuery<ReadonlySet<string> | null> {
  return serverQuery<ReadonlySet<string> | null>({
    key: keys.modelFolders(serverId),
    load: async (signal) => {
      const folders = await orMissing(client.modelFolders({ signal }));
      return folders === null ? null : new Set(folders.map(({ name }) => name));
    },
    structuralSharing: false,
  });
}

/** Files of one kind; `isDescribed` as `modelFoldersQuery` says, else only their names are known. May be ten thousand. */
export function modelFilesQuery(
  { serverId, client }: QuerySession,
  folder: string,
  isDescribed: boolean,
): ServerQuery<readonly ModelFile[]> {
  return serverQuery({
    key: keys.modelsIn(serverId, folder),
    load: async (signal) =>
      isDescribed ? client.modelFiles(folder, { signal }) : (await client.modelsIn(folder, { signal })).map(toBareFile),
    structuralSharing: false,
  });
}

function toBareFile(name: string): ModelFile {
  return { name, pathIndex: 0, sizeBytes: null, modifiedAtMs: null, createdAtMs: null };
}

/** What a safetensors file says of itself; null when it says nothing. */
export function modelMetadataQuery({ serverId, client }: QuerySession, folder: string, name: string): ServerQuery<JsonObject | null> {
  return serverQuery({
    key: keys.modelMetadata(serverId, folder, name),
    load: (signal) => orMissing(client.modelMetadata(folder, name, { signal })),
    staleTime: Infinity,
  });
}

async function orMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'http' && error.status === 404) return null;
    throw error;
  }
}
