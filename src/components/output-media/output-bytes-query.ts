import type { OutputFile } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';
import { serverQuery } from '@/session/queries/server-query';
import type { QuerySession, ServerQuery } from '@/session/queries/server-query';
import { toFileRef } from './output-ref';

/** The whole of one output, for kinds the browser cannot load by itself. Names repeat after a restart, so the run is part of the key. */
export function outputBytesQuery(
  { serverId, client }: QuerySession,
  file: OutputFile,
  jobId: PromptId | null,
): ServerQuery<Uint8Array<ArrayBuffer>> {
  return serverQuery({
    key: ['server', serverId, 'output-bytes', toFileRef(file), jobId],
    load: (signal) => client.readFile(file, { signal }),
    staleTime: Infinity,
    structuralSharing: false,
  });
}
