import { useMutation } from '@tanstack/react-query';
import type { UseMutationResult } from '@tanstack/react-query';
import { withoutEntries } from '@/jobs/history-window';
import type { History } from '@/protocol/history';
import type { PromptId } from '@/protocol/ids';
import { dropPast } from '../keep-outputs';
import { keys } from '../keys';
import type { Session } from '../session';
import { useSession } from '../session-provider';

/** Removes jobs from the server's history; their files stay. */
export function useDeleteHistory(): UseMutationResult<void, Error, readonly PromptId[]> {
  const session = useSession();
  return useMutation({
    mutationFn: async (ids: readonly PromptId[]) => {
      await session.client.deleteHistory(ids);
      const gone = new Set(ids);
      dropFromCache(session, ids, (history) => withoutEntries(history, gone));
    },
  });
}

/** Empties the server's history; files stay. */
export function useClearHistory(): UseMutationResult<void, Error, void> {
  const session = useSession();
  return useMutation({
    mutationFn: async () => {
      await session.client.clearHistory();
      dropFromCache(session, 'all', (history) => ({ ...history, entries: [] }));
    },
  });
}

/** The cached lists lose them at once; the read that follows shows what really is left. */
function dropFromCache(session: Session, ids: readonly PromptId[] | 'all', change: (history: History) => History): void {
  const { queryClient, serverId, forgetJobs } = session;
  queryClient.setQueriesData<History>({ queryKey: keys.historyLists(serverId) }, (history) => history && change(history));
  forgetJobs(ids);
  dropPast(session, ids);
  const entryKeys = ids === 'all' ? [[...keys.history(serverId), 'entry']] : ids.map((id) => keys.historyEntry(serverId, id));
  for (const queryKey of entryKeys) queryClient.removeQueries({ queryKey });
  void queryClient.invalidateQueries({ queryKey: keys.historyLists(serverId) });
}
