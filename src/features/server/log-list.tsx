import clsx from 'clsx';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useVirtualRows } from '@/ui/use-virtual-rows';
import type { LogRow, LogSpan } from './log-records';
import { toTimeOfDay } from './log-records';
import { t } from './texts';

const ROW_HEIGHT = 18;
/** The view counts as standing at the end within this distance. */
const AT_END_PX = 2 * ROW_HEIGHT;

export interface LogListProps {
  readonly rows: readonly LogRow[];
  /** Keeps the newest line in view. */
  readonly isFollowing: boolean;
  readonly isWrapped: boolean;
  /** The reader scrolled back. */
  readonly onLeaveEnd: () => void;
}

/** The lines; only those near the view exist. It can be scrolled by keyboard, and text in it selected. */
export function LogList({ rows, isFollowing, isWrapped, onLeaveEnd }: LogListProps) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const virtualizer = useVirtualRows({
    scroller,
    count: rows.length,
    getKey: (index) => rows[index]?.key ?? '',
    estimateHeight: () => ROW_HEIGHT,
    overscan: 20,
  });
  const totalPx = virtualizer.getTotalSize();
  // Synchronises the scroll position with the newest line.
  useLayoutEffect(() => {
    if (isFollowing) scroller?.scrollTo({ top: scroller.scrollHeight });
  }, [isFollowing, scroller, rows, totalPx]);
  // Synchronises what was measured with how lines are drawn now.
  useEffect(() => virtualizer.measure(), [virtualizer, isWrapped]);

  const lastTop = useRef(0);
  const handleScroll = (element: HTMLElement): void => {
    const isBack = element.scrollTop < lastTop.current;
    lastTop.current = element.scrollTop;
    const toEnd = element.scrollHeight - element.clientHeight - element.scrollTop;
    if (isFollowing && isBack && toEnd > AT_END_PX) onLeaveEnd();
  };

  return (
    <div
      ref={setScroller}
      role="log"
      aria-live="off"
      aria-label={t.logLines}
      // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- a region that scrolls takes the keyboard
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto bg-sunken font-mono text-secondary"
      onScroll={(event) => handleScroll(event.currentTarget)}
    >
      {/* With reduced motion every property has a transition of no length: a height that is read at once would be the former one. */}
      <div className="relative transition-none" style={{ height: totalPx }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={key}
              ref={isWrapped ? virtualizer.measureElement : undefined}
              data-index={index}
              className={clsx('absolute top-0 left-0 flex min-w-full', isWrapped && 'right-0')}
              style={{ transform: `translateY(${start}px)`, ...(isWrapped ? { minHeight: ROW_HEIGHT } : { height: ROW_HEIGHT }) }}
            >
              <Line row={row} isWrapped={isWrapped} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

const EDGES = { error: 'border-danger', warning: 'border-warning', info: 'border-transparent' } as const;
const TONES: Readonly<Record<LogSpan['tone'], string>> = {
  plain: 'text-text',
  danger: 'text-danger',
  warning: 'text-warning',
  success: 'text-success',
  info: 'text-info',
  faint: 'text-muted',
};

function Line({ row, isWrapped }: { readonly row: LogRow; readonly isWrapped: boolean }) {
  const { record, spans, isFirst } = row;
  return (
    <>
      <span
        title={record.t}
        className={clsx('w-[5.5rem] shrink-0 border-l-2 pl-2 leading-[18px] text-muted tabular-nums', EDGES[record.level])}
      >
        {isFirst && toTimeOfDay(record.t)}
        {isFirst && record.level !== 'info' && <span className="sr-only"> {record.level === 'error' ? t.error : t.warning}</span>}
      </span>
      <span className={clsx('min-w-0 pr-3 leading-[18px]', isWrapped ? 'flex-1 break-all whitespace-pre-wrap' : 'whitespace-pre')}>
        {isFirst && record.isAfterGap && <span className="text-warning">{`— ${t.gap} — `}</span>}
        {spans.map((span, index) => (
          <span key={index} className={clsx(TONES[span.tone], span.isBold && 'font-semibold')}>
            {span.text}
          </span>
        ))}
      </span>
    </>
  );
}
