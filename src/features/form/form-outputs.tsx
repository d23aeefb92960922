import { JobStateMark } from '@/components/job-row/job-state-mark';
import { explainError } from '@/components/run-errors/explain-error';
import { toJobCaption } from '@/components/job-row/job-title';
import { useJobRun } from '@/components/job-row/use-job-run';
import { toOutputRef, toViewerPath } from '@/components/output-media/output-ref';
import { OutputThumbnail } from '@/components/output-media/output-thumbnail';
import { TextBlock } from '@/components/output-media/text-block';
import { useDocumentRun } from '@/components/run-workflow/use-run-workflow';
import type { Job } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';
import { useJob } from '@/session/use-jobs';
import { ProgressBar } from '@/ui/progress-bar';
import type { DocumentId } from '@/workspace/workspace';
import { t } from './texts';

/** What the document's last run made, or how far it is. */
export function FormOutputs({ documentId }: { readonly documentId: DocumentId }) {
  const promptId = useDocumentRun(documentId);
  return (
    <section aria-label={t.outputs} className="flex min-w-0 flex-col gap-2">
      <h3 className="font-semibold">{t.outputs}</h3>
      {promptId === null ? <p className="text-muted">{t.noOutputs}</p> : <RunOutputs promptId={promptId} />}
    </section>
  );
}

function RunOutputs({ promptId }: { readonly promptId: PromptId }) {
  const { job } = useJob(promptId);
  if (job === null) return <p className="text-muted">{t.noOutputs}</p>;
  return (
    <>
      <RunState job={job} />
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(12rem,1fr))] gap-2">
        {job.outputs.map((output, index) => {
          const ref = toOutputRef(job.id, output, index);
          return (
            <li key={`${index} ${ref}`} data-output={ref}>
              {output.file === null ? (
                <TextBlock label={t.textOutput} text={output.text ?? ''} isWrapped className="max-h-64" />
              ) : (
                <a
                  href={`#${toViewerPath(ref, job.id)}`}
                  aria-label={t.outputAlt({ file: output.file.filename })}
                  className="block overflow-hidden rounded-control border border-border hover:border-border-strong"
                >
                  <span className="block aspect-square bg-sunken">
                    <OutputThumbnail jobId={job.id} output={output} caption={toJobCaption(job)} fit="contain" />
                  </span>
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function RunState({ job }: { readonly job: Job }) {
  return (
    <div className="flex flex-col gap-2">
      <JobStateMark state={job.state} />
      {job.state === 'running' && <Progress job={job} />}
      {job.error !== null && <p className="break-words text-danger">{explainError(job.error).reason}</p>}
    </div>
  );
}

/** Changes with every step of the run, hence small. */
function Progress({ job }: { readonly job: Job }) {
  const { share, nodeTitle, previewUrl } = useJobRun(job);
  return (
    <>
      <ProgressBar label={t.progress} share={share} />
      {nodeTitle !== null && <p className="text-secondary text-muted">{nodeTitle}</p>}
      {previewUrl !== null && <img src={previewUrl} alt={t.preview} className="max-h-96 w-full rounded-control bg-sunken object-contain" />}
    </>
  );
}
