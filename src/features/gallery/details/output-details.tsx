import { useMemo } from 'react';
import { toJobTitle } from '@/components/job-row/job-title';
import { JobStateMark } from '@/components/job-row/job-state-mark';
import { findNodeTitle, findSeeds } from '@/components/job-row/prompt-facts';
import type { Job } from '@/jobs/job';
import { findParameters } from '@/jobs/parameters/find-parameters';
import { formatBytes, formatDuration, formatMoment } from '@/lib/format';
import type { JsonObject } from '@/lib/json';
import type { NodeId } from '@/protocol/ids';
import { useSession } from '@/session/session-provider';
import { Skeleton } from '@/ui/states';
import type { GalleryItem } from '../gallery-items';
import type { Mark, MarkChange } from '../marks/mark';
import { MarkEditor } from '../marks/mark-editor';
import { t } from '../texts';
import type { Size } from '../viewer/fit';
import { Fact } from './fact';
import { ParameterFacts } from './parameter-facts';
import { RawSource } from './raw-source';
import { useItemSource } from './use-item-source';

/** What the browser learnt by loading a file. */
export interface LoadedFacts {
  readonly size: Size | null;
  readonly bytes: number | null;
}

export interface OutputDetailsProps {
  readonly item: GalleryItem;
  readonly loaded: LoadedFacts | null;
  readonly mark: Mark | undefined;
  readonly onMark: (change: MarkChange) => void;
}

/** Where an output came from and what it was made with; values can be copied. */
export function OutputDetails({ item, loaded, mark, onMark }: OutputDetailsProps) {
  const { job, output } = item;
  const { file, nodeId } = output;
  const { prompt, workflow, parameters, from, isPending } = useItemSource(item);
  return (
    <div className="flex flex-col gap-3 text-secondary">
      <MarkEditor mark={mark} onChange={onMark} />
      <dl className="flex flex-col gap-3">
        {file !== null && <Fact name={t.fileName}>{file.filename}</Fact>}
        {file !== null && <Fact name={t.folder}>{[file.type, file.subfolder].filter(Boolean).join('/')}</Fact>}
        {loaded?.size && <Fact name={t.dimensions}>{t.dimensionsOf(loaded.size)}</Fact>}
        {loaded !== null && loaded.bytes !== null && <Fact name={t.bytes}>{formatBytes(loaded.bytes)}</Fact>}
        {job !== null && <RunFacts job={job} nodeId={nodeId} />}
        {prompt !== null && <PromptFacts prompt={prompt} nodeId={nodeId} />}
        {parameters !== null && (
          <Fact name={t.foreignParameters} copy={{ label: t.copyParameters, value: parameters }}>
            <span className="whitespace-pre-wrap">{parameters}</span>
          </Fact>
        )}
      </dl>
      {from === 'file' && <p className="text-muted">{t.fromFile}</p>}
      {from === 'nowhere' && isPending && <Skeleton className="h-16" />}
      {from === 'nowhere' && !isPending && <p className="text-muted">{t.fromNowhere}</p>}
      {prompt !== null && <RawSource title={t.rawPrompt} copyLabel={t.copyRawPrompt} json={prompt} />}
      {workflow !== null && <RawSource title={t.rawWorkflow} copyLabel={t.copyRawWorkflow} json={workflow} />}
    </div>
  );
}

function RunFacts({ job, nodeId }: { readonly job: Job; readonly nodeId: NodeId }) {
  const nowMs = useSession().serverNowMs();
  const { startedAtMs, endedAtMs } = job;
  return (
    <>
      <Fact name={t.run}>
        <a href={`#/history/${encodeURIComponent(job.id)}`} className="text-accent underline">
          {toJobTitle(job)}
        </a>{' '}
        <JobStateMark state={job.state} />
      </Fact>
      {endedAtMs !== null && <Fact name={t.madeAt}>{formatMoment(endedAtMs, nowMs)}</Fact>}
      {startedAtMs !== null && endedAtMs !== null && <Fact name={t.took}>{formatDuration(endedAtMs - startedAtMs)}</Fact>}
      <Fact name={t.node}>{t.nodeName({ node: findNodeTitle(job.prompt, nodeId), id: nodeId })}</Fact>
      <Fact name={t.promptId} copy={{ label: t.copyPromptId, value: job.id }}>
        <span className="font-mono break-all">{job.id}</span>
      </Fact>
    </>
  );
}

/** Where no sampler can be told from the graph, its seeds stand by themselves. */
function PromptFacts({ prompt, nodeId }: { readonly prompt: JsonObject; readonly nodeId: NodeId }) {
  const found = useMemo(() => findParameters(prompt, nodeId), [prompt, nodeId]);
  const seeds = found.passes.length === 0 ? findSeeds(prompt) : [];
  return (
    <>
      <ParameterFacts parameters={found} />
      {seeds.map((seed) => (
        <Fact key={`${seed.nodeId} ${seed.name}`} name={t.seed} copy={{ label: t.copySeed, value: seed.value }}>
          {seed.value} <span className="text-muted">{t.nodeName({ node: seed.title, id: seed.nodeId })}</span>
        </Fact>
      ))}
    </>
  );
}
