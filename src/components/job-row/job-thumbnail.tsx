import clsx from 'clsx';
import type { Job, JobOutput } from '@/jobs/job';
import { useLastPreview } from '../last-preview/use-last-preview';
import { MediaIcon } from '../output-media/media-icon';
import { toOutputRef } from '../output-media/output-ref';
import { OutputThumbnail } from '../output-media/output-thumbnail';
import { toJobCaption, toJobTitle } from './job-title';
import { t } from './texts';

export interface JobThumbnailProps {
  readonly job: Job;
  /** Shown instead of an output. */
  readonly previewUrl?: string | null;
  readonly size: 'small' | 'large';
  readonly isHeld?: boolean;
}

/** One square for a job: its live preview or, of a run that was stopped, the last one, else its best output, else an icon. */
export function JobThumbnail({ job, previewUrl: liveUrl = null, size, isHeld = false }: JobThumbnailProps) {
  const lastUrl = useLastPreview(job);
  const previewUrl = liveUrl ?? lastUrl;
  const output = previewUrl === null ? findShownOutput(job.outputs) : null;
  return (
    <div
      className={clsx(
        'relative shrink-0 overflow-hidden rounded-control border border-border bg-sunken text-muted',
        size === 'large' ? 'size-16' : 'size-11',
      )}
    >
      {previewUrl !== null && (
        <img
          src={previewUrl}
          alt={(liveUrl === null ? t.lastPreviewOf : t.previewOf)({ name: toJobTitle(job) })}
          draggable={false}
          className="size-full object-cover"
        />
      )}
      {output !== null && (
        <OutputThumbnail
          key={toOutputRef(job.id, output, job.outputs.indexOf(output))}
          jobId={job.id}
          output={output}
          caption={toJobCaption(job)}
          fit="cover"
          isSmall
          isHeld={isHeld}
        />
      )}
      {previewUrl === null && output === null && (
        <div className="flex size-full items-center justify-center">
          <MediaIcon kind="image" />
        </div>
      )}
    </div>
  );
}

/** What was saved before what was only previewed, pictures before all else. */
export function findShownOutput(outputs: readonly JobOutput[]): JobOutput | null {
  const rank = ({ kind, file }: JobOutput): number => (kind === 'image' || kind === 'video' ? 0 : 2) + (file?.type === 'output' ? 0 : 1);
  return outputs.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}
