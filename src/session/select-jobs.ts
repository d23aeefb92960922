import { HISTORY_PAGE_SIZE } from '@/config/limits';
import { mergeJobs } from '@/jobs/merge-jobs';
import type { JobLists } from '@/jobs/merge-jobs';
import { historyQuery } from './queries/history';
import { queueQuery } from './queries/queue';
import type { Session } from './session';

/** All jobs a session knows at this moment, from what is cached: what `useQueueJobs` and `useHistoryJobs` show, outside React. */
export function selectJobs(session: Session, historyLimit: number = HISTORY_PAGE_SIZE): JobLists {
  const { queryClient, live, memory, clientId, ledger } = session;
  return mergeJobs({
    queue: queryClient.getQueryData(queueQuery(session).queryKey) ?? null,
    history: queryClient.getQueryData(historyQuery(session, historyLimit).queryKey) ?? null,
    runs: live.getState().runs,
    memory: memory.getState(),
    clientId,
    kept: ledger.state.getState().jobs,
    historyLimit,
  });
}
