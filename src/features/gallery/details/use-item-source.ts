import { useQuery } from '@tanstack/react-query';
import type { JobOutput } from '@/jobs/job';
import type { JsonObject } from '@/lib/json';
import { useSession } from '@/session/session-provider';
import type { GalleryItem } from '../gallery-items';
import { embeddedSourceQuery } from './embedded-source-query';

/** Where what is known of an output's making comes from. */
export interface ItemSource {
  readonly prompt: JsonObject | null;
  readonly workflow: JsonObject | null;
  readonly parameters: string | null;
  readonly from: 'history' | 'file' | 'nowhere';
  readonly isPending: boolean;
}

/** Prompt and workflow behind an output: those of its run, else those its file holds. */
export function useItemSource({ job, output }: GalleryItem): ItemSource {
  const session = useSession();
  const prompt = job?.prompt ?? null;
  const file = mayHoldSource(output) ? output.file : null;
  const { data, isLoading } = useQuery({
    ...embeddedSourceQuery(session, file ?? { filename: '', subfolder: '', type: 'output' }),
    enabled: prompt === null && file !== null,
    retry: false,
  });
  if (prompt !== null) return { prompt, workflow: job?.workflow ?? null, parameters: null, from: 'history', isPending: false };
  const isFound = data !== undefined && (data.prompt !== null || data.workflow !== null || data.parameters !== null);
  return { ...(data ?? NOTHING), from: isFound ? 'file' : 'nowhere', isPending: isLoading };
}

const NOTHING = { prompt: null, workflow: null, parameters: null } as const;

/** Texts and unknown files hold none. */
function mayHoldSource({ kind, file }: JobOutput): boolean {
  return file !== null && (kind === 'image' || kind === 'video' || kind === 'audio' || kind === 'model');
}
