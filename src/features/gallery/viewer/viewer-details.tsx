import type { ReactNode } from 'react';
import { toJobTitle } from '@/components/job-row/job-title';
import { JobStateMark } from '@/components/job-row/job-state-mark';
import { findNodeTitle, findPromptTexts, findSeeds } from '@/components/job-row/prompt-facts';
import { CopyButton } from '@/components/output-media/copy-button';
import { formatBytes, formatMoment } from '@/lib/format';
import { useSession } from '@/session/session-provider';
import type { GalleryItem } from '../gallery-items';
import { t } from '../texts';
import type { Size } from './fit';

/** What the browser learnt by loading a file. */
export interface LoadedFacts {
  readonly size: Size | null;
  readonly bytes: number | null;
}

/** Where an output came from and what it was made with; values can be copied. */
export function ViewerDetails({ item, loaded }: { readonly item: GalleryItem; readonly loaded: LoadedFacts | null }) {
  const nowMs = useSession().serverNowMs();
  const { job, output } = item;
  const { file, nodeId } = output;
  const prompt = job?.prompt ?? null;
  const madeAtMs = job?.endedAtMs ?? null;
  return (
    <dl className="flex flex-col gap-3 text-secondary">
      {file !== null && <Fact name={t.fileName}>{file.filename}</Fact>}
      {file !== null && <Fact name={t.folder}>{[file.type, file.subfolder].filter(Boolean).join('/')}</Fact>}
      {loaded?.size && <Fact name={t.dimensions}>{t.dimensionsOf(loaded.size)}</Fact>}
      {loaded !== null && loaded.bytes !== null && <Fact name={t.bytes}>{formatBytes(loaded.bytes)}</Fact>}
      {job !== null && (
        <>
          <Fact name={t.run}>
            <a href={`#/history/${encodeURIComponent(job.id)}`} className="text-accent underline">
              {toJobTitle(job)}
            </a>{' '}
            <JobStateMark state={job.state} />
          </Fact>
          {madeAtMs !== null && <Fact name={t.madeAt}>{formatMoment(madeAtMs, nowMs)}</Fact>}
          <Fact name={t.node}>{t.nodeName({ node: findNodeTitle(prompt, nodeId), id: nodeId })}</Fact>
          <Fact name={t.promptId} copy={{ label: t.copyPromptId, value: job.id }}>
            <span className="font-mono break-all">{job.id}</span>
          </Fact>
        </>
      )}
      {prompt !== null &&
        findSeeds(prompt).map((seed) => (
          <Fact key={`${seed.nodeId} ${seed.name}`} name={t.seed} copy={{ label: t.copySeed, value: seed.value }}>
            {seed.value} <span className="text-muted">{t.nodeName({ node: seed.title, id: seed.nodeId })}</span>
          </Fact>
        ))}
      {prompt !== null &&
        findPromptTexts(prompt).map((text) => (
          <Fact key={`${text.nodeId} ${text.name}`} name={t.prompt} copy={{ label: t.copyPrompt, value: text.value }}>
            <span className="whitespace-pre-wrap">{text.value}</span>{' '}
            <span className="text-muted">{t.nodeName({ node: text.title, id: text.nodeId })}</span>
          </Fact>
        ))}
    </dl>
  );
}

interface FactProps {
  readonly name: string;
  readonly copy?: { readonly label: string; readonly value: string };
  readonly children: ReactNode;
}

function Fact({ name, copy, children }: FactProps) {
  return (
    <div>
      <dt className="text-muted">{name}</dt>
      <dd className="flex items-start gap-1 tabular-nums">
        <span className="min-w-0 flex-1 break-words">{children}</span>
        {copy !== undefined && <CopyButton label={copy.label} value={copy.value} />}
      </dd>
    </div>
  );
}
