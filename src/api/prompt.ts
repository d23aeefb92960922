import { parseAccepted, parseRejected, toPromptBody, type PromptRequest, type SubmitOutcome } from '@/protocol/prompt';
import { parseQueueRemaining } from '@/protocol/queue';
import { readJson, requireOk, send, sendForJson, type CallOptions, type Transport } from './request';

/** Submitting. Source: ComfyUI `server.py` `/prompt`. */
export interface PromptApi {
  /**
   * Queues a prompt. A refusal is an outcome, and an accepted prompt may have lost outputs (`nodeErrors`). After `timeout` or `network`
   * nothing is known: look the prompt id up before sending again.
   */
  readonly submitPrompt: (request: PromptRequest, options?: CallOptions) => Promise<SubmitOutcome>;
  /** Prompts pending and running: the cheapest question the server answers. */
  readonly queueRemaining: (options?: CallOptions) => Promise<number>;
}

/** Binds the routes of submitting. */
export function createPromptApi(transport: Transport): PromptApi {
  return {
    submitPrompt: async (request, options) => {
      const answer = await send(transport, { method: 'POST', path: '/prompt', json: toPromptBody(request), ...options });
      const isRefusal = answer.status === 400 && answer.text.trimStart().startsWith('{');
      return isRefusal ? readJson(answer, parseRejected) : readJson(requireOk(answer), parseAccepted);
    },
    queueRemaining: (options) => sendForJson(transport, { path: '/prompt', ...options }, parseQueueRemaining),
  };
}
