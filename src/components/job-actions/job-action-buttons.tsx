import { Dices, FolderOpen, Repeat, X } from 'lucide-react';
import type { Job } from '@/jobs/job';
import { IconButton } from '@/ui/button';
import { findSeeds } from '../job-row/prompt-facts';
import { t } from './texts';
import type { JobActions } from './use-job-actions';

export interface JobActionProps {
  readonly job: Job;
  readonly actions: JobActions;
  /** −1 while the row is not the active one of its list. */
  readonly tabIndex?: 0 | -1;
}

/** Takes a job from the queue or stops it. */
export function CancelJobButton({ job, actions, tabIndex = 0 }: JobActionProps) {
  const isCancelling = actions.cancellingIds.has(job.id);
  return (
    <IconButton
      label={t.cancel}
      title={actions.isViewer ? t.viewersLook : isCancelling ? t.cancelling : t.cancel}
      disabled={isCancelling || actions.isViewer}
      tabIndex={tabIndex}
      onClick={() => void actions.cancel(job)}
    >
      <X size={16} strokeWidth={1.75} aria-hidden />
    </IconButton>
  );
}

/** Sends a job once more. */
export function RunAgainButton({ job, actions, tabIndex = 0 }: JobActionProps) {
  const isSending = actions.sendingIds.has(job.id);
  return (
    <IconButton
      label={t.runAgain}
      title={actions.isViewer ? t.viewersLook : isSending ? t.runningAgain : t.runAgain}
      disabled={isSending || actions.isViewer}
      tabIndex={tabIndex}
      onClick={() => void actions.runAgain(job)}
    >
      <Repeat size={16} strokeWidth={1.75} aria-hidden />
    </IconButton>
  );
}

/** Sends a job once more with other seeds. */
export function NewSeedButton({ job, actions, tabIndex = 0 }: JobActionProps) {
  const hasSeed = job.prompt !== null && findSeeds(job.prompt).length > 0;
  const isSending = actions.sendingIds.has(job.id);
  return (
    <IconButton
      label={t.newSeed}
      title={actions.isViewer ? t.viewersLook : isSending ? t.runningAgain : hasSeed ? t.newSeed : t.noSeedHere}
      disabled={isSending || !hasSeed || actions.isViewer}
      tabIndex={tabIndex}
      onClick={() => void actions.runWithNewSeed(job)}
    >
      <Dices size={16} strokeWidth={1.75} aria-hidden />
    </IconButton>
  );
}

/** Opens what a job ran beside what is open. */
export function OpenWorkflowButton({ job, actions, tabIndex = 0 }: JobActionProps) {
  const hasSource = job.workflow !== null || job.prompt !== null;
  return (
    <IconButton
      label={t.openWorkflow}
      title={hasSource ? t.openWorkflow : t.nothingToOpen}
      disabled={!hasSource}
      tabIndex={tabIndex}
      onClick={() => void actions.openWorkflow(job)}
    >
      <FolderOpen size={16} strokeWidth={1.75} aria-hidden />
    </IconButton>
  );
}
