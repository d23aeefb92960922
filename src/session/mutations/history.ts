import { useMutation } from '@tanstack/react-query';
import type { UseMutationResult } from '@tanstack/react-query';
import type { PromptId } from '@/protocol/ids';
import { clearHistory, deleteHistory } from '../delete-history';
import { useSession } from '../session-provider';

/** Removes jobs from the server's history; their files stay. */
export function useDeleteHistory(): UseMutationResult<void, Error, readonly PromptId[]> {
  const session = useSession();
  return useMutation({ mutationFn: (ids: readonly PromptId[]) => deleteHistory(session, ids) });
}

/** Empties the server's history; files stay. */
export function useClearHistory(): UseMutationResult<void, Error, void> {
  const session = useSession();
  return useMutation({ mutationFn: () => clearHistory(session) });
}
