import { useCallback, useState } from 'react';
import { useStore } from 'zustand';
import { moveJob } from '@/session/move-job';
import type { MoveResult } from '@/session/move-job';
import { useBusyJobs } from '@/components/job-actions/use-busy-jobs';
import { toJobTitle } from '@/components/job-row/job-title';
import { wordFailure } from '@/components/server-failure/word-failure';
import type { Job } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';
import { useSession } from '@/session/session-provider';
import { useToast } from '@/ui/toast';
import { zoneOf } from './queue-zones';
import type { QueueZones } from './queue-zones';
import { t } from './texts';

/** Changing the order of what waits. */
export interface QueueOrder {
  /** Own jobs that wait, while the server keeps the numbers it is given, and held ones. */
  readonly canMove: (job: Job) => boolean;
  /** Why nothing on the server can be moved; null while it can. */
  readonly reason: string | null;
  readonly movingIds: ReadonlySet<PromptId>;
  /** Moves a job to a place in its zone (0 runs next, or is sent first); answers its new id, null when it did not move. */
  readonly moveTo: (job: Job, place: number) => Promise<PromptId | null>;
  /** For the live region: what the last move did. */
  readonly spoken: string;
}

/** Moves jobs within their zones of the queue. */
export function useQueueOrder(zones: QueueZones): QueueOrder {
  const session = useSession();
  const announce = useToast();
  const { ids: movingIds, during } = useBusyJobs();
  const [spoken, setSpoken] = useState('');
  const reason = useStore(session.order, ({ isKept }) => (isKept ? null : t.orderNotKept));

  const moveTo = useCallback(
    async (job: Job, place: number): Promise<PromptId | null> => {
      const all = zoneOf(job, zones)?.jobs ?? [];
      const others = all.filter(({ id }) => id !== job.id);
      const at = Math.max(0, Math.min(others.length, place));
      if (all[at]?.id === job.id || movingIds.has(job.id)) return null;
      const result = await during(job.id, moveJob(session, job, others[at]?.id ?? null));
      const name = toJobTitle(job);
      const failure = wordFailedMove(result, name);
      if (failure === null) setSpoken(t.moved({ name, place: at + 1, count: all.length }));
      else announce(failure, 'danger');
      return 'promptId' in result ? result.promptId : null;
    },
    [announce, during, movingIds, session, zones],
  );
  return {
    canMove: (job) => isMovable(job) && (reason === null || job.isHeld === true),
    reason,
    movingIds,
    moveTo,
    spoken,
  };
}

function isMovable({ state, isMine }: Job): boolean {
  return state === 'queued' && isMine;
}

/** Null for a move that did what was asked. */
function wordFailedMove(result: MoveResult, name: string): string | null {
  switch (result.kind) {
    case 'moved':
    case 'same':
      return null;
    case 'not-kept':
      return t.orderNotKept;
    case 'unknown':
      return t.moveUnanswered({ name });
    case 'started':
      return t.moveStarted({ name });
    case 'gone':
      return t.moveGone({ name });
    case 'no-room':
      return t.moveNoRoom({ name });
    case 'refused':
      return t.moveRefused({ name });
    case 'failed':
      return (result.isKept ? t.moveFailedKept : t.moveFailed)({ name, reason: wordFailure(result.error) });
  }
}
