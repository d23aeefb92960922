import type { PromptId } from '@/protocol/ids';
import { parseQueue, type Queue } from '@/protocol/queue';
import { readJson, sendOk, type CallOptions, type Transport } from './request';

/** The queue. Source: ComfyUI `server.py` `/queue`, `/interrupt`, `/free`. */
export interface QueueApi {
  /** The same object as last time when the answer is the same to the letter. */
  readonly queue: (options?: CallOptions) => Promise<Queue>;
  /** Drops pending prompts; running and unknown ids are ignored without a word. */
  readonly deleteQueued: (ids: readonly PromptId[], options?: CallOptions) => Promise<void>;
  /** Drops all pending prompts; the running one stays. */
  readonly clearQueue: (options?: CallOptions) => Promise<void>;
  /** Stops the run of this id, or whatever runs when there is none. Servers before 0.3.57 ignore the id and stop whatever runs. */
  readonly interrupt: (promptId?: PromptId, options?: CallOptions) => Promise<void>;
  /** Done between prompts; `freeMemory` also empties the execution cache. */
  readonly free: (what: { readonly unloadModels?: boolean; readonly freeMemory?: boolean }, options?: CallOptions) => Promise<void>;
}

/** Binds the routes of the queue. */
export function createQueueApi(transport: Transport): QueueApi {
  const post = async (path: string, json: unknown, options?: CallOptions) => {
    await sendOk(transport, { method: 'POST', path, json, ...options });
  };
  // Thousands of waiting prompts are megabytes, and most reads bring what the one before brought: comparing costs less than parsing.
  let last: { readonly text: string; readonly queue: Queue } | null = null;
  return {
    queue: async (options) => {
      const answer = await sendOk(transport, { path: '/queue', ...options });
      if (last?.text !== answer.text) last = { text: answer.text, queue: readJson(answer, parseQueue) };
      return last.queue;
    },
    deleteQueued: (ids, options) => post('/queue', { delete: ids }, options),
    clearQueue: (options) => post('/queue', { clear: true }, options),
    interrupt: (promptId, options) => post('/interrupt', promptId === undefined ? {} : { prompt_id: promptId }, options),
    free: ({ unloadModels = false, freeMemory = false }, options) =>
      post('/free', { unload_models: unloadModels, free_memory: freeMemory }, options),
  };
}
