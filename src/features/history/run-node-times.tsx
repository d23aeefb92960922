import { useMemo } from 'react';
import { findNodeTitle } from '@/components/job-row/prompt-facts';
import type { Job, NodeRunState } from '@/jobs/job';
import { formatDuration } from '@/lib/format';
import { toNodeId } from '@/protocol/ids';
import { useLive } from '@/session/use-live';
import { t } from './texts';

/** How long each node took, longest first, as bars of the longest. Only a page that watched the run knows. */
export function RunNodeTimes({ job }: { readonly job: Job }) {
  const nodes = useLive((state) => state.runs[job.id]?.nodes);
  const times = useMemo(() => toNodeTimes(nodes ?? {}), [nodes]);
  const [longest] = times;
  if (longest === undefined) return <p className="text-muted">{t.notWatched}</p>;
  const total = times.reduce((sum, { tookMs }) => sum + tookMs, 0);
  return (
    <ul
      aria-label={t.nodeTimes}
      className="grid grid-cols-[minmax(0,12rem)_minmax(3rem,1fr)_auto_auto] items-center gap-x-3 gap-y-1 text-secondary"
    >
      {times.map(({ nodeId, tookMs }) => (
        <li key={nodeId} className="contents">
          <span className="truncate" title={findNodeTitle(job.prompt, toNodeId(nodeId))}>
            {t.nodeHeading({ node: findNodeTitle(job.prompt, toNodeId(nodeId)), id: nodeId })}
          </span>
          <span aria-hidden className="h-2 rounded-control bg-sunken">
            <span className="block h-full rounded-control bg-accent" style={{ width: `${(tookMs / longest.tookMs) * 100}%` }} />
          </span>
          <span className="text-right tabular-nums">{formatDuration(tookMs)}</span>
          <span className="text-right text-muted tabular-nums">
            {t.percent({ percent: total === 0 ? 0 : Math.round((tookMs / total) * 100) })}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Nodes that were heard to begin and end, longest first. Those taken from the cache took no time and are not among them. */
export function toNodeTimes(
  nodes: Readonly<Record<string, NodeRunState>>,
): readonly { readonly nodeId: string; readonly tookMs: number }[] {
  return Object.entries(nodes)
    .flatMap(([nodeId, { tookMs }]) => (tookMs === null ? [] : [{ nodeId, tookMs }]))
    .toSorted((a, b) => b.tookMs - a.tookMs);
}
