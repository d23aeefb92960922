import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, GitCompare, Workflow } from 'lucide-react';
import type { ReactNode } from 'react';
import { CancelJobButton, NewSeedButton, OpenWorkflowButton, RunAgainButton } from '@/components/job-actions/job-action-buttons';
import type { JobActions } from '@/components/job-actions/use-job-actions';
import { RunError } from '@/components/run-errors/run-error';
import { t as errorTexts } from '@/components/run-errors/texts';
import { JobStateMark } from '@/components/job-row/job-state-mark';
import { toJobTitle } from '@/components/job-row/job-title';
import { wordFailure } from '@/components/server-failure/word-failure';
import type { Job } from '@/jobs/job';
import { isOver } from '@/jobs/merge-jobs';
import type { PromptId } from '@/protocol/ids';
import { historyEntryQuery } from '@/session/queries/history';
import { useSession } from '@/session/session-provider';
import { useJob } from '@/session/use-jobs';
import { IconButton } from '@/ui/button';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { DeleteJobButton } from './delete-job-button';
import { DetailSection } from './detail-section';
import { RunDifference } from './run-difference';
import { RunNodeTimes } from './run-node-times';
import { RunOutputs } from './run-outputs';
import { RunParameters } from './run-parameters';
import { RunSeeds } from './run-seeds';
import { RunTimes } from './run-times';
import { RefusedOutputs } from './refused-outputs';
import { t } from './texts';
import type { DeleteJob } from './use-delete-job';

/** Showing a run as the graph it was. */
export interface RunGraphSwitch {
  readonly isShown: boolean;
  readonly onToggle: (isShown: boolean) => void;
  readonly draw: (job: Job) => ReactNode;
}

export interface RunDetailProps {
  readonly id: PromptId;
  readonly actions: JobActions;
  readonly deletion: DeleteJob;
  /** The run it is compared with: `undefined` shows no difference, `null` asks for a run. */
  readonly comparedId?: PromptId | null;
  readonly onCompare: (id: PromptId | null | undefined) => void;
  readonly graph?: RunGraphSwitch;
  readonly onClose: () => void;
}

/** Everything known about one run, wherever it stands. */
export function RunDetail({ id, actions, deletion, comparedId, onCompare, graph, onClose }: RunDetailProps) {
  const { job, isPending, error } = useJob(id);
  return (
    <section aria-label={t.run} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <header className="flex items-center gap-1 border-b border-border px-2 py-1">
        <IconButton label={t.backToList} onClick={onClose}>
          <ArrowLeft size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <h3 className="min-w-0 flex-1 truncate text-title font-semibold">{job === null ? id.slice(0, 8) : toJobTitle(job)}</h3>
        {job !== null && graph !== undefined && (
          <IconButton
            label={t.showAsGraph}
            title={hasGraph(job) ? t.showAsGraph : t.noPrompt}
            disabled={!hasGraph(job)}
            isPressed={graph.isShown}
            onClick={() => graph.onToggle(!graph.isShown)}
          >
            <Workflow size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
        )}
        {job !== null && (
          <DetailActions
            job={job}
            actions={actions}
            deletion={deletion}
            isComparing={comparedId !== undefined}
            onCompare={onCompare}
            onClose={onClose}
          />
        )}
      </header>
      {job !== null && graph?.isShown === true && hasGraph(job) ? (
        <div className="min-h-0 flex-1">{graph.draw(job)}</div>
      ) : (
        <div className="min-h-0 flex-1 overflow-auto">
          {job === null ? (
            <NoJob isPending={isPending} error={error} />
          ) : (
            <DetailBody job={job} isCancelling={actions.cancellingIds.has(id)} comparedId={comparedId} onCompare={onCompare} />
          )}
        </div>
      )}
    </section>
  );
}

function hasGraph({ workflow, prompt }: Job): boolean {
  return workflow !== null || prompt !== null;
}

function NoJob({ isPending, error }: { readonly isPending: boolean; readonly error: Error | null }) {
  if (error !== null) return <ErrorState title={t.runFailed} detail={wordFailure(error)} />;
  if (!isPending) return <EmptyState title={t.noRun} hint={t.noRunHint} />;
  return (
    <div role="status" aria-label={t.loadingRun} className="flex flex-col gap-3 p-3">
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-40" />
      <Skeleton className="h-24" />
    </div>
  );
}

interface DetailActionsProps extends Omit<RunDetailProps, 'id' | 'comparedId' | 'graph'> {
  readonly job: Job;
  readonly isComparing: boolean;
}

function DetailActions({ job, actions, deletion, isComparing, onCompare, onClose }: DetailActionsProps) {
  if (!isOver(job)) {
    return (
      <>
        <OpenWorkflowButton job={job} actions={actions} />
        <CancelJobButton job={job} actions={actions} />
      </>
    );
  }
  const removal: DeleteJob = {
    ...deletion,
    remove: (one) => {
      deletion.remove(one);
      onClose();
    },
  };
  return (
    <>
      <OpenWorkflowButton job={job} actions={actions} />
      <RunAgainButton job={job} actions={actions} />
      <NewSeedButton job={job} actions={actions} />
      <IconButton
        label={t.compare}
        title={job.prompt === null ? t.noPrompt : t.compareWith}
        disabled={job.prompt === null}
        isPressed={isComparing}
        onClick={() => onCompare(isComparing ? undefined : null)}
      >
        <GitCompare size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <DeleteJobButton job={job} deletion={removal} />
    </>
  );
}

interface DetailBodyProps extends Pick<RunDetailProps, 'onCompare'> {
  readonly job: Job;
  readonly isCancelling: boolean;
  readonly comparedId: PromptId | null | undefined;
}

function DetailBody({ job, isCancelling, comparedId, onCompare }: DetailBodyProps) {
  const session = useSession();
  const { data: entry = null } = useQuery({ ...historyEntryQuery(session, job.id), enabled: isOver(job) });
  return (
    <div className="flex flex-col gap-4 p-3">
      <JobStateMark state={job.state} isCancelling={isCancelling} />
      {job.isGone === true && <p className="text-secondary text-muted">{t.keptHere}</p>}
      {job.state === 'cancelled' && job.error === null && <p>{errorTexts.stopped}</p>}
      {job.error !== null && (
        <DetailSection title={t.error}>
          <RunError error={job.error} prompt={job.prompt} />
        </DetailSection>
      )}
      {comparedId !== undefined && (
        <DetailSection title={t.difference}>
          <RunDifference job={job} otherId={comparedId} onChoose={onCompare} />
        </DetailSection>
      )}
      <DetailSection title={t.outputs}>
        <RunOutputs job={job} />
      </DetailSection>
      <RefusedOutputs job={job} />
      {job.prompt !== null && (
        <DetailSection title={t.seeds}>
          <RunSeeds job={job} prompt={job.prompt} />
        </DetailSection>
      )}
      <DetailSection title={t.times}>
        <RunTimes job={job} entry={entry} />
      </DetailSection>
      <DetailSection title={t.nodeTimes}>
        <RunNodeTimes job={job} />
      </DetailSection>
      <DetailSection title={t.parameters}>
        {job.prompt === null ? <p className="text-muted">{t.noPrompt}</p> : <RunParameters prompt={job.prompt} />}
      </DetailSection>
    </div>
  );
}
