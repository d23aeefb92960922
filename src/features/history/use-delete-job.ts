import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { toJobTitle } from '@/components/job-row/job-title';
import { wordFailure } from '@/components/server-failure/word-failure';
import type { Job } from '@/jobs/job';
import type { TimerHandle } from '@/lib/clock';
import { toAppError } from '@/lib/errors';
import type { PromptId } from '@/protocol/ids';
import { forgetDeletions, noteDeletion, UNDO_DELETION_MS } from '@/session/delete-history';
import { useDeleteHistory } from '@/session/mutations/history';
import { useSession } from '@/session/session-provider';
import { useToast } from '@/ui/toast';
import { t } from './texts';

/** Deleting with a moment to think again: the server is asked when it is over, when the list is left, or at the next start of the page. */
export interface DeleteJob {
  /** Shown as leaving, not deleted yet. */
  readonly leavingIds: ReadonlySet<PromptId>;
  readonly remove: (job: Job) => void;
  readonly undo: (id: PromptId) => void;
}

interface Leaving {
  readonly job: Job;
  readonly timer: TimerHandle;
}

/** Takes jobs out of the server's history; their files stay. */
export function useDeleteJob(): DeleteJob {
  const session = useSession();
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
        void forgetDeletions(session, [job.id]);
        announce(t.deleteFailed({ name: toJobTitle(job), reason: wordFailure(toAppError(error)) }), 'danger');
      }
      setLeavingIds((ids) => without(ids, job.id));
    },
    [announce, mutateAsync, session],
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
        leaving.current.set(job.id, { job, timer: session.clock.after(UNDO_DELETION_MS, () => void send(job)) });
        void noteDeletion(session, job.id);
        setLeavingIds((ids) => new Set(ids).add(job.id));
      },
      undo: (id) => {
        leaving.current.get(id)?.timer.cancel();
        leaving.current.delete(id);
        void forgetDeletions(session, [id]);
        setLeavingIds((ids) => without(ids, id));
      },
    }),
    [leavingIds, send, session],
  );
}

function without(ids: ReadonlySet<PromptId>, id: PromptId): ReadonlySet<PromptId> {
  return new Set([...ids].filter((one) => one !== id));
}
