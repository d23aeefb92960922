import { useCallback } from 'react';
import type { Job } from '@/jobs/job';
import { toAppError } from '@/lib/errors';
import type { PromptId } from '@/protocol/ids';
import type { CancelResult } from '@/session/cancel-job';
import { useCancelJob } from '@/session/mutations/queue';
import { useSession } from '@/session/session-provider';
import { useToast } from '@/ui/toast';
import { toJobTitle } from '../job-row/job-title';
import { openedId, useOpenWorkflow } from '../open-workflow/use-open-workflow';
import { wordFailure } from '../server-failure/word-failure';
import { goToDocument } from './go-to';
import { runJobAgain, wordAgain } from './run-job-again';
import { t } from './texts';
import { useBusyJobs } from './use-busy-jobs';

/** What can be done with a job from any list. Each says what came of it and never throws. */
export interface JobActions {
  /** Pending until the queue proves it; see `cancellingIds`. */
  readonly cancel: (job: Job) => Promise<void>;
  readonly cancellingIds: ReadonlySet<PromptId>;
  readonly runAgain: (job: Job) => Promise<void>;
  /** Being sent again. */
  readonly sendingIds: ReadonlySet<PromptId>;
  /** Opens beside what is open and goes there. */
  readonly openWorkflow: (job: Job) => Promise<void>;
}

/** The actions of jobs, with their state kept for the whole list. */
export function useJobActions(): JobActions {
  const session = useSession();
  const announce = useToast();
  const { mutateAsync: cancelJob } = useCancelJob();
  const { openJob } = useOpenWorkflow();
  const { ids: cancellingIds, during: duringCancel } = useBusyJobs();
  const { ids: sendingIds, during: duringSend } = useBusyJobs();

  const cancel = useCallback(
    async (job: Job): Promise<void> => {
      const name = toJobTitle(job);
      try {
        const { message, tone } = wordCancel(await duringCancel(job.id, cancelJob(job.id)), name);
        announce(message, tone);
      } catch (error) {
        announce(t.cancelFailed({ name, reason: wordFailure(toAppError(error)) }), 'danger');
      }
    },
    [announce, cancelJob, duringCancel],
  );
  const runAgain = useCallback(
    async (job: Job): Promise<void> => {
      const { message, tone } = wordAgain(await duringSend(job.id, runJobAgain(session, job)), job);
      announce(message, tone);
    },
    [announce, duringSend, session],
  );
  const openWorkflow = useCallback(
    async (job: Job): Promise<void> => {
      const id = openedId(await openJob(job));
      if (id !== null) goToDocument(id);
    },
    [openJob],
  );
  return { cancel, cancellingIds, runAgain, sendingIds, openWorkflow };
}

function wordCancel(result: CancelResult, name: string): { readonly message: string; readonly tone: 'success' | 'info' | 'danger' } {
  switch (result.kind) {
    case 'cancelled':
      return { message: t.cancelled({ name }), tone: 'success' };
    case 'gone':
      return { message: t.goneBefore({ name }), tone: 'info' };
    case 'still-there':
      return { message: t.stillThere({ name }), tone: 'danger' };
  }
}
