import type { Job } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';

/** Tells own jobs that came to an end while the page watched, each once. */
export interface FinishWatch {
  /**
   * @param open what is queued or running.
   * @param over what is finished, newest first.
   * @returns own jobs that were open before and are done or failed now, oldest first. Cancelled ones are no news to who cancelled them.
   */
  readonly observe: (open: readonly Job[], over: readonly Job[]) => readonly Job[];
}

/** Creates a watch that has seen nothing: what was over before is never told. */
export function createFinishWatch(): FinishWatch {
  const seenOpen = new Set<PromptId>();
  return {
    observe: (open, over) => {
      const ended = over.filter(({ id }) => seenOpen.has(id)).toReversed();
      for (const { id } of ended) seenOpen.delete(id);
      for (const { id, isMine, state } of open) {
        if (isMine && (state === 'queued' || state === 'running')) seenOpen.add(id);
        else if (state === 'lost') seenOpen.delete(id);
      }
      return ended.filter(({ state }) => state === 'done' || state === 'failed');
    },
  };
}
