import { useMemo, useState } from 'react';
import type { LogLine } from '@/live/log-lines';
import { usePacedLive } from '@/session/use-live';
import { filterRecords, toRecords, toRows } from './log-records';
import type { LogFilter, LogRecord, LogRow } from './log-records';

export interface LogView {
  /** What fits the filter. */
  readonly records: readonly LogRecord[];
  readonly rows: readonly LogRow[];
  /** Lines known at all. */
  readonly lineCount: number;
  readonly isPaused: boolean;
  /** Lines that came since it was paused. */
  readonly newCount: number;
  /** What is shown stays as it is from now on. */
  readonly pause: () => void;
  readonly follow: () => void;
}

/** The lines to show: the newest as they come, or what stood there when it was paused, however much comes meanwhile. */
export function useLogView(filter: LogFilter): LogView {
  const lines = usePacedLive((state) => state.logs.lines);
  const [held, setHeld] = useState<readonly LogLine[] | null>(null);
  const shown = held ?? lines;
  const all = useMemo(() => toRecords(shown), [shown]);
  const { query, level } = filter;
  const records = useMemo(() => filterRecords(all, { query, level }), [all, query, level]);
  const rows = useMemo(() => toRows(records), [records]);
  return {
    records,
    rows,
    lineCount: shown.length,
    isPaused: held !== null,
    newCount: held === null ? 0 : countNew(held, lines),
    pause: () => setHeld((before) => before ?? lines),
    follow: () => setHeld(null),
  };
}

function countNew(held: readonly LogLine[], lines: readonly LogLine[]): number {
  const lastId = held.reduce((highest, { id }) => Math.max(highest, id), 0);
  return lines.filter(({ id }) => id > lastId).length;
}
