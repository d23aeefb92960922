import { findShownOutput } from '@/components/job-row/job-thumbnail';
import { toJobTitle } from '@/components/job-row/job-title';
import { toOutputRef } from '@/components/output-media/output-ref';
import { OutputThumbnail } from '@/components/output-media/output-thumbnail';
import type { Job } from '@/jobs/job';
import { t } from './texts';

/** The newest output of anybody, named by its file: prompts are not for a wall. */
export function NewestTile({ past }: { readonly past: readonly Job[] }) {
  const job = past.find(({ state, outputs }) => state === 'done' && outputs.length > 0) ?? null;
  const output = job === null ? null : findShownOutput(job.outputs);
  return (
    <section aria-label={t.newest} className="flex min-h-0 min-w-0 flex-col gap-[0.4em]">
      <h2 className="flex min-w-0 items-baseline gap-[0.5em] font-semibold">
        {t.newest}
        {job !== null && <span className="min-w-0 truncate text-[0.75em] font-normal text-muted">{toJobTitle(job)}</span>}
      </h2>
      <div className="min-h-0 flex-1 overflow-hidden rounded-panel bg-sunken">
        {job !== null && output !== null ? (
          <OutputThumbnail
            key={`${job.id} ${toOutputRef(job.id, output, job.outputs.indexOf(output))}`}
            jobId={job.id}
            output={output}
            caption=""
            fit="contain"
          />
        ) : (
          <p className="flex size-full items-center justify-center p-[1em] text-muted">{t.noOutput}</p>
        )}
      </div>
    </section>
  );
}
