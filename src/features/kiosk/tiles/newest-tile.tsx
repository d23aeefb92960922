import clsx from 'clsx';
import { findShownOutput } from '@/components/job-row/job-thumbnail';
import { toJobTitle } from '@/components/job-row/job-title';
import { useNow } from '@/components/job-row/use-now';
import { MiddleText } from '@/components/output-media/middle-text';
import { toOutputRef } from '@/components/output-media/output-ref';
import type { Job, JobOutput } from '@/jobs/job';
import { useTicks } from '../screen/use-ticks';
import { useWallPrivacy } from '../settings/wall-context';
import { t } from '../texts';
import { wordAgo } from '../word-age';
import { WallPicture } from './wall-picture';

/** So many take turns. */
const ROTATED = 12;
const TURN_MS = 10_000;
const ROWS = 7;

interface Shown {
  readonly job: Job;
  readonly output: JobOutput;
}

interface NewestTileProps {
  readonly past: readonly Job[];
  /** Pictures beside each other. */
  readonly size: 'one' | 'many';
}

/** What came out last, of anybody, in turns; as a list where pictures are not for this wall. */
export function NewestTile({ past, size }: NewestTileProps) {
  const { images } = useWallPrivacy();
  const turn = useTicks(images === 'none' ? null : TURN_MS);
  const shown = past.flatMap(toShown).slice(0, ROTATED);
  const count = Math.min(shown.length, size === 'one' ? 1 : 6);
  const picked = Array.from({ length: count }, (_, index) => shown[(turn * count + index) % shown.length]).filter(isThere);
  return (
    <section aria-label={t.newest} className="flex min-h-0 min-w-0 flex-col gap-[0.4em]">
      <h2 className="font-semibold">{t.newest}</h2>
      {shown.length === 0 && <p className="flex flex-1 items-center justify-center rounded-panel bg-sunken text-muted">{t.noOutput}</p>}
      {shown.length > 0 && images === 'none' && <Rows shown={shown.slice(0, ROWS)} />}
      {picked.length > 0 && images !== 'none' && (
        <ul
          className={clsx('grid min-h-0 flex-1 gap-[0.6em]', size === 'many' && 'auto-rows-fr portrait:grid-cols-2 landscape:grid-cols-3')}
        >
          {picked.map(({ job, output }, index) => (
            <li key={index} className="flex min-h-0 min-w-0 flex-col gap-[0.2em]">
              <div className="min-h-0 flex-1 overflow-hidden rounded-panel bg-sunken">
                <WallPicture
                  key={`${job.id} ${toOutputRef(job.id, output, job.outputs.indexOf(output))}`}
                  job={job}
                  output={output}
                  alt={t.outputOf({ name: toJobTitle(job) })}
                />
              </div>
              <Caption job={job} output={output} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Names of files are made of prompts where people name them so. */
function Caption({ job, output }: Shown) {
  const { isRedacted } = useWallPrivacy();
  const text = isRedacted || output.file === null ? toJobTitle(job) : output.file.filename;
  return <MiddleText text={text} className="text-[0.75em] text-muted" />;
}

function Rows({ shown }: { readonly shown: readonly Shown[] }) {
  const { serverNowMs } = useNow();
  return (
    <ol className="flex min-h-0 flex-1 flex-col flex-wrap overflow-hidden">
      {shown.map(({ job }) => (
        <li key={job.id} className="flex w-full min-w-0 items-baseline gap-[0.6em] border-t border-border py-[0.25em]">
          <MiddleText text={toJobTitle(job)} className="flex-1" />
          <span className="shrink-0 text-[0.75em] whitespace-nowrap text-muted tabular-nums">
            {t.outputs({ count: job.outputs.length })}
            {job.endedAtMs !== null && ` · ${wordAgo(serverNowMs - job.endedAtMs)}`}
          </span>
        </li>
      ))}
    </ol>
  );
}

function toShown(job: Job): readonly Shown[] {
  const output = job.state === 'done' ? findShownOutput(job.outputs) : null;
  return output === null ? [] : [{ job, output }];
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}
