import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Job } from '@/jobs/job';
import { useSession } from '@/session/session-provider';
import { lastPreviewsOf } from './last-previews';

/** The last picture seen of a run that was stopped or failed without outputs; null where there is none. */
export function useLastPreview({ id, state, outputs }: Pick<Job, 'id' | 'state' | 'outputs'>): string | null {
  const previews = lastPreviewsOf(useSession());
  const isWanted = (state === 'cancelled' || state === 'failed') && outputs.length === 0;
  const url = useStore(previews.urls, (urls) => (isWanted ? urls.get(id) : null));
  // Synchronises with what this browser keeps.
  useEffect(() => {
    if (isWanted) previews.look(id);
  }, [previews, id, isWanted]);
  return url ?? null;
}
