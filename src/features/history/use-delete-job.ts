import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { toJobTitle } from '@/components/job-row/job-title';
import { wordFailure } from '@/components/server-failure/word-failure';
import type { Job } from '@/jobs/job';
import type { TimerHandle } from '@/lib/clock';
import { toAppError } from '@/lib/errors';
import type { PromptId } from '@/protocol/ids';
import { useDeleteHistory } from '@/session/mutations/history';
import { useSession } from '@/session/session-provider';
import { useToast } from '@/ui/toast';
import { t } from './texts';

/** Deleting with a moment to think again: the server is asked when it is over, or when the list is left. */
export interface DeleteJob {
  /** Shown as leaving, not deleted yet. */
  readonly leavingIds: ReadonlySet<PromptId>;
  readonly remove: (job: Job) => void;
  readonly undo: (id: PromptId) => void;
}

const UNDO_MS = 4_000;

interface Leaving {
  readonly job: Job;
  readonly timer: TimerHandle;
}

/** Takes jobs out of the server's history; their files stay. */
export function useDeleteJob(): DeleteJob {
  const { clock } = useSession();
  const announce = useToast();
  const { mutateAsync } = useDeleteHistory();
  const leaving = useRef(new Map<PromptId, Leaving>());
  const [leavingIds, setLeavingIds] = useState<ReadonlySet<PromptId>>(new Set());

  const send = useCallback(
    async (job: Job): Promise<void> => {
      leaving.current.get(job.id)?.timer.cancel();
      leaving.current.delete(job.id);
      try {
        await mutateAsync([job.id]);
      } catch (error) {
        announce(t.deleteFailed({ name: toJobTitle(job), reason: wordFailure(toAppError(error)) }), 'danger');
      }
      setLeavingIds((ids) => without(ids, job.id));
    },
    [announce, mutateAsync],
  );
  // Synchronises with the list's life: leaving it ends the time to think.
  useEffect(() => {
    const all = leaving.current;
    return () => {
      for (const { job } of [...all.values()]) void send(job);
    };
  }, [send]);

  return useMemo(
    () => ({
      leavingIds,
      remove: (job) => {
        if (leaving.current.has(job.id)) return;
        leaving.current.set(job.id, { job, timer: clock.after(UNDO_MS, () => void send(job)) });
        setLeavingIds((ids) => new Set(ids).add(job.id));
      },
      undo: (id) => {
        leaving.current.get(id)?.timer.cancel();
        leaving.current.delete(id);
        setLeavingIds((ids) => without(ids, id));
      },
    }),
    [clock, leavingIds, send],
  );
}

function without(ids: ReadonlySet<PromptId>, id: PromptId): ReadonlySet<PromptId> {
  return new Set([...ids].filter((one) => one !== id));
}
