import { useMemo } from 'react';
import { SelectField } from '@/components/job-row/select-field';
import { toJobTitle } from '@/components/job-row/job-title';
import { wordDifference, type WordedDifference } from '@/components/differences/word-difference';
import { fromPrompt } from '@/graph/diff/diff-graph';
import { findDifferences } from '@/graph/diff/find-differences';
import type { Job } from '@/jobs/job';
import { formatMoment } from '@/lib/format';
import type { PromptId } from '@/protocol/ids';
import { useSession } from '@/session/session-provider';
import { useHistoryJobs, useJob } from '@/session/use-jobs';
import { Skeleton } from '@/ui/states';
import { toShownTime } from './shown-day';
import { RunOutputs } from './run-outputs';
import { t } from './texts';

const SIDES = { added: t.nodeAdded, removed: t.nodeRemoved };

/** Runs offered for comparing; a run further back is compared by picking both in the list. */
const OFFERED_RUNS = 50;

export interface RunDifferenceProps {
  readonly job: Job;
  /** The run it is compared with; null while none is chosen. */
  readonly otherId: PromptId | null;
  readonly onChoose: (id: PromptId | null) => void;
}

/** What another run had otherwise, as a list, with the outputs of both. */
export function RunDifference({ job, otherId, onChoose }: RunDifferenceProps) {
  const { serverNowMs } = useSession();
  const { jobs } = useHistoryJobs();
  const nowMs = serverNowMs();
  const offered = jobs.filter(({ id }) => id !== job.id).slice(0, OFFERED_RUNS);
  const isOffered = otherId === null || offered.some(({ id }) => id === otherId);
  const options = [
    { value: '', label: t.chooseRun },
    ...(isOffered ? [] : [{ value: otherId, label: otherId.slice(0, 8) }]),
    ...offered.map((one) => ({ value: one.id, label: wordRun(one, nowMs) })),
  ];
  return (
    <>
      <SelectField
        label={t.compareWith}
        value={otherId ?? ''}
        options={options}
        onChange={(value) => onChoose(options.some((option) => option.value === value && value !== '') ? (value as PromptId) : null)}
      />
      {otherId !== null && <OtherRun job={job} otherId={otherId} />}
    </>
  );
}

function wordRun(job: Job, nowMs: number): string {
  const atMs = toShownTime(job);
  return atMs === null ? toJobTitle(job) : t.runAt({ name: toJobTitle(job), time: formatMoment(atMs, nowMs) });
}

function OtherRun({ job, otherId }: { readonly job: Job; readonly otherId: PromptId }) {
  const { job: other, isPending } = useJob(otherId);
  if (other === null) return isPending ? <Skeleton className="h-24" /> : <p className="text-muted">{t.noRun}</p>;
  return (
    <>
      <Differences job={job} other={other} />
      <div className="grid gap-3 sm:grid-cols-2">
        <section aria-label={t.outputsOther} className="flex min-w-0 flex-col gap-1">
          <h5 className="text-secondary text-muted">{t.other}</h5>
          <RunOutputs job={other} />
        </section>
        <section aria-label={t.outputsThis} className="flex min-w-0 flex-col gap-1">
          <h5 className="text-secondary text-muted">{t.this}</h5>
          <RunOutputs job={job} />
        </section>
      </div>
    </>
  );
}

function Differences({ job, other }: { readonly job: Job; readonly other: Job }) {
  const rows = useMemo(
    () =>
      job.prompt === null || other.prompt === null
        ? null
        : findDifferences(fromPrompt(other.prompt), fromPrompt(job.prompt)).map((one) => wordDifference(one, SIDES)),
    [job.prompt, other.prompt],
  );
  if (rows === null) return <p className="text-muted">{t.noPrompt}</p>;
  if (rows.length === 0) return <p>{t.noDifference}</p>;
  return (
    <ul aria-label={t.differences} className="flex flex-col rounded-control border border-border">
      {rows.map((row) => (
        <DifferenceRow key={row.key} row={row} />
      ))}
    </ul>
  );
}

function DifferenceRow({ row: { what, where, before, after } }: { readonly row: WordedDifference }) {
  return (
    <li className="grid grid-cols-2 gap-x-3 border-b border-border px-2 py-1.5 text-secondary last:border-b-0">
      <p className="col-span-2 break-words">
        <span className="font-semibold">{what}</span> <span className="text-muted">{where}</span>
      </p>
      {before !== null && (
        <p className="min-w-0 break-words whitespace-pre-wrap text-muted tabular-nums">
          <span className="sr-only">{t.other}: </span>
          {before}
        </p>
      )}
      {after !== null && (
        <p className="min-w-0 break-words whitespace-pre-wrap tabular-nums">
          <span className="sr-only">{t.this}: </span>
          {after}
        </p>
      )}
    </li>
  );
}
