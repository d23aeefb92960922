import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { GripVertical } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { goToJob } from '@/components/job-actions/go-to';
import { useJobActions } from '@/components/job-actions/use-job-actions';
import { JobRow } from '@/components/job-row/job-row';
import { toJobTitle } from '@/components/job-row/job-title';
import { OwnerMark } from '@/components/job-row/owner-mark';
import { isSameBody, toTellingHint } from '@/components/job-row/telling-values';
import { useRoving } from '@/components/job-row/use-roving';
import type { Job } from '@/jobs/job';
import { queueQuery } from '@/session/queries/queue';
import { useSession } from '@/session/session-provider';
import { useHistoryJobs } from '@/session/use-jobs';
import { useVirtualRows } from '@/ui/use-virtual-rows';
import type { RowVirtualizer } from '@/ui/use-virtual-rows';
import { toExpectedWaits } from './expected-starts';
import { toOwners, toQueueFacts } from './job-facts';
import type { Owners } from './job-facts';
import { toZones, zoneOf } from './queue-zones';
import type { QueueZone } from './queue-zones';
import { RowActions } from './row-actions';
import { t } from './texts';
import { useDragRows } from './use-drag-rows';
import { useQueueOrder } from './use-queue-order';

const ROW_HEIGHT = 62;
const RUNNING_HEIGHT = 96;
const NO_OWNERS: Owners = {};

/** What runs and what waits, in the order it will run; own jobs that wait or are held can be dragged, or moved with Alt and the arrows. */
export function QueueList({ jobs: queued, className }: { readonly jobs: readonly Job[]; readonly className: string }) {
  const session = useSession();
  const { data: owners = NO_OWNERS } = useQuery({ ...queueQuery(session), enabled: false, select: toOwners });
  const actions = useJobActions();
  const { jobs: past } = useHistoryJobs();
  const nowMs = session.serverNowMs();
  const zones = useMemo(() => toZones(queued), [queued]);
  const { rows: jobs, waiting } = zones;
  const waits = useMemo(
    () => toExpectedWaits({ running: jobs.slice(0, waiting.first), waiting: waiting.jobs }, past, nowMs),
    // The time within one state of the queue changes little; each read of it counts anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- as above: `nowMs` would count 5,000 jobs anew with every drawing
    [jobs, past, waiting],
  );
  const keys = useMemo(() => jobs.map((job) => job.id), [jobs]);
  const roving = useRoving({ keys });
  const order = useQueueOrder(zones);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const virtualizer = useVirtualRows({
    scroller,
    count: jobs.length,
    getKey: (index) => keys[index] ?? '',
    estimateHeight: (index) => (jobs[index]?.state === 'running' ? RUNNING_HEIGHT : ROW_HEIGHT),
    pinnedIndex: roving.activeIndex,
  });
  const move = async (job: Job, place: number): Promise<void> => {
    const id = await order.moveTo(job, place);
    if (id !== null) roving.follow(id);
  };
  const zoneAt = (index: number): QueueZone | null => zoneOf(jobs[index], zones);
  const dragging = useDragRows({
    scroller,
    findGap: (offset, key) => {
      const gap = findGap(virtualizer, offset);
      const zone = zoneAt(keys.findIndex((id) => id === key));
      return zone === null ? gap : clamp(gap, zone.first, zone.first + zone.jobs.length);
    },
    onDrop: (key, gap) => {
      const index = keys.findIndex((id) => id === key);
      const [job, zone] = [jobs[index], zoneAt(index)];
      if (job !== undefined && zone !== null) void move(job, toPlace({ index, gap, first: zone.first }));
    },
  });
  const containerProps = roving.containerProps((index) => virtualizer.scrollToIndex(index));
  const handleKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const job = jobs[roving.activeIndex];
    const zone = zoneAt(roving.activeIndex);
    const place = event.altKey && zone !== null ? toKeyPlace(event.key, roving.activeIndex - zone.first, zone.jobs.length) : null;
    if (job === undefined || place === null || !order.canMove(job)) return containerProps.onKeyDown(event);
    event.preventDefault();
    void move(job, place);
  };

  const listProps = { ...containerProps, onKeyDown: handleKeyDown };

  return (
    <div ref={setScroller} className={`min-h-0 flex-1 overflow-auto ${className}`}>
      {waiting.jobs.some(({ isMine }) => isMine) && <OrderNote reason={order.reason} />}
      <p role="status" aria-label={t.orderStatus} className="sr-only">
        {order.spoken}
      </p>
      <ul aria-label={t.jobs} className="relative" style={{ height: virtualizer.getTotalSize() }} {...listProps}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const job = jobs[index];
          if (job === undefined) return null;
          const target = roving.targetProps(index);
          const zone = order.canMove(job) ? zoneOf(job, zones) : null;
          const isMoving = order.movingIds.has(job.id);
          return (
            <JobRow
              key={key}
              ref={virtualizer.measureElement}
              job={job}
              facts={toQueueFacts(job, {
                nowMs,
                waitMs: waits[index - waiting.first] ?? null,
                isRepeat: isSameBody(job, jobs[index - 1]),
              })}
              owner={<OwnerMark isMine={job.isMine} name={job.queuedBy ?? owners[job.id] ?? null} />}
              hint={toTellingHint(job, [jobs[index - 1], jobs[index + 1]])}
              leading={
                zone !== null && (
                  <button
                    type="button"
                    tabIndex={target.tabIndex}
                    disabled={isMoving}
                    aria-label={t.moveHandle({ name: toJobTitle(job) })}
                    title={t.moveHint}
                    {...dragging.handleProps(key.toString())}
                    className="-ml-2 flex h-11 w-6 shrink-0 cursor-grab touch-none items-center justify-center rounded-control text-muted hover:text-text disabled:cursor-progress pointer-coarse:w-11"
                  >
                    <GripVertical size={16} strokeWidth={1.75} aria-hidden />
                  </button>
                )
              }
              isCancelling={actions.cancellingIds.has(job.id)}
              isSelected={dragging.drag?.key === key || isMoving}
              onOpen={() => goToJob(job.id)}
              actions={
                <RowActions
                  job={job}
                  actions={actions}
                  tabIndex={target.tabIndex}
                  place={zone === null ? null : { index: index - zone.first, count: zone.jobs.length }}
                  isMoving={isMoving}
                  onMove={(place) => void move(job, place)}
                />
              }
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
        {dragging.drag !== null && <DropLine top={startOf(virtualizer, dragging.drag.gap)} />}
      </ul>
    </div>
  );
}

