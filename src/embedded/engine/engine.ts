import type { JsonObject, JsonValue } from '@/lib/json';

/** Who hears a socket message: every socket, or only the one with this clientId. */
export type Audience = { readonly kind: 'all' } | { readonly kind: 'client'; readonly clientId: string };

/** What the engine tells the sockets; `http/` turns it into frames (and picks preview type 1 or 4 by what the socket announced). A preview comes before its `progress`, as type 4 does; type 1 goes out after it. */
export type EngineEvent =
  | { readonly kind: 'json'; readonly audience: Audience; readonly type: string; readonly data: JsonObject }
  | { readonly kind: 'text'; readonly nodeId: string; readonly text: string }
  | {
      readonly kind: 'preview';
      readonly audience: Audience;
      readonly mimeType: 'image/jpeg' | 'image/png';
      readonly bytes: Uint8Array;
      readonly metadata: JsonObject;
    };

/** Status code and JSON body of POST /prompt; the parsed request body is any JSON object. */
export interface SubmitAnswer {
  readonly status: 200 | 400;
  readonly body: JsonObject;
}

/** The part of the server that judges prompts, keeps queue and history, and runs nodes. Pure of HTTP; time and seed are injected. */
export interface Engine {
  readonly submit: (body: JsonObject) => SubmitAnswer;
  readonly objectInfo: () => Record<string, JsonObject>;
  /** GET /queue: `{queue_running, queue_pending}`, pending in heap order. */
  readonly queue: () => { queue_running: JsonValue[]; queue_pending: JsonValue[] };
  readonly queueRemaining: () => number;
  readonly clearPending: () => void;
  readonly deletePending: (ids: readonly string[]) => void;
  /** With an id: only if that prompt runs. Answers whether it hit something. */
  readonly interrupt: (promptId?: string) => boolean;
  readonly free: (options: { unloadModels: boolean; freeMemory: boolean }) => void;
  /** GET /history semantics for `max_items` and `offset`. */
  readonly history: (options: { maxItems?: number; offset?: number }) => Record<string, JsonObject>;
  readonly historyEntry: (promptId: string) => JsonObject | undefined;
  readonly clearHistory: () => void;
  readonly deleteHistory: (ids: readonly string[]) => void;
  /** What a fresh socket of this clientId is told first besides `status`: the running node, if the run is its. */
  readonly runningFor: (clientId: string) => string | null;
  readonly onEvent: (listener: (event: EngineEvent) => void) => () => void;
  /** Drops queue, history and cache without a word, as a restart does. */
  readonly restart: () => void;
  readonly dispose: () => void;
}
