import { useMutation } from '@tanstack/react-query';
import type { UseMutationResult } from '@tanstack/react-query';
import type { UploadTarget } from '@/api/upload';
import type { UploadProgress } from '@/api/upload-transport';
import type { FileRef } from '@/protocol/files';
import type { ObjectInfo } from '@/protocol/object-info';
import { keys } from '../keys';
import type { Session } from '../session';
import { useSession } from '../session-provider';

export interface UploadInput {
  readonly file: File;
  readonly target?: UploadTarget;
  readonly onProgress?: (progress: UploadProgress) => void;
  readonly signal?: AbortSignal;
  /** Node classes whose list of files shall show the new one: their definitions are read again. */
  readonly refreshClasses?: readonly string[];
}

/** Uploads a file of any kind. The answered name counts, not the one sent. */
export function useUploadImage(): UseMutationResult<FileRef, Error, UploadInput> {
  const session = useSession();
  return useMutation({ mutationFn: (input: UploadInput) => uploadFile(session, input) });
}

/** The same outside components. @throws ApiError */
export async function uploadFile(
  session: Session,
  { file, target, onProgress, signal, refreshClasses = [] }: UploadInput,
): Promise<FileRef> {
  const { client, queryClient, serverId } = session;
  const answer = await client.uploadImage(file, { ...target, ...(onProgress && { onProgress }), ...(signal && { signal }) });
  void queryClient.invalidateQueries({ queryKey: keys.allFiles(serverId) });
  void refreshDefinitions(session, refreshClasses);
  return answer;
}

/** Reads one class again, so that its lists are what the server has now. @throws ApiError */
export async function refreshNodeClass({ client, queryClient, serverId }: Session, name: string): Promise<void> {
  const read = await client.objectInfoClass(name);
  queryClient.setQueryData<ObjectInfo>(keys.objectInfo(serverId), (info) =>
    info === undefined ? undefined : { ...info, nodes: new Map([...info.nodes, ...read.nodes]) },
  );
}

/** Reading all definitions again would be megabytes for one file name. A failure leaves the old list, in which the new name is missing. */
async function refreshDefinitions({ client, queryClient, serverId }: Session, classes: readonly string[]): Promise<void> {
  const read = await Promise.all(classes.map((name) => client.objectInfoClass(name).catch(() => null)));
  const definitions = read.flatMap((info) => (info === null ? [] : [...info.nodes]));
  if (definitions.length === 0) return;
  queryClient.setQueryData<ObjectInfo>(keys.objectInfo(serverId), (info) =>
    info === undefined ? undefined : { ...info, nodes: new Map([...info.nodes, ...definitions]) },
  );
}
