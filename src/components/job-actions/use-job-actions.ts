import { useCallback } from 'react';
import type { Job } from '@/jobs/job';
import { toAppError } from '@/lib/errors';
import type { PromptId } from '@/protocol/ids';
import type { CancelResult } from '@/session/cancel-job';
import { useCancelJob } from '@/session/mutations/queue';
import { useIsViewer } from '@/session/use-access';
import { useSession } from '@/session/session-provider';
import { useToast } from '@/ui/toast';
import { addRun, changeRuns } from '@/workspace/runs';
import { useWorkspace } from '@/workspace/use-workspace';
import type { Workspace } from '@/workspace/workspace';
import { toJobTitle } from '../job-row/job-title';
import { openedId, useOpenWorkflow } from '../open-workflow/use-open-workflow';
import { documentOfWorkflow } from '../run-workflow/deck-notes';
import { wordFailure } from '../server-failure/word-failure';
import { goToDocument } from './go-to';
import { runJobAgain, runJobWithNewSeed, wordAgain } from './run-job-again';
import { t } from './texts';
import { useBusyJobs } from './use-busy-jobs';

/** What can be done with a job from any list. Each says what came of it and never throws. */
export interface JobActions {
  /** Pending until the queue proves it; see `cancellingIds`. */
  readonly cancel: (job: Job) => Promise<void>;
  readonly cancellingIds: ReadonlySet<PromptId>;
  readonly runAgain: (job: Job) => Promise<void>;
  readonly runWithNewSeed: (job: Job) => Promise<void>;
  /** Being sent again. */
  readonly sendingIds: ReadonlySet<PromptId>;
  /** The server takes no changes from this page. */
  readonly isViewer: boolean;
  /** Opens beside what is open and goes there. */
  readonly openWorkflow: (job: Job) => Promise<void>;
}

/** The actions of jobs, with their state kept for the whole list. */
export function useJobActions(): JobActions {
  const session = useSession();
  const workspace = useWorkspace();
  const announce = useToast();
  const { mutateAsync: cancelJob } = useCancelJob();
  const { openJob } = useOpenWorkflow();
  const isViewer = useIsViewer();
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
  const send = useCallback(
    async (job: Job, run: typeof runJobAgain): Promise<void> => {
      const outcome = await duringSend(job.id, run(session, job, workspace.preferences.getState().displayName));
      if (outcome.kind === 'accepted') followOnGraph(workspace, job, outcome.promptId);
      const { message, tone } = wordAgain(outcome, job);
      announce(message, tone);
    },
    [announce, duringSend, session, workspace],
  );
  const runAgain = useCallback((job: Job) => send(job, runJobAgain), [send]);
  const runWithNewSeed = useCallback((job: Job) => send(job, runJobWithNewSeed), [send]);
  const openWorkflow = useCallback(
    async (job: Job): Promise<void> => {
      const id = openedId(await openJob(job));
      if (id === null) return;
      // The graph shows the outputs of the document's last run.
      workspace.runs.setState((state) => changeRuns(state, id, (runs) => addRun(runs, job.id)));
      goToDocument(id);
    },
    [openJob, workspace],
  );
  return { cancel, cancellingIds, runAgain, runWithNewSeed, sendingIds, isViewer, openWorkflow };
}

/** The open document a job came from shows the new run as one of its own. */
function followOnGraph(workspace: Workspace, job: Job, promptId: PromptId): void {
  const id = documentOfWorkflow(job.workflow);
  if (id === null || workspace.documents.getState().documents[id] === undefined) return;
  workspace.runs.setState((state) => changeRuns(state, id, (runs) => addRun(runs, promptId)));
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
