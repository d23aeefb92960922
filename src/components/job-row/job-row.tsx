import clsx from 'clsx';
import type { CSSProperties, ReactNode, Ref } from 'react';
import type { Job } from '@/jobs/job';
import { formatDuration } from '@/lib/format';
import { ProgressBar } from '@/ui/progress-bar';
import { MiddleText } from '../output-media/middle-text';
import { wordTimeLeft } from '../run-times/word-time-left';
import { explainError } from '../run-errors/explain-error';
import { JobStateMark } from './job-state-mark';
import { JobThumbnail } from './job-thumbnail';
import { toJobHint, toJobTitle } from './job-title';
import { findNodeTitle } from './prompt-facts';
import { t } from './texts';
import { useElapsed } from './use-elapsed';
import { useJobRun } from './use-job-run';
import { useRefusedOutputs } from './use-refused-outputs';

export interface JobRowProps {
  readonly job: Job;
  /** Short facts beside the state: a time, a place in the queue. */
  readonly facts: readonly string[];
  /** Who queued it, where that is to be shown. */
  readonly owner?: ReactNode;
  /** What tells it from its neighbours; its text and seed unless given. */
  readonly hint?: string;
  /** Before its picture: a checkbox, a handle. */
  readonly leading?: ReactNode;
  /** Its buttons. */
  readonly actions: ReactNode;
  /** Told to stop, not proven yet. */
  readonly isCancelling?: boolean;
  readonly isSelected?: boolean;
  /** While a list scrolls. */
  readonly isHeld?: boolean;
  readonly onOpen: () => void;
  /** For the list that measures its rows. */
  readonly ref?: Ref<HTMLLIElement>;
  /** Where the row stands in its list and in the tab order. */
  readonly place: RowPlace;
}

/** Given by the list: position and roving tab stop. */
export interface RowPlace {
  /** Among the rows of the list, headings included. */
  readonly index: number;
  /** Among the jobs. */
  readonly position: number;
  /** Of jobs in the whole list: only some are drawn. */
  readonly count: number;
  readonly style?: CSSProperties;
  readonly target: { readonly tabIndex: 0 | -1; readonly 'data-roving': string };
}

/** A job as one row, the same everywhere: picture, name, state, facts, progress while it runs, buttons. */
export function JobRow(props: JobRowProps) {
  const { job, facts, owner, leading, actions, isCancelling = false, isSelected = false, isHeld = false, onOpen, ref, place } = props;
  const title = toJobTitle(job);
  const hint = props.hint ?? toJobHint(job);
  const isRunning = job.state === 'running';
  const refused = useRefusedOutputs(job);
  return (
    <li
      ref={ref}
      style={place.style}
      data-index={place.index}
      aria-posinset={place.position + 1}
      aria-setsize={place.count}
      data-job-id={job.id}
      data-job-state={job.state}
      data-roving-entry={place.target['data-roving']}
      className={clsx('flex items-start gap-2 border-b border-border px-3 py-2', isSelected ? 'bg-raised' : 'hover:bg-sunken')}
    >
      {leading}
      {isRunning ? <RunningThumbnail job={job} /> : <JobThumbnail job={job} size="small" isHeld={isHeld} />}
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <button
          type="button"
          {...place.target}
          aria-label={t.details({ name: title })}
          aria-current={isSelected ? 'true' : undefined}
          onClick={onOpen}
          className="flex items-center rounded-control text-left font-semibold hover:underline pointer-coarse:min-h-11"
        >
          <MiddleText text={title} />
        </button>
        <p className="flex flex-wrap items-center gap-x-2 text-secondary text-muted tabular-nums">
          <JobStateMark state={job.state} isCancelling={isCancelling} />
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
          {refused.length > 0 && (
            <span className="text-warning" title={refused.map(({ nodeId, title: node }) => `${node} #${nodeId}`).join(', ')}>
              {t.outputsNotRun({ count: refused.length })}
            </span>
          )}
          {owner}
        </p>
        {job.error !== null && (
          <p className="truncate text-secondary text-danger" title={job.error.message.trim()}>
            {t.failedAt({ node: findNodeTitle(job.prompt, job.error.nodeId), reason: explainError(job.error).reason })}
          </p>
        )}
        {hint !== '' && (
          <p className="truncate text-secondary text-muted" title={hint}>
            {hint}
          </p>
        )}
        {isRunning && <RunningProgress key={job.id} job={job} title={title} />}
      </div>
      <div className="flex shrink-0 flex-wrap items-center justify-end pointer-coarse:max-w-24">{actions}</div>
    </li>
  );
}

function RunningThumbnail({ job }: { readonly job: Job }) {
  const { previewUrl } = useJobRun(job);
  return <JobThumbnail job={job} previewUrl={previewUrl} size="large" />;
}

/** Bar, percent, node and time of a running job; the only part of a row that changes with every step. */
function RunningProgress({ job, title }: { readonly job: Job; readonly title: string }) {
  const { share, left, nodeTitle, isTrackLost } = useJobRun(job);
  const elapsed = useElapsed(job);
  const time = wordElapsed(elapsed.ms);
  const facts = [
    share === null ? null : t.percent({ percent: Math.round(share * 100) }),
    isTrackLost ? t.lostTrack : nodeTitle === null ? null : t.atNode({ node: nodeTitle }),
    elapsed.isAtLeast ? t.elapsedAtLeast({ time }) : t.elapsed({ time }),
    left === null ? null : wordTimeLeft(left),
  ].filter((fact) => fact !== null);
  return (
    <>
      <ProgressBar label={t.progressOf({ name: title })} share={share} className="mt-0.5" />
      <p className="flex flex-wrap gap-x-2 text-secondary text-muted tabular-nums">
        {facts.map((fact) => (
          <span key={fact} className="min-w-0 truncate">
            {fact}
          </span>
        ))}
      </p>
    </>
  );
}

/** Counted up once a second, so tenths would only pretend. */
function wordElapsed(ms: number): string {
  return ms < 10_000 ? t.seconds({ seconds: Math.floor(ms / 1_000) }) : formatDuration(ms);
}
