import { useEffect, useMemo, useState } from 'react';
import { OpenWorkflowButton, RunAgainButton } from '@/components/job-actions/job-action-buttons';
import type { JobActions } from '@/components/job-actions/use-job-actions';
import { JobRow } from '@/components/job-row/job-row';
import type { RowPlace } from '@/components/job-row/job-row';
import { toJobTitle } from '@/components/job-row/job-title';
import { OwnerMark } from '@/components/job-row/owner-mark';
import { toTellingHint } from '@/components/job-row/telling-values';
import { useRoving } from '@/components/job-row/use-roving';
import { useVirtualRows } from '@/ui/use-virtual-rows';
import type { Job } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';
import { useSession } from '@/session/session-provider';
import { DeleteJobButton } from './delete-job-button';
import { groupByDay, wordDay } from './group-by-day';
import { toDaySpans, toRowIndex } from './history-rows';
import type { DaySpan } from './history-rows';
import { toHistoryFacts } from './job-facts';
import { LeavingRow } from './leaving-row';
import { t } from './texts';
import type { DeleteJob } from './use-delete-job';
import type { Selection } from './use-selection';

const HEADING_HEIGHT = 28;
const ROW_HEIGHT = 62;
/** Rows before the end at which older ones are asked for. */
const NEAR_END = 8;

export interface HistoryListProps {
  readonly jobs: readonly Job[];
  readonly actions: JobActions;
  readonly deletion: DeleteJob;
  readonly selection: Selection;
  readonly selectedId: PromptId | null;
  readonly onSelect: (id: PromptId) => void;
  /** Called near the end of the list. */
  readonly onNearEnd: () => void;
  readonly className: string;
}

/** Finished runs under sticky headings of their days; only those near the view exist. */
export function HistoryList({ jobs, actions, deletion, selection, selectedId, onSelect, onNearEnd, className }: HistoryListProps) {
  const { serverNowMs } = useSession();
  const { keys, spans, rowKeys, headings } = useMemo(() => layOut(jobs), [jobs]);
  const roving = useRoving({ keys });
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const virtualizer = useVirtualRows({
    scroller,
    count: rowKeys.length,
    getKey: (index) => rowKeys[index] ?? '',
    estimateHeight: (index) => (headings.has(index) ? HEADING_HEIGHT : ROW_HEIGHT),
    pinnedIndex: toRowIndex(spans, roving.activeIndex),
  });
  const items = virtualizer.getVirtualItems();
  const isNearEnd = (items.at(-1)?.index ?? 0) >= rowKeys.length - NEAR_END;
  // Synchronises what is loaded with how far the list was scrolled.
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd]);

  const nowMs = serverNowMs();
  const shown = spans.filter((span) => items.some(({ index }) => index >= span.headingIndex && index <= span.lastIndex));
  const reveal = (position: number): void => virtualizer.scrollToIndex(toRowIndex(spans, position));
  const startOf = (index: number): number => virtualizer.measurementsCache[index]?.start ?? 0;
  const endOf = (index: number): number => virtualizer.measurementsCache[index]?.end ?? 0;

  const drawRow = (span: DaySpan, index: number, start: number) => {
    const offset = index - span.headingIndex - 1;
    const job = span.group.jobs[offset];
    if (job === undefined) return null;
    const position = span.firstPosition + offset;
    const place: RowPlace = {
      index,
      position,
      count: jobs.length,
      style: { position: 'absolute', insetInline: 0, top: 0, transform: `translateY(${start - endOf(span.headingIndex)}px)` },
      target: roving.targetProps(position),
    };
    if (deletion.leavingIds.has(job.id)) {
      return (
        <LeavingRow
          key={job.id}
          ref={virtualizer.measureElement}
          name={toJobTitle(job)}
          place={place}
          onUndo={() => deletion.undo(job.id)}
        />
      );
    }
    return (
      <JobRow
        key={job.id}
        ref={virtualizer.measureElement}
        job={job}
        facts={toHistoryFacts(job)}
        owner={(job.isMine || (job.queuedBy ?? null) !== null) && <OwnerMark isMine={job.isMine} name={job.queuedBy ?? null} />}
        hint={toTellingHint(job, [jobs[position - 1], jobs[position + 1]])}
        leading={selection.isOn && <SelectBox job={job} selection={selection} tabIndex={place.target.tabIndex} />}
        isSelected={job.id === selectedId}
        isHeld={virtualizer.isScrolling}
        onOpen={() => onSelect(job.id)}
        actions={!selection.isOn && <RowActions job={job} actions={actions} deletion={deletion} tabIndex={place.target.tabIndex} />}
        place={place}
      />
    );
  };

  return (
    <div ref={setScroller} className={`min-h-0 flex-1 overflow-auto ${className}`}>
      <div className="relative" style={{ height: virtualizer.getTotalSize() }} {...roving.containerProps(reveal)}>
        {shown.map((span) => {
          const { group, headingIndex, lastIndex } = span;
          const day = wordDay(group.atMs, nowMs);
          const top = startOf(headingIndex);
          return (
            <div key={group.key} className="absolute inset-x-0" style={{ top, height: endOf(lastIndex) - top }}>
              <h3
                className="sticky top-0 z-10 flex items-center border-b border-border bg-surface px-3 text-secondary font-semibold text-muted"
                style={{ height: HEADING_HEIGHT }}
              >
                {day}
              </h3>
              <ul aria-label={t.runsOf({ day })} className="relative">
                {items
                  .filter(({ index }) => index > headingIndex && index <= lastIndex)
                  .map(({ index, start }) => drawRow(span, index, start))}
              </ul>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function layOut(jobs: readonly Job[]) {
  const spans = toDaySpans(groupByDay(jobs));
  return {
    spans,
    keys: jobs.map((job) => job.id),
    rowKeys: spans.flatMap(({ group }) => [group.key, ...group.jobs.map((job) => job.id)]),
    headings: new Set(spans.map(({ headingIndex }) => headingIndex)),
  };
}

interface RowActionsProps {
  readonly job: Job;
  readonly actions: JobActions;
  readonly deletion: DeleteJob;
  readonly tabIndex: 0 | -1;
}

function RowActions({ job, actions, deletion, tabIndex }: RowActionsProps) {
  return (
    <>
      <OpenWorkflowButton job={job} actions={actions} tabIndex={tabIndex} />
      <RunAgainButton job={job} actions={actions} tabIndex={tabIndex} />
      <DeleteJobButton job={job} deletion={deletion} tabIndex={tabIndex} />
    </>
  );
}

interface SelectBoxProps {
  readonly job: Job;
  readonly selection: Selection;
  readonly tabIndex: 0 | -1;
}

/** With Shift everything since the last one is taken along. */
function SelectBox({ job, selection, tabIndex }: SelectBoxProps) {
  return (
    <label className="flex h-11 shrink-0 items-center pointer-coarse:min-w-11 pointer-coarse:justify-center">
      <input
        type="checkbox"
        className="size-4 accent-accent"
        aria-label={t.selectRun({ name: toJobTitle(job) })}
        tabIndex={tabIndex}
        checked={selection.ids.has(job.id)}
        onChange={(event) => selection.toggle(job.id, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
      />
    </label>
  );
}
