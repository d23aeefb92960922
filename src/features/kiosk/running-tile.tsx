import { toJobTitle } from '@/components/job-row/job-title';
import { OwnerMark } from '@/components/job-row/owner-mark';
import { useElapsed } from '@/components/job-row/use-elapsed';
import { useJobRun } from '@/components/job-row/use-job-run';
import { useSteady } from '@/components/run-times/use-steady';
import { wordTimeLeft } from '@/components/run-times/word-time-left';
import { STEADY_AFTER_MS } from '@/config/limits';
import type { Job } from '@/jobs/job';
import { formatDuration } from '@/lib/format';
import { t } from './texts';

/** The running job, large: picture, percent, node, times. */
export function RunningTile({ job }: { readonly job: Job | null }) {
  return (
    <section aria-label={t.now} className="flex min-h-0 min-w-0 flex-col gap-[0.6em]">
      {job === null ? (
        <div className="flex flex-1 flex-col items-center justify-center gap-[0.3em] text-center">
          <p className="text-[1.6em] leading-tight font-semibold">{t.idle}</p>
          <p className="text-muted">{t.idleHint}</p>
        </div>
      ) : (
        <RunningJob key={job.id} job={job} />
      )}
    </section>
  );
}

function RunningJob({ job }: { readonly job: Job }) {
  const { share, left, nodeTitle, isTrackLost, previewUrl } = useJobRun(job);
  const elapsed = useElapsed(job);
  const isSteady = useSteady(job.id, STEADY_AFTER_MS);
  const name = toJobTitle(job);
  const percent = share === null ? null : Math.round(share * 100);
  const time = formatDuration(Math.floor(elapsed.ms / 1_000) * 1_000).replace('.0 s', ' s');
  const where = isTrackLost ? t.lostTrack : (nodeTitle ?? t.notHeard);
  return (
    <div data-job-id={job.id} data-job-state={job.state} className="flex min-h-0 flex-1 flex-col gap-[0.6em]">
      <div className="flex min-h-0 flex-1 items-center justify-center overflow-hidden rounded-panel bg-sunken">
        {previewUrl === null ? (
          <p className="p-[1em] text-center text-[1.2em] text-muted">{where}</p>
        ) : (
          <img src={previewUrl} alt={t.previewOf({ name })} className="size-full object-contain" />
        )}
      </div>
      <div className="flex items-end gap-[0.6em]">
        <h2 className="min-w-0 flex-1 truncate text-[1.4em] leading-tight font-semibold">{name}</h2>
        {percent !== null && isSteady && (
          <span className="text-[2.2em] leading-none font-semibold tabular-nums">{t.percent({ percent })}</span>
        )}
      </div>
      <div
        role="progressbar"
        aria-label={t.progressOf({ name })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent ?? undefined}
        className="h-[0.5em] shrink-0 overflow-hidden rounded-full bg-sunken"
      >
        <div className="h-full w-full origin-left bg-accent" style={{ transform: `scaleX(${share ?? 0})` }} />
      </div>
      <p className="flex flex-wrap gap-x-[1em] text-muted tabular-nums">
        <span className="text-text">{where}</span>
        <span>{elapsed.isAtLeast ? t.elapsedAtLeast({ time }) : t.elapsed({ time })}</span>
        {left !== null && <span>{wordTimeLeft(left)}</span>}
        {typeof job.queuedBy === 'string' && <OwnerMark isMine={false} name={job.queuedBy} />}
      </p>
    </div>
  );
}
