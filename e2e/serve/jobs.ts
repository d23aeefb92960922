import { expect, type APIRequestContext } from '@playwright/test';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject } from '@/lib/json';

/** Another client of the same server: it talks HTTP and has no page. */
export interface OtherClient {
  /** Queues a prompt without a client id. Answers its prompt id. */
  readonly submit: (job: {
    readonly prompt: JsonObject;
    readonly workflow?: JsonObject;
    readonly extraData?: JsonObject;
  }) => Promise<string>;
  /** The prompt ids the server's queue holds, running ones first. */
  readonly queue: () => Promise<readonly string[]>;
  /** The history entry of a prompt; null while there is none. */
  readonly historyEntry: (promptId: string) => Promise<JsonObject | null>;
  /** Waits until a prompt stands in history and answers its entry. */
  readonly finished: (promptId: string) => Promise<JsonObject>;
}

/** A client of the server at `serverUrl`. */
export function otherClient(request: APIRequestContext, serverUrl: string): OtherClient {
  const get = async (path: string): Promise<JsonObject> => {
    const json = parseExactJson(await (await request.get(`${serverUrl}${path}`)).text());
    return isJsonObject(json) ? json : {};
  };
  const historyEntry = async (promptId: string): Promise<JsonObject | null> => {
    const entry = (await get(`/history/${promptId}`))[promptId];
    return isJsonObject(entry) ? entry : null;
  };
  return {
    submit: async ({ prompt, workflow, extraData }) => {
      const extra = { ...(workflow === undefined ? {} : { extra_pnginfo: { workflow } }), ...extraData };
      const answer = await request.post(`${serverUrl}/prompt`, {
        headers: { 'Content-Type': 'application/json' },
        data: Buffer.from(stringifyExactJson({ prompt, extra_data: extra })),
      });
      const body = parseExactJson(await answer.text());
      if (!isJsonObject(body) || typeof body['prompt_id'] !== 'string') throw new Error(`refused: ${await answer.text()}`);
      return body['prompt_id'];
    },
    queue: async () => {
      const { queue_running: running, queue_pending: pending } = await get('/queue');
      return [...toItems(running), ...toItems(pending)].map((item) => String(item[1]));
    },
    historyEntry,
    finished: async (promptId) => {
      await expect.poll(() => historyEntry(promptId)).not.toBeNull();
      return (await historyEntry(promptId)) ?? {};
    },
  };
}

function toItems(list: unknown): readonly (readonly unknown[])[] {
  return Array.isArray(list) ? (list as readonly (readonly unknown[])[]) : [];
}
