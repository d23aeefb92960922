import type { OutputFile } from '@/jobs/job';
import { parseExactJson } from '@/lib/exact-json';
import { isJsonObject } from '@/lib/json';
import type { JsonObject } from '@/lib/json';
import { serverQuery } from '@/session/queries/server-query';
import type { QuerySession, ServerQuery } from '@/session/queries/server-query';
import { toFileRef } from '@/components/output-media/output-ref';

/** What a file itself tells of how it was made; null for what it does not hold. */
export interface EmbeddedSource {
  readonly prompt: JsonObject | null;
  readonly workflow: JsonObject | null;
  /** The settings another program left as lines. */
  readonly parameters: string | null;
}

/** Reads what is embedded in an output, for those whose run is forgotten. What cannot be read counts as not there. */
export function embeddedSourceQuery({ serverId, client }: QuerySession, file: OutputFile): ServerQuery<EmbeddedSource> {
  return serverQuery({
    key: ['server', serverId, 'embedded-source', toFileRef(file)],
    staleTime: Infinity,
    structuralSharing: false,
    load: async (signal) => readSource(await client.readFile(file, { signal })),
  });
}

async function readSource(bytes: Uint8Array): Promise<EmbeddedSource> {
  const { readEmbedded } = await import('@/media/read-embedded');
  const { prompt, workflow, parameters } = await readEmbedded(bytes).catch((): EmbeddedTextsLike => ({}));
  return { prompt: parseObject(prompt), workflow: parseObject(workflow), parameters: parameters ?? null };
}

interface EmbeddedTextsLike {
  readonly prompt?: string;
  readonly workflow?: string;
  readonly parameters?: string;
}

function parseObject(text: string | undefined): JsonObject | null {
  if (text === undefined) return null;
  try {
    const value = parseExactJson(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
