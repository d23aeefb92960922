import type { Job } from '@/jobs/job';
import type { PastSection } from '@/jobs/past-sections';
import { toShownTime } from './shown-day';

/** One local calendar day among the rows of the list: its heading, then its jobs. Rows that were not read belong to the day above them. */
export interface DaySpan {
  readonly key: string;
  /** Any moment of the day; null where the server told no times. */
  readonly atMs: number | null;
  readonly headingIndex: number;
  /** Place of its first job among all jobs. */
  readonly firstPosition: number;
  readonly lastIndex: number;
}

/** A job of the list; null = not read yet. `slot` as in the server's list, where it was asked. */
export interface HistoryPlace {
  readonly job: Job | null;
  readonly slot: number | null;
}

/** Headings and jobs of all days as one run of rows, of which only a part is held. Places have keys that stay when they are read. */
export interface HistoryRows {
  readonly spans: readonly DaySpan[];
  readonly rowCount: number;
  /** Of jobs. */
  readonly length: number;
  /** The key of a job's place. */
  readonly at: (position: number) => string | undefined;
  readonly indexOf: (key: string) => number;
  readonly placeAt: (position: number) => HistoryPlace | null;
  /** The row of a place; −1 when there is none. */
  readonly rowOf: (position: number) => number;
  /** The place a row shows; −1 for a heading. */
  readonly positionOf: (row: number) => number;
  readonly rowKey: (row: number) => string;
}

interface Stretch {
  readonly start: number;
  readonly count: number;
  readonly section: PastSection;
}

/** Lays sections out under the headings of their days. */
export function createHistoryRows(sections: readonly PastSection[]): HistoryRows {
  const stretches: Stretch[] = [];
  let length = 0;
  for (const section of sections) {
    const count = section.kind === 'read' ? section.items.length : section.count;
    if (count > 0) stretches.push({ start: length, count, section });
    length += count;
  }
  const placeAt = (position: number): HistoryPlace | null => {
    const stretch = position < 0 || position >= length ? undefined : stretches.findLast(({ start }) => start <= position);
    if (stretch === undefined) return null;
    const { section, start } = stretch;
    if (section.kind === 'unread') return { job: null, slot: section.slot - (position - start) };
    return section.items[position - start] ?? null;
  };
  const at = (position: number): string | undefined => toKey(placeAt(position));
  const positions = new Map(
    stretches.flatMap(({ section, start }) =>
      section.kind === 'read' ? section.items.map((place, offset): [string, number] => [toKey(place) ?? '', start + offset]) : [],
    ),
  );
  const spans = toSpans(stretches, at);
  const spanOfRow = (row: number): DaySpan | undefined => spans.findLast(({ headingIndex }) => headingIndex <= row);
  const positionOf = (row: number): number => {
    const span = spanOfRow(row);
    return span === undefined || row === span.headingIndex ? -1 : span.firstPosition + row - span.headingIndex - 1;
  };
  return {
    spans,
    length,
    rowCount: length + spans.length,
    at,
    placeAt,
    positionOf,
    indexOf: (key) => positions.get(key) ?? findUnread(stretches, key),
    rowOf: (position) => {
      const span = position < 0 || position >= length ? undefined : spans.findLast((one) => one.firstPosition <= position);
      return span === undefined ? -1 : span.headingIndex + 1 + (position - span.firstPosition);
    },
    rowKey: (row) => {
      const position = positionOf(row);
      return position < 0 ? (spanOfRow(row)?.key ?? '') : (at(position) ?? '');
    },
  };
}

function toKey(place: HistoryPlace | null): string | undefined {
  return place === null ? undefined : place.slot === null ? place.job?.id : `slot ${place.slot}`;
}

function findUnread(stretches: readonly Stretch[], key: string): number {
  const [, digits] = /^slot (\d+)$/.exec(key) ?? [];
  const slot = Number(digits);
  for (const { section, start } of stretches) {
    if (section.kind === 'unread' && slot <= section.slot && slot > section.slot - section.count) return start + section.slot - slot;
  }
  return -1;
}

/** A day begins where a job's day is another than that of the one before. A server's clock may be set back: a day can come twice. */
function toSpans(stretches: readonly Stretch[], at: (position: number) => string | undefined): readonly DaySpan[] {
  const spans: DaySpan[] = [];
  let day: string | null = null;
  const extend = (position: number, count: number): void => {
    const last = spans.at(-1);
    if (last === undefined) spans.push({ key: 'day', atMs: null, headingIndex: 0, firstPosition: position, lastIndex: count });
    else spans[spans.length - 1] = { ...last, lastIndex: last.lastIndex + count };
  };
  const begin = (position: number, atMs: number | null): void => {
    const headingIndex = (spans.at(-1)?.lastIndex ?? -1) + 1;
    spans.push({ key: `day ${at(position) ?? ''}`, atMs, headingIndex, firstPosition: position, lastIndex: headingIndex });
  };
  for (const { section, start, count } of stretches) {
    if (section.kind === 'unread') {
      extend(start, count);
      continue;
    }
    section.items.forEach(({ job }, offset) => {
      const atMs = toShownTime(job);
      const ofJob = atMs === null ? '' : new Date(atMs).toDateString();
      if (ofJob !== day) begin(start + offset, atMs);
      day = ofJob;
      extend(start + offset, 1);
    });
  }
  return spans;
}
