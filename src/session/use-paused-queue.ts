import { useMutation } from '@tanstack/react-query';
import { useStore } from 'zustand';
import { pauseQueue, resumeQueue } from './pause-queue';
import type { PauseResult } from './pause-queue';
import { useSession } from './session-provider';

/** The pause of this browser's own jobs. */
export interface PausedQueue {
  readonly isPaused: boolean;
  /** Jobs whose bodies are held here, paused or on their way. */
  readonly heldCount: number;
  /** How many of the held ones may wait on the server at a time once they go on. */
  readonly limit: number;
  /** True while jobs are being taken off the server. */
  readonly isPausing: boolean;
  /** @throws ApiError when the server does not answer; the queue is paused all the same. */
  readonly pause: () => Promise<PauseResult>;
  readonly resume: () => Promise<void>;
  readonly setLimit: (limit: number) => Promise<void>;
}

/** Pausing and resuming, and what is held. */
export function usePausedQueue(): PausedQueue {
  const session = useSession();
  const { isPaused, limit } = useStore(session.pause);
  const heldCount = useStore(
    session.memory,
    ({ submissions }) => Object.values(submissions).filter(({ state }) => state === 'held').length,
  );
  const pausing = useMutation({ mutationFn: () => pauseQueue(session) });
  return {
    isPaused,
    heldCount,
    limit,
    isPausing: pausing.isPending,
    pause: () => pausing.mutateAsync(),
    resume: () => resumeQueue(session),
    setLimit: (next) => session.changePause({ limit: Math.max(1, Math.floor(next)) }),
  };
}
