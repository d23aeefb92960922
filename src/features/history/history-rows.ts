import type { DayGroup } from './group-by-day';

/** Where a day stands among the rows of the list: its heading, then its jobs. */
export interface DaySpan {
  readonly group: DayGroup;
  readonly headingIndex: number;
  /** Place of its first job among all jobs. */
  readonly firstPosition: number;
  readonly lastIndex: number;
}

/** Lays headings and jobs of all days out as one run of rows. */
export function toDaySpans(groups: readonly DayGroup[]): readonly DaySpan[] {
  let index = 0;
  let position = 0;
  return groups.map((group) => {
    const span = { group, headingIndex: index, firstPosition: position, lastIndex: index + group.jobs.length };
    index += group.jobs.length + 1;
    position += group.jobs.length;
    return span;
  });
}

/** The row of the job at a place among all jobs; −1 when there is none. */
export function toRowIndex(spans: readonly DaySpan[], position: number): number {
  const span = spans.findLast((one) => one.firstPosition <= position);
  return span === undefined || position < 0 ? -1 : span.headingIndex + 1 + (position - span.firstPosition);
}
