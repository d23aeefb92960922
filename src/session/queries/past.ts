import type { JobsWindow } from '@/api/jobs';
import { MAX_PARALLEL_ENTRY_LOADS, PAST_ENTRY_KEPT_MS, PAST_PAGE_SIZE } from '@/config/limits';
import type { Job } from '@/jobs/job';
import { toListedJob, withKnownOutputs } from '@/jobs/listed-job';
import { ApiError } from '@/lib/errors';
import { createLoadQueue } from '@/lib/load-queue';
import type { LoadQueue } from '@/lib/load-queue';
import type { HistoryEntry } from '@/protocol/history';
import type { PromptId } from '@/protocol/ids';
import type { ServerJobsPage, ServerJobStatus } from '@/protocol/jobs';
import { keys } from '../keys';
import { outputIndexOf } from '../output-index';
import type { Session } from '../session';
import { serverQuery } from './server-query';
import type { ServerQuery } from './server-query';

/** How many finished jobs the server has, and the oldest of them: when that one goes, all places move. */
export interface PastTotal {
  readonly total: number;
  readonly oldestId: PromptId | null;
}

/**
 * Counts the finished jobs; null when the server has no list of jobs or a broken one. Read anew when one more ends (`keep-outputs.ts`)
 * and when jobs were deleted.
 */
export function pastTotalQuery(session: Session): ServerQuery<PastTotal | null> {
  const { serverId, queryClient } = session;
  const key = keys.pastTotal(serverId);
  return serverQuery({
    key,
    staleTime: Infinity,
    load: async (signal) => {
      const page = await readWindow(session, { limit: 1, offset: 0 }, signal);
      const next = page && { total: page.total, oldestId: page.jobs[0]?.id ?? null };
      const before = queryClient.getQueryData<PastTotal | null>(key);
      if (before && next?.oldestId !== before.oldestId) void queryClient.invalidateQueries({ queryKey: keys.pastPages(serverId) });
      return next;
    },
  });
}

/** One page of finished jobs, oldest queued first. What was learnt of their outputs before is added from the index of this browser. */
export function pastPageQuery(session: Session, page: number): ServerQuery<readonly Job[]> {
  return serverQuery<readonly Job[]>({
    key: keys.pastPage(session.serverId, page),
    staleTime: Infinity,
    load: async (signal) => {
      const answer = await readWindow(session, { limit: PAST_PAGE_SIZE, offset: page * PAST_PAGE_SIZE }, signal);
      const jobs = (answer?.jobs ?? []).map(toListedJob);
      const known = await outputIndexOf(session).read(jobs.map(({ id }) => id));
      return jobs.map((job) => {
        const outputs = known.get(job.id);
        return outputs === undefined ? job : withKnownOutputs(job, outputs);
      });
    },
  });
}

/** The history entry of a listed job, read in turn with others; null when the server does not have it any more. Held for a moment only. */
export function pastEntryQuery(session: Session, id: PromptId): ServerQuery<HistoryEntry | null> {
  const { serverId, client } = session;
  return serverQuery({
    key: keys.pastEntry(serverId, id),
    gcTime: PAST_ENTRY_KEPT_MS,
    load: (signal) => inTurn(entryQueueOf(session), signal, () => client.historyEntry(id, { signal })),
  });
}

const FINISHED: readonly Exclude<ServerJobStatus, 'unknown'>[] = ['completed', 'failed', 'cancelled'];

/** Servers before 0.9 refuse a question about cancelled jobs: there they are failed ones. */
async function readWindow({ client }: Session, window: JobsWindow, signal: AbortSignal): Promise<ServerJobsPage | null> {
  const read = (statuses: typeof FINISHED) => client.jobs({ ...window, statuses, sortBy: 'created_at', sortOrder: 'asc' }, { signal });
  const answer = await read(FINISHED).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 400) return read(FINISHED.slice(0, 2));
    throw error;
  });
  return answer.kind === 'page' ? answer.page : null;
}

async function inTurn<T>(queue: LoadQueue, signal: AbortSignal, load: () => Promise<T>): Promise<T> {
  let end = (): void => undefined;
  await new Promise<void>((resolve, reject) => {
    end = queue.request(resolve);
    signal.addEventListener('abort', () => {
      end();
      reject(new ApiError('aborted', { url: '' }));
    });
  });
  return load().finally(end);
}

const queues = new WeakMap<Session, LoadQueue>();

function entryQueueOf(session: Session): LoadQueue {
  const known = queues.get(session);
  if (known !== undefined) return known;
  const created = createLoadQueue(MAX_PARALLEL_ENTRY_LOADS);
  queues.set(session, created);
  return created;
}
