import clsx from 'clsx';
import { Ban, CircleCheck, CircleX } from 'lucide-react';
import { toJobHint, toJobTitle } from '@/components/job-row/job-title';
import { OwnerMark } from '@/components/job-row/owner-mark';
import { useElapsed } from '@/components/job-row/use-elapsed';
import { useJobRun } from '@/components/job-row/use-job-run';
import { useNow } from '@/components/job-row/use-now';
import { wordState } from '@/components/job-row/word-state';
import { useSteady } from '@/components/run-times/use-steady';
import { wordTimeLeft } from '@/components/run-times/word-time-left';
import { STEADY_AFTER_MS } from '@/config/limits';
import type { Job } from '@/jobs/job';
import { useWallPrivacy } from '../settings/wall-context';
import { t } from '../texts';
import { wordAgo, wordTime } from '../word-age';

interface RunningTileProps {
  readonly job: Job | null;
  /** The one that ended last. */
  readonly last: Job | null;
}

/** The running job, large: picture or percent, node, times. Between two jobs, how the last one ended. */
export function RunningTile({ job, last }: RunningTileProps) {
  return (
    <section aria-label={t.now} className="flex min-h-0 min-w-0 flex-col gap-[0.6em]">
      {job === null ? (
        <div className="flex flex-1 flex-col items-center justify-center gap-[0.6em] text-center">
          <p className="text-[1.8em] leading-tight font-semibold">{t.idle}</p>
          {last === null ? <p className="text-muted">{t.idleHint}</p> : <LastJob job={last} />}
        </div>
      ) : (
        <RunningJob key={job.id} job={job} />
      )}
    </section>
  );
}

function LastJob({ job }: { readonly job: Job }) {
  const { serverNowMs } = useNow();
  const Icon = job.state === 'done' ? CircleCheck : job.state === 'failed' ? CircleX : Ban;
  const tone = job.state === 'done' ? 'text-success' : job.state === 'failed' ? 'text-danger' : 'text-text';
  return (
    <p className="flex max-w-full flex-col items-center gap-[0.3em]">
      <span className="max-w-full truncate">{toJobTitle(job)}</span>
      <span className="flex items-center gap-[0.4em] text-muted">
        <Icon strokeWidth={1.75} aria-hidden className={clsx('size-[1em]', tone)} />
        <span className="text-text">{wordState(job.state)}</span>
        {job.endedAtMs !== null && wordAgo(serverNowMs - job.endedAtMs)}
      </span>
    </p>
  );
}

function RunningJob({ job }: { readonly job: Job }) {
  const { share, left, nodeTitle, isTrackLost, previewUrl } = useJobRun(job);
  const { images, isRedacted } = useWallPrivacy();
  const elapsed = useElapsed(job);
  const isSteady = useSteady(job.id, STEADY_AFTER_MS);
  const name = toJobTitle(job);
  const percent = share === null || !isSteady ? null : Math.round(share * 100);
  const time = wordTime(elapsed.ms);
  const where = isTrackLost ? t.lostTrack : (nodeTitle ?? t.notHeard);
  const picture = images === 'none' ? null : previewUrl;
  const figure = percent === null ? null : t.percent({ percent });
  return (
    <div data-job-id={job.id} data-job-state={job.state} className="flex min-h-0 flex-1 flex-col gap-[0.6em]">
      <div className="flex min-h-0 flex-1 items-center justify-center overflow-hidden rounded-panel bg-sunken">
        {picture !== null && (
          <img
            src={picture}
            alt={t.previewOf({ name })}
            className={clsx('size-full object-contain', images === 'blurred' && 'blur-[1em]')}
          />
        )}
        {picture === null && figure !== null && <p className="text-[6em] leading-none font-semibold tabular-nums">{figure}</p>}
        {picture === null && figure === null && <p className="p-[1em] text-center text-[1.2em] text-muted">{where}</p>}
      </div>
      <div className="flex items-end gap-[0.6em]">
        <h2 className="min-w-0 flex-1 truncate text-[1.4em] leading-tight font-semibold">{name}</h2>
        {picture !== null && figure !== null && <span className="text-[2.6em] leading-none font-semibold tabular-nums">{figure}</span>}
      </div>
      {!isRedacted && <p className="line-clamp-2 text-muted">{toJobHint(job)}</p>}
      <div
        role="progressbar"
        aria-label={t.progressOf({ name })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
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
