import { toJobTitle } from '@/components/job-row/job-title';
import { OwnerMark } from '@/components/job-row/owner-mark';
import { MiddleText } from '@/components/output-media/middle-text';
import type { Job } from '@/jobs/job';
import { t } from '../texts';

/** A wall is read, not scrolled. */
const ROWS = 7;

/** The next jobs in order, without their prompts: a wall has other readers than a desk. `null` while the queue was never read. */
export function QueueTile({ waiting }: { readonly waiting: readonly Job[] | null }) {
  const rows = waiting?.slice(0, ROWS) ?? [];
  const hidden = (waiting?.length ?? 0) - rows.length;
  return (
    <section aria-label={t.queue} className="flex min-h-0 min-w-0 flex-col gap-[0.4em]">
      <h2 className="flex items-baseline gap-[0.5em] font-semibold">
        {t.queue}
        <span className="text-muted tabular-nums">{waiting?.length ?? '–'}</span>
      </h2>
      {rows.length === 0 && <p className="text-muted">{waiting === null ? t.queueUnknown : t.queueEmpty}</p>}
      <ol className="flex min-h-0 min-w-0 flex-col overflow-hidden">
        {rows.map((job, index) => (
          <li
            key={job.id}
            data-job-id={job.id}
            data-job-state={job.state}
            className="flex min-w-0 items-baseline gap-[0.6em] border-t border-border py-[0.25em]"
          >
            <span className="w-[1.2em] shrink-0 text-right text-muted tabular-nums">{index + 1}</span>
            <MiddleText text={toJobTitle(job)} className="flex-1" />
            {job.queuedBy !== null && job.queuedBy !== undefined && (
              <span className="max-w-[30%] shrink-0 truncate text-[0.75em] text-muted">
                <OwnerMark isMine={false} name={job.queuedBy} />
              </span>
            )}
          </li>
        ))}
      </ol>
      {hidden > 0 && <p className="text-[0.75em] text-muted tabular-nums">{t.more({ count: hidden })}</p>}
    </section>
  );
}
