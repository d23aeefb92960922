import { useQuery } from '@tanstack/react-query';
import { Eraser } from 'lucide-react';
import { useState } from 'react';
import { goToJob } from '@/components/job-actions/go-to';
import { CancelJobButton, OpenWorkflowButton, RunAgainButton } from '@/components/job-actions/job-action-buttons';
import { t as actionTexts } from '@/components/job-actions/texts';
import { useJobActions } from '@/components/job-actions/use-job-actions';
import type { JobActions } from '@/components/job-actions/use-job-actions';
import { JobRow } from '@/components/job-row/job-row';
import { useRoving } from '@/components/job-row/use-roving';
import { useVirtualRows } from '@/ui/use-virtual-rows';
import type { Job } from '@/jobs/job';
import { queueQuery } from '@/session/queries/queue';
import { useSession } from '@/session/session-provider';
import { IconButton } from '@/ui/button';
import { toOwners, toQueueFacts } from './job-facts';
import type { Owners } from './job-facts';
import { t } from './texts';

const ROW_HEIGHT = 62;
const RUNNING_HEIGHT = 96;
const NO_OWNERS: Owners = {};

/** What runs and what waits, in the order it will run. */
export function QueueList({ jobs, className }: { readonly jobs: readonly Job[]; readonly className: string }) {
  const session = useSession();
  const { data: owners = NO_OWNERS } = useQuery({ ...queueQuery(session), enabled: false, select: toOwners });
  const actions = useJobActions();
  const keys = jobs.map((job) => job.id);
  const roving = useRoving({ keys });
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const virtualizer = useVirtualRows({
    scroller,
    count: jobs.length,
    getKey: (index) => keys[index] ?? '',
    estimateHeight: (index) => (jobs[index]?.state === 'running' ? RUNNING_HEIGHT : ROW_HEIGHT),
    pinnedIndex: roving.activeIndex,
  });
  const nowMs = session.clock.nowMs();
  return (
    <div ref={setScroller} className={`min-h-0 flex-1 overflow-auto ${className}`}>
      <ul
        aria-label={t.jobs}
        className="relative"
        style={{ height: virtualizer.getTotalSize() }}
        {...roving.containerProps((index) => virtualizer.scrollToIndex(index))}
      >
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const job = jobs[index];
          if (job === undefined) return null;
          const target = roving.targetProps(index);
          return (
            <JobRow
              key={key}
              ref={virtualizer.measureElement}
              job={job}
              facts={toQueueFacts(job, owners, nowMs)}
              isCancelling={actions.cancellingIds.has(job.id)}
              onOpen={() => goToJob(job.id)}
              actions={<RowActions job={job} actions={actions} tabIndex={target.tabIndex} />}
              place={{
                index,
                position: index,
                count: jobs.length,
                style: { position: 'absolute', insetInline: 0, top: 0, transform: `translateY(${start}px)` },
                target,
              }}
            />
          );
        })}
      </ul>
    </div>
  );
}

interface RowActionsProps {
  readonly job: Job;
  readonly actions: JobActions;
  readonly tabIndex: 0 | -1;
}

function RowActions({ job, actions, tabIndex }: RowActionsProps) {
  const { forgetJobs } = useSession();
  const isOwed = job.state === 'lost' || job.state === 'unknown';
  return (
    <>
      {isOwed && <RunAgainButton job={job} actions={actions} tabIndex={tabIndex} />}
      <OpenWorkflowButton job={job} actions={actions} tabIndex={tabIndex} />
      {isOwed ? (
        <IconButton label={actionTexts.dismiss} tabIndex={tabIndex} onClick={() => forgetJobs([job.id])}>
          <Eraser size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
      ) : (
        <CancelJobButton job={job} actions={actions} tabIndex={tabIndex} />
      )}
    </>
  );
}