/** Why own jobs cannot be moved, where that is so. */
function OrderNote({ reason }: { readonly reason: string | null }) {
  return reason === null ? null : <p className="border-b border-border px-3 py-1.5 text-secondary text-muted">{reason}</p>;
}

function DropLine({ top }: { readonly top: number }) {
  return (
    <li
      aria-hidden
      className={clsx('pointer-events-none absolute inset-x-0 z-10 h-0.5 bg-accent')}
      style={{ transform: `translateY(${top - 1}px)` }}
    />
  );
}

function findGap(virtualizer: RowVirtualizer, offset: number): number {
  const item = virtualizer.getVirtualItemForOffset(Math.max(0, offset));
  if (item === undefined) return 0;
  return offset > item.start + item.size / 2 ? item.index + 1 : item.index;
}

function startOf(virtualizer: RowVirtualizer, gap: number): number {
  const { measurementsCache } = virtualizer;
  return measurementsCache[gap]?.start ?? measurementsCache[gap - 1]?.end ?? 0;
}

/** The place in its zone that a row gets in a gap: gaps behind it count it in. */
function toPlace({ index, gap, first }: { readonly index: number; readonly gap: number; readonly first: number }): number {
  return (gap > index ? gap - 1 : gap) - first;
}

function toKeyPlace(key: string, place: number, count: number): number | null {
  switch (key) {
    case 'ArrowUp':
      return Math.max(0, place - 1);
    case 'ArrowDown':
      return Math.min(count - 1, place + 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
