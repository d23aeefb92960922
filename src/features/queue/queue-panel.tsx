import { StaleNote, STALE_CLASS, useIsStale } from '@/components/job-row/stale-note';
import { wordFailure } from '@/components/server-failure/word-failure';
import { useQueueJobs } from '@/session/use-jobs';
import type { JobsView } from '@/session/use-jobs';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { ClearOwnDialog } from './clear-own-dialog';
import { ClearQueueButton } from './clear-queue-button';
import { LostBar } from './lost-bar';
import { PauseQueueButton } from './pause-queue-button';
import { QueueList } from './queue-list';
import { QueueMenu } from './queue-menu';
import { t } from './texts';
import { useLostJobs } from './use-lost-jobs';

/** What the server runs and what waits, of everybody. */
export function QueuePanel() {
  const view = useQueueJobs();
  const waiting = view.jobs.filter((job) => job.state === 'queued');
  const lost = useLostJobs(view.jobs);
  return (
    <Panel
      title={t.queue}
      actions={
        <>
          <PauseQueueButton />
          <ClearQueueButton waiting={waiting} />
          <QueueMenu waiting={waiting} lost={lost} />
          <ClearOwnDialog waiting={waiting} />
        </>
      }
    >
      <div className="flex h-full flex-col">
        <StaleNote />
        <LostBar lost={lost} />
        <QueueBody view={view} />
      </div>
    </Panel>
  );
}

function QueueBody({ view }: { readonly view: JobsView }) {
  const isStale = useIsStale();
  const { jobs, isPending, error, refetch } = view;
  if (jobs.length > 0) return <QueueList jobs={jobs} className={isStale ? STALE_CLASS : ''} />;
  if (error !== null) return <ErrorState title={t.failed} detail={wordFailure(error)} retryLabel={t.retry} onRetry={refetch} />;
  if (isPending) return <LoadingRows />;
  return <EmptyState title={t.empty} hint={t.emptyHint} />;
}

function LoadingRows() {
  return (
    <div role="status" aria-label={t.loading} className="flex flex-col gap-2 p-3">
      {[1, 2, 3].map((row) => (
        <Skeleton key={row} className="h-12" />
      ))}
    </div>
  );
}
