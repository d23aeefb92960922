/**
 * One list of everything that is over, though only parts of it were read: the newest jobs as history tells them, and below them the
 * server's own list in pages. Pages count from the oldest job, so that a job that ends moves none of them. Pure.
 */
import { PAST_PAGE_SIZE } from '@/config/limits';
import type { PromptId } from '@/protocol/ids';
import type { Job } from './job';

/** A job in its place. `slot` counts the server's finished jobs from the oldest; null for jobs the server's list was not asked about. */
export interface PastItem {
  readonly job: Job;
  readonly slot: number | null;
}

/** A stretch of the list, newest first. An unread one goes from `slot` down over `count` slots. */
export type PastSection =
  | { readonly kind: 'read'; readonly items: readonly PastItem[] }
  | { readonly kind: 'unread'; readonly slot: number; readonly count: number };

export interface PastSources {
  /** The newest jobs, newest first, and how many of them stand in the server's history. */
  readonly head: readonly Job[];
  readonly headCount: number;
  /** Finished jobs the server has; 0 when it cannot be asked for pages. */
  readonly total: number;
  /** Pages that were read, by number; the jobs of each oldest first. */
  readonly pages: ReadonlyMap<number, readonly Job[]>;
  /** Kept jobs that neither `head` nor the server's history may hold any more. */
  readonly kept: readonly Job[];
}

/**
 * Lays out what is known in the order of time. A job that stands in `head` and in a page is listed once; one that ended earlier than the
 * head although it was queued later comes from its page. Kept jobs are placed where the pages around them were read.
 */
export function toPastSections(sources: PastSources): readonly PastSection[] {
  const { head, headCount, total, pages } = sources;
  const seen = new Set<PromptId>(head.map(({ id }) => id));
  const sections: PastSection[] = [{ kind: 'read', items: head.map((job) => ({ job, slot: null })) }];
  const kept = sources.kept.filter(({ id }) => !seen.has(id)).toSorted((a, b) => toTime(b) - toTime(a));
  for (let page = pageOf(total - 1); page >= 0; page--) {
    const jobs = pages.get(page);
    if (jobs === undefined) addUnread(sections, page, Math.min(total - headCount, (page + 1) * PAST_PAGE_SIZE));
    else addRead(sections, placePage(page, jobs, seen, kept));
  }
  return sections;
}

/** The page a slot stands on; −1 for none. */
export function pageOf(slot: number): number {
  return slot < 0 ? -1 : Math.floor(slot / PAST_PAGE_SIZE);
}

/** All jobs that were read, newest first. */
export function listRead(sections: readonly PastSection[]): readonly Job[] {
  return sections.flatMap((section) => (section.kind === 'read' ? section.items.map(({ job }) => job) : []));
}

function addUnread(sections: PastSection[], page: number, end: number): void {
  const count = end - page * PAST_PAGE_SIZE;
  if (count <= 0) return;
  const last = sections.at(-1);
  if (last?.kind !== 'unread') sections.push({ kind: 'unread', slot: end - 1, count });
  else sections[sections.length - 1] = { ...last, count: last.count + count };
}

function addRead(sections: PastSection[], items: readonly PastItem[]): void {
  if (items.length === 0) return;
  const last = sections.at(-1);
  if (last?.kind !== 'read') sections.push({ kind: 'read', items });
  else sections[sections.length - 1] = { kind: 'read', items: [...last.items, ...items] };
}

/** Newest first, with the kept jobs of the page's time between; everything older than the first page is after it. */
function placePage(page: number, jobs: readonly Job[], seen: Set<PromptId>, kept: readonly Job[]): readonly PastItem[] {
  const listed = new Set(jobs.map(({ id }) => id));
  const first = jobs[0];
  const last = jobs.at(-1);
  const from = page === 0 || first === undefined ? -Infinity : toTime(first);
  const to = last === undefined ? -Infinity : toTime(last);
  const gone = kept.filter((job) => !listed.has(job.id) && !seen.has(job.id) && toTime(job) >= from && toTime(job) <= to);
  const items: PastItem[] = [];
  let next = 0;
  const placeGone = (untilMs: number): void => {
    for (let job = gone[next]; job !== undefined && toTime(job) > untilMs; job = gone[++next]) {
      seen.add(job.id);
      items.push({ job, slot: null });
    }
  };
  for (let at = jobs.length - 1; at >= 0; at--) {
    const job = jobs[at];
    if (job === undefined || seen.has(job.id)) continue;
    placeGone(toTime(job));
    seen.add(job.id);
    items.push({ job, slot: page * PAST_PAGE_SIZE + at });
  }
  placeGone(-Infinity);
  return items;
}

/** The server sorts its list by the time a job was queued. */
function toTime({ createdAtMs, startedAtMs, endedAtMs }: Job): number {
  return createdAtMs ?? startedAtMs ?? endedAtMs ?? -Infinity;
}
