import { useMutation } from '@tanstack/react-query';
import type { UseMutationResult } from '@tanstack/react-query';
import type { PromptId } from '@/protocol/ids';
import { cancelJob, clearQueue } from '../cancel-job';
import type { CancelResult, ClearScope } from '../cancel-job';
import { keys } from '../keys';
import { useSession } from '../session-provider';

/** Takes one job from the queue or interrupts it; pending until the queue proves it, at most about 5 s. */
export function useCancelJob(): UseMutationResult<CancelResult, Error, PromptId> {
  const session = useSession();
  return useMutation({ mutationFn: (id: PromptId) => cancelJob(session, id) });
}

/** Drops pending jobs, all unless told otherwise; the running one stays unless asked. Answers how many are left: above 0, the engine did not obey. */
export function useClearQueue(): UseMutationResult<number, Error, ClearScope | undefined> {
  const session = useSession();
  return useMutation({ mutationFn: (scope: ClearScope | undefined) => clearQueue(session, scope) });
}

/** Stops whatever runs. To stop a certain job use `useCancelJob`. */
export function useInterrupt(): UseMutationResult<void, Error, void> {
  const { client } = useSession();
  return useMutation({ mutationFn: () => client.interrupt() });
}

/** Unloads models or frees memory between prompts; what is shown of the memory is read anew. */
export function useFree(): UseMutationResult<void, Error, { readonly unloadModels?: boolean; readonly freeMemory?: boolean }> {
  const { client, queryClient, serverId } = useSession();
  return useMutation({
    mutationFn: (what) => client.free(what),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: keys.systemStats(serverId) }),
  });
}
