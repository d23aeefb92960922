import { useEffect, useMemo, useState } from 'react';
import type { Ref } from 'react';
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
import type { PastSection } from '@/jobs/past-sections';
import type { PromptId } from '@/protocol/ids';
import { useSession } from '@/session/session-provider';
import { useFullJob } from '@/session/use-full-job';
import { DeleteJobButton } from './delete-job-button';
import { createHistoryRows } from './history-rows';
import type { DaySpan, HistoryRows } from './history-rows';
import { toHistoryFacts } from './job-facts';
import { LeavingRow } from './leaving-row';
import { wordDay } from './shown-day';
import { t } from './texts';
import type { DeleteJob } from './use-delete-job';
import type { Selection } from './use-selection';
import { ROW_HEIGHT, WaitingRow } from './waiting-row';

const HEADING_HEIGHT = 28;
/** Rows before the end at which older ones are asked for. */
const NEAR_END = 14;

export interface HistoryListProps {
  readonly sections: readonly PastSection[];
  readonly actions: JobActions;
  readonly deletion: DeleteJob;
  readonly selection: Selection;
  readonly selectedId: PromptId | null;
  readonly onSelect: (id: PromptId) => void;
  /** Called near the end of the list. */
  readonly onNearEnd: () => void;
  /** Called with the slots of the server's list that are in or near the view. */
  readonly onLook: (newestSlot: number, oldestSlot: number) => void;
  readonly className: string;
}

/** Finished runs under sticky headings of their days; only those near the view exist. */
export function HistoryList(props: HistoryListProps) {
  const { sections, deletion, selectedId, onNearEnd, onLook, className } = props;
  const { serverNowMs } = useSession();
  const rows = useMemo(() => createHistoryRows(sections), [sections]);
  const roving = useRoving({ keys: rows });
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const { spans } = rows;
  const virtualizer = useVirtualRows({
    scroller,
    count: rows.rowCount,
    getKey: rows.rowKey,
    estimateHeight: (index) => (rows.positionOf(index) < 0 ? HEADING_HEIGHT : ROW_HEIGHT),
    pinnedIndex: rows.rowOf(roving.activeIndex),
    keepsPlace: true,
  });
  const items = virtualizer.getVirtualItems();
  // Not `items`: the one with the keyboard is among them wherever it is.
  const { startIndex = 0, endIndex = -1 } = virtualizer.range ?? {};
  const isNearEnd = endIndex >= rows.rowCount - NEAR_END;
  // Synchronises what is loaded with how far the list was scrolled.
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd]);
  const [newestSlot, oldestSlot] = findSlots(rows, startIndex, endIndex);
  // The same for the pages of what is in view.
  useEffect(() => {
    if (newestSlot !== null && oldestSlot !== null) onLook(newestSlot, oldestSlot);
  }, [newestSlot, oldestSlot, onLook]);

  const nowMs = serverNowMs();
  const shown = spans.filter((span) => items.some(({ index }) => index >= span.headingIndex && index <= span.lastIndex));
  const reveal = (position: number): void => virtualizer.scrollToIndex(rows.rowOf(position));
  const startOf = (index: number): number => virtualizer.measurementsCache[index]?.start ?? 0;
  const endOf = (index: number): number => virtualizer.measurementsCache[index]?.end ?? 0;

  const drawRow = (span: DaySpan, index: number, start: number) => {
    const position = rows.positionOf(index);
    const job = rows.placeAt(position)?.job ?? null;
    const place: RowPlace = {
      index,
      position,
      count: rows.length,
      style: { position: 'absolute', insetInline: 0, top: 0, transform: `translateY(${start - endOf(span.headingIndex)}px)` },
      target: roving.targetProps(position),
    };
    const key = rows.at(position) ?? '';
    if (job === null) return <WaitingRow key={key} place={place} isStill={virtualizer.isScrolling} />;
    if (deletion.leavingIds.has(job.id)) {
      return (
        <LeavingRow key={key} ref={virtualizer.measureElement} name={toJobTitle(job)} place={place} onUndo={() => deletion.undo(job.id)} />
      );
    }
    return (
      <HistoryRow
        key={key}
        {...props}
        ref={virtualizer.measureElement}
        job={job}
        neighbours={[rows.placeAt(position - 1)?.job ?? undefined, rows.placeAt(position + 1)?.job ?? undefined]}
        isSelected={job.id === selectedId}
        isHeld={virtualizer.isScrolling}
        place={place}
      />
    );
  };

  return (
    <div ref={setScroller} className={`min-h-0 flex-1 overflow-auto ${className}`}>
      <div className="relative" style={{ height: virtualizer.getTotalSize() }} {...roving.containerProps(reveal)}>
        {shown.map((span) => {
          const { key, atMs, headingIndex, lastIndex } = span;
          const day = wordDay(atMs, nowMs);
          const top = startOf(headingIndex);
          return (
            <div key={key} className="absolute inset-x-0" style={{ top, height: endOf(lastIndex) - top }}>
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

/** The newest and the oldest slot of the server's list among some rows; nulls when none of them is of it. */
function findSlots(rows: HistoryRows, from: number, to: number): readonly [newest: number | null, oldest: number | null] {
  let newest: number | null = null;
  let oldest: number | null = null;
  for (let row = from; row <= to; row++) {
    const slot = rows.placeAt(rows.positionOf(row))?.slot ?? null;
    newest ??= slot;
    oldest = slot ?? oldest;
  }
  return [newest, oldest];
}

interface HistoryRowProps extends Pick<HistoryListProps, 'actions' | 'deletion' | 'selection' | 'onSelect'> {
  readonly job: Job;
  /** What its hint tells it from. */
  readonly neighbours: readonly (Job | undefined)[];
  readonly isSelected: boolean;
  readonly isHeld: boolean;
  readonly place: RowPlace;
  readonly ref: Ref<HTMLLIElement>;
}

/** One run; of one that is only listed the rest is read when the list stands still. */
function HistoryRow({ job: listed, neighbours, actions, deletion, selection, onSelect, isSelected, isHeld, place, ref }: HistoryRowProps) {
  const job = useFullJob(listed, !isHeld);
  return (
    <JobRow
      ref={ref}
      job={job}
      facts={toHistoryFacts(job)}
      owner={(job.isMine || (job.queuedBy ?? null) !== null) && <OwnerMark isMine={job.isMine} name={job.queuedBy ?? null} />}
      hint={toTellingHint(job, neighbours)}
      leading={selection.isOn && <SelectBox job={job} selection={selection} tabIndex={place.target.tabIndex} />}
      isSelected={isSelected}
      isHeld={isHeld}
      onOpen={() => onSelect(job.id)}
      actions={!selection.isOn && <RowActions job={job} actions={actions} deletion={deletion} tabIndex={place.target.tabIndex} />}
      place={place}
    />
  );
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
