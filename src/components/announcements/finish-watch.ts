import type { Job } from '@/jobs/job';
import type { JobMemory } from '@/jobs/submission';
import type { PromptId } from '@/protocol/ids';

/** Tells own jobs that came to an end while the page watched, each once. */
export interface FinishWatch {
  /** Takes in what is being sent now: a job answered from the cache may be over before any list showed it. */
  readonly expect: (memory: JobMemory) => void;
  /**
   * @param open what is queued or running.
   * @param over what is finished, newest first.
   * @returns own jobs that were open before and are done or failed now, oldest first. Cancelled ones are no news to who cancelled them.
   */
  readonly observe: (open: readonly Job[], over: readonly Job[]) => readonly Job[];
}

/** Creates a watch that has seen nothing: what was over before is never told. */
export function createFinishWatch(): FinishWatch {
  const awaited = new Set<PromptId>();
  return {
    expect: ({ submissions }) => {
      for (const { promptId, state } of Object.values(submissions)) {
        if (state === 'sending') awaited.add(promptId);
        else if (state === 'rejected') awaited.delete(promptId);
      }
    },
    observe: (open, over) => {
      const ended = over.filter(({ id }) => awaited.has(id)).toReversed();
      for (const { id } of ended) awaited.delete(id);
      for (const { id, isMine, state } of open) {
        if (isMine && (state === 'queued' || state === 'running')) awaited.add(id);
        else if (state === 'lost') awaited.delete(id);
      }
      return ended.filter(({ state }) => state === 'done' || state === 'failed');
    },
  };
}
