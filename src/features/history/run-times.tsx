import { CopyButton } from '@/components/output-media/copy-button';
import type { Job } from '@/jobs/job';
import { toTiming } from '@/jobs/timing';
import { formatDuration, formatMoment } from '@/lib/format';
import type { HistoryEntry } from '@/protocol/history';
import { useSession } from '@/session/session-provider';
import { t } from './texts';

/** When a run was queued, began and ended by the server's clock, how long that took, and who asked for it. */
export function RunTimes({ job, entry }: { readonly job: Job; readonly entry: HistoryEntry | null }) {
  const nowMs = useSession().serverNowMs();
  const { waitedMs, ranMs } = toTiming(job);
  const moment = (atMs: number | null): string => (atMs === null ? t.notKnown : formatMoment(atMs, nowMs));
  const duration = (ms: number | null): string => (ms === null ? t.notKnown : formatDuration(ms));
  const owner = entry?.extraData['queued_by'];
  const facts: readonly (readonly [string, string])[] = [
    [t.queuedAt, moment(job.createdAtMs)],
    [t.startedAt, moment(job.startedAtMs)],
    [t.endedAt, moment(job.endedAtMs)],
    [t.waited, duration(waitedMs)],
    [t.ran, duration(ranMs)],
    ...(job.cachedNodeIds.length === 0 ? [] : [[t.cachedNodes, t.cachedCount({ count: job.cachedNodeIds.length })] as const]),
    ...(typeof owner === 'string' && owner !== '' ? [[t.queuedBy, owner] as const] : []),
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1 tabular-nums">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
      <dt className="text-muted">{t.promptId}</dt>
      <dd className="flex min-w-0 items-center gap-1">
        <span className="min-w-0 truncate font-mono text-secondary">{job.id}</span>
        <CopyButton label={t.copyPromptId} value={job.id} />
      </dd>
    </dl>
  );
}
