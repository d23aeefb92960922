import clsx from 'clsx';
import { memo, type ReactNode } from 'react';
import { JobStateMark } from '@/components/job-row/job-state-mark';
import { findShownOutput } from '@/components/job-row/job-thumbnail';
import { useJobRun } from '@/components/job-row/use-job-run';
import { wordState } from '@/components/job-row/word-state';
import { toOutputRef, toViewerPath } from '@/components/output-media/output-ref';
import { OutputThumbnail } from '@/components/output-media/output-thumbnail';
import type { VariationNote } from '@/components/run-workflow/deck-notes';
import type { Job, JobState } from '@/jobs/job';
import { ProgressBar } from '@/ui/progress-bar';
import { t } from './texts';

const CELL =
  'relative flex size-full flex-col items-center justify-center gap-1 overflow-hidden rounded-control border border-border bg-sunken text-secondary';

export interface ResultCellProps {
  readonly job: Job;
  readonly note: VariationNote;
  readonly sizePx: number;
}

/** One run of a grid: its output, else its state; leads to the picture, or to the run where there is none. */
export const ResultCell = memo(function ResultCell({ job, note, sizePx }: ResultCellProps) {
  const labels = wordLabels(note);
  const output = findShownOutput(job.outputs);
  if (output === null) {
    return (
      <CellLink job={job} labels={labels} path={toRunPath(job)}>
        {job.state === 'running' ? <RunningCell job={job} labels={labels} /> : <StateWord state={job.state} />}
      </CellLink>
    );
  }
  const ref = toOutputRef(job.id, output, job.outputs.indexOf(output));
  return (
    <CellLink job={job} labels={labels} path={toViewerPath(ref, job.id)}>
      <OutputThumbnail key={ref} jobId={job.id} output={output} caption={labels} fit="contain" sizePx={sizePx} />
    </CellLink>
  );
});

interface CellLinkProps {
  readonly job: Job;
  readonly labels: string;
  readonly path: string;
  readonly children: ReactNode;
}

function CellLink({ job: { id, state }, labels, path, children }: CellLinkProps) {
  const name = t.cell({ labels, state: wordState(state) });
  return (
    <a
      href={`#${path}`}
      aria-label={name}
      title={labels}
      data-job-id={id}
      data-job-state={state}
      className={clsx(CELL, 'hover:border-accent', state === 'failed' && 'border-danger')}
    >
      {children}
    </a>
  );
}

/** The place of a run that is not there. */
export function MissingCell() {
  return <div className={clsx(CELL, 'border-dashed text-muted')}>{t.notRun}</div>;
}

function StateWord({ state }: { readonly state: JobState }) {
  // Nothing to show although it is done: everything came from the cache.
  if (state === 'done') return <span className="p-2 text-center text-muted">{t.noOutput}</span>;
  return <JobStateMark state={state} />;
}

/** Changes with every step, so it stands alone. */
function RunningCell({ job, labels }: { readonly job: Job; readonly labels: string }) {
  const { share, previewUrl } = useJobRun(job);
  return (
    <>
      {previewUrl === null ? (
        <JobStateMark state="running" />
      ) : (
        <img src={previewUrl} alt={t.preview({ labels })} className="absolute inset-0 size-full object-contain" />
      )}
      <ProgressBar label={labels} share={share} className="absolute inset-x-1 bottom-1" />
    </>
  );
}

/** A job that is over has a page of its own; the others stand in the queue. */
function toRunPath({ id, state }: Job): string {
  return state === 'done' || state === 'failed' || state === 'cancelled' ? `/history/${encodeURIComponent(id)}` : '/queue';
}

function wordLabels({ axes, labels }: VariationNote): string {
  return labels.map((value, index) => t.label({ axis: axes[index] ?? '', value })).join(', ');
}
