import { findNodeTitle } from '@/components/job-row/prompt-facts';
import { toJobCaption, toJobTitle } from '@/components/job-row/job-title';
import { t as rowTexts } from '@/components/job-row/texts';
import { useLastPreview } from '@/components/last-preview/use-last-preview';
import { toOutputName } from '@/components/output-media/alt-text';
import { CopyButton } from '@/components/output-media/copy-button';
import { MiddleText } from '@/components/output-media/middle-text';
import { toOutputRef, toViewerPath } from '@/components/output-media/output-ref';
import { OutputThumbnail } from '@/components/output-media/output-thumbnail';
import { TextBlock } from '@/components/output-media/text-block';
import type { Job, JobOutput } from '@/jobs/job';
import { isOver } from '@/jobs/merge-jobs';
import { t } from './texts';

/** What a run made: each file leads to the viewer, texts stand here. */
export function RunOutputs({ job }: { readonly job: Job }) {
  if (job.outputs.length === 0) return <NoOutputs job={job} />;
  return (
    <ul aria-label={t.outputs} className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-2">
      {job.outputs.map((output, index) => {
        const ref = toOutputRef(job.id, output, index);
        return output.file === null ? (
          <TextItem key={`${index} ${ref}`} job={job} output={output} outputRef={ref} />
        ) : (
          <FileItem key={`${index} ${ref}`} job={job} output={output} outputRef={ref} />
        );
      })}
    </ul>
  );
}

function NoOutputs({ job }: { readonly job: Job }) {
  const url = useLastPreview(job);
  return (
    <>
      <p className="text-muted">{isOver(job) ? t.noOutputs : t.noOutputsYet}</p>
      {url !== null && (
        <figure className="flex max-w-64 flex-col overflow-hidden rounded-control border border-border">
          <img src={url} alt={rowTexts.lastPreviewOf({ name: toJobTitle(job) })} className="bg-sunken" />
          <figcaption className="px-1.5 py-1 text-secondary text-muted">{t.lastPreview}</figcaption>
        </figure>
      )}
    </>
  );
}

interface ItemProps {
  readonly job: Job;
  readonly output: JobOutput;
  readonly outputRef: string;
}

function FileItem({ job, output, outputRef }: ItemProps) {
  const name = toOutputName(output);
  return (
    <li data-output={outputRef}>
      <a
        href={`#${toViewerPath(outputRef, job.id)}`}
        aria-label={t.openOutput({ name })}
        className="flex flex-col overflow-hidden rounded-control border border-border hover:border-border-strong"
      >
        <span className="block aspect-square bg-sunken">
          <OutputThumbnail jobId={job.id} output={output} caption={toJobCaption(job)} fit="contain" isSmall />
        </span>
        <MiddleText text={name} className="px-1.5 py-1 text-secondary text-muted" />
      </a>
    </li>
  );
}

function TextItem({ job, output, outputRef }: ItemProps) {
  const text = output.text ?? '';
  const label = t.textOutput({ node: findNodeTitle(job.prompt, output.nodeId) });
  return (
    <li data-output={outputRef} className="col-span-full flex flex-col rounded-control border border-border">
      <div className="flex items-center gap-2 px-2 text-secondary text-muted">
        <span className="min-w-0 flex-1 truncate">{label}</span>
        <CopyButton label={t.copyText} value={text} />
      </div>
      <TextBlock label={label} text={text} isWrapped className="max-h-48" />
    </li>
  );
}
