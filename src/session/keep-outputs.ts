/**
 * Follows what is read of finished jobs: their outputs go into the index of this browser and into the pages that list them, and the
 * count of finished jobs is asked for again when one more ended.
 */
import type { QueryKey } from '@tanstack/react-query';
import { HISTORY_PAGE_SIZE } from '@/config/limits';
import { toFinishedJob } from '@/jobs/finished-job';
import { countEntries } from '@/jobs/history-window';
import type { Job } from '@/jobs/job';
import { withKnownOutputs } from '@/jobs/listed-job';
import type { History, HistoryEntry } from '@/protocol/history';
import type { PromptId } from '@/protocol/ids';
import { keys } from './keys';
import { outputIndexOf } from './output-index';
import type { Session } from './session';

/** Begins to follow the session's cache; answers what ends it. */
export function keepOutputs(session: Session): () => void {
  const { queryClient, serverId } = session;
  const seen = new WeakSet<HistoryEntry>();
  const index = outputIndexOf(session);
  const isIn = (key: QueryKey, start: readonly unknown[]): boolean => start.every((part, at) => key[at] === part);

  const takeHistory = (history: History): void => {
    const fresh = history.entries.filter((entry) => !seen.has(entry));
    fresh.forEach((entry) => seen.add(entry));
    if (fresh.length > 0) void index.write(fresh.map((entry) => toFinishedJob(entry, false)));
    // A short list after a long one: much of it was deleted elsewhere.
    if (fresh.length > 0 || countEntries(history) < HISTORY_PAGE_SIZE)
      void queryClient.invalidateQueries({ queryKey: keys.pastTotal(serverId) });
  };
  const takeEntry = (id: PromptId, entry: HistoryEntry | null): void => {
    if (entry === null) {
      void index.remove([id]);
      changePages(session, (jobs) => withoutJobs(jobs, new Set([id])));
      return;
    }
    const job = toFinishedJob(entry, false);
    void index.write([job]);
    changePages(session, (jobs) => learn(jobs, job));
  };
  return queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return;
    const key = event.query.queryKey as QueryKey;
    // The cache holds what this room put under these keys.
    if (isIn(key, keys.historyLists(serverId))) takeHistory(event.query.state.data as History);
    else if (isIn(key, keys.pastEntries(serverId))) takeEntry(key.at(-1) as PromptId, event.query.state.data as HistoryEntry | null);
  });
}

/** Jobs that were deleted leave the pages at once; all pages and the count are read anew. */
export function dropPast(session: Session, ids: readonly PromptId[] | 'all'): void {
  const { queryClient, serverId } = session;
  void outputIndexOf(session).remove(ids);
  const gone = new Set(ids);
  changePages(session, (jobs) => (ids === 'all' ? [] : withoutJobs(jobs, gone)));
  void queryClient.invalidateQueries({ queryKey: keys.past(serverId) });
}

function changePages({ queryClient, serverId }: Session, change: (jobs: readonly Job[]) => readonly Job[]): void {
  for (const [key, jobs] of queryClient.getQueriesData<readonly Job[]>({ queryKey: keys.pastPages(serverId) })) {
    const next = jobs && change(jobs);
    if (next !== jobs) queryClient.setQueryData(key, next);
  }
}

function learn(jobs: readonly Job[], known: Job): readonly Job[] {
  const at = jobs.findIndex(({ id }) => id === known.id);
  const job = jobs[at];
  if (job === undefined || job.brief?.hasOutputs === true) return jobs;
  return jobs.with(at, withKnownOutputs(job, known));
}

function withoutJobs(jobs: readonly Job[], ids: ReadonlySet<string>): readonly Job[] {
  const left = jobs.filter(({ id }) => !ids.has(id));
  return left.length === jobs.length ? jobs : left;
}
