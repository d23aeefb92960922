import { useMemo } from 'react';
import { findSeeds } from '@/components/job-row/prompt-facts';
import { findRecentSeeds } from '@/components/job-row/recent-seeds';
import { CopyButton } from '@/components/output-media/copy-button';
import type { Job } from '@/jobs/job';
import type { JsonObject } from '@/lib/json';
import { useHistoryJobs } from '@/session/use-jobs';
import { t } from './texts';

/** The seeds that ran, to the last digit, and the last ones of the same workflow at hand. */
export function RunSeeds({ job, prompt }: { readonly job: Job; readonly prompt: JsonObject }) {
  const seeds = useMemo(() => findSeeds(prompt), [prompt]);
  const { jobs } = useHistoryJobs();
  const recent = useMemo(() => findRecentSeeds(jobs, ({ workflowName }) => workflowName === job.workflowName), [jobs, job.workflowName]);
  const recentLabel = t.recentSeeds({ count: recent.length, isNamed: job.workflowName !== null });
  if (seeds.length === 0) return <p className="text-muted">{t.noSeeds}</p>;
  return (
    <>
      <ul className="flex flex-col">
        {seeds.map(({ nodeId, title, name, value }) => (
          <li key={`${nodeId} ${name}`} className="flex flex-wrap items-center gap-x-2">
            <span className="font-mono tabular-nums">{value}</span>
            <CopyButton label={t.copySeed({ seed: value })} value={value} />
            <span className="text-secondary text-muted">
              {t.nodeHeading({ node: title, id: nodeId })} · {name}
            </span>
          </li>
        ))}
      </ul>
      {recent.length > 1 && (
        <details>
          <summary className="text-secondary text-muted pointer-coarse:min-h-11">{recentLabel}</summary>
          <ul aria-label={recentLabel} className="mt-1 flex flex-col">
            {recent.map(({ seed, jobId }) => (
              <li key={seed.value} className="flex items-center gap-2">
                <a className="font-mono tabular-nums underline" href={`#/history/${encodeURIComponent(jobId)}`}>
                  {seed.value}
                </a>
                <CopyButton label={t.copySeed({ seed: seed.value })} value={seed.value} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
