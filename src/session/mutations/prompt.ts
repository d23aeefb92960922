import { useMutation } from '@tanstack/react-query';
import type { UseMutationResult } from '@tanstack/react-query';
import type { PromptId } from '@/protocol/ids';
import { useSession } from '../session-provider';
import { resubmitPrompt, submitPrompt } from '../submit-prompt';
import type { SubmitInput, SubmitResult } from '../submit-prompt';

/** Queues a prompt. A refusal is a result; only a request that surely did not arrive is an error. */
export function useSubmitPrompt(): UseMutationResult<SubmitResult, Error, SubmitInput> {
  const session = useSession();
  return useMutation({ mutationFn: (input: SubmitInput) => submitPrompt(session, input) });
}

/** Sends a kept prompt again, for jobs that are `unknown` or `lost`; null when this tab did not send it. */
export function useResubmitPrompt(): UseMutationResult<SubmitResult | null, Error, PromptId> {
  const session = useSession();
  return useMutation({ mutationFn: (id: PromptId) => resubmitPrompt(session, id) });
}
