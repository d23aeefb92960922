import sharp from 'sharp';
import type { Engine, EngineEvent } from '@/embedded/engine/engine';
import { startEmbeddedServer } from '@/embedded/index';
import type { JsonObject } from '@/lib/json';
import { servePage } from '../serve/serve-page';

/** One job the page submitted. */
interface SoakJob {
  readonly promptId: string;
  readonly nodeIds: readonly string[];
}

/** The page before a server whose jobs run as the soak says. */
export interface SoakServer {
  readonly url: string;
  /** Size of each preview picture: by it they are told from other blobs. */
  readonly previewBytes: number;
  /** Resolves with the next job the page submits. */
  readonly nextJob: () => Promise<SoakJob>;
  /** Sends frames about a job by the clock; however late a tick comes, what is due goes out. `previews` of them are pictures. */
  readonly send: (job: SoakJob, load: { readonly frames: number; readonly seconds: number; readonly previews: number }) => Promise<void>;
  /** Ends a job: it stands in history. */
  readonly end: (job: SoakJob) => void;
  readonly jobsDone: () => number;
  readonly stop: () => Promise<void>;
}

const TICK_MS = 4;
const STEPS = 20;
const ALL = { kind: 'all' } as const;

/** Starts it: the embedded server with an engine that runs nothing itself. */
export async function serveSoak(): Promise<SoakServer> {
  const script = createScript();
  // The first runs are the engine's own: they fill the folders.
  const embedded = await startEmbeddedServer({ port: 0, starter: true, decorateEngine: script.decorate });
  script.takeOver();
  const served = await servePage(embedded.url);
  const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#447799' } })
    .jpeg()
    .toBuffer();
  return {
    url: served.url,
    previewBytes: picture.length,
    nextJob: script.nextJob,
    send: (job, load) => sendFrames(job, load, (count) => script.emit(messageOf(count, job, load, picture))),
    end: script.end,
    jobsDone: script.jobsDone,
    stop: async () => {
      await served.stop();
      await embedded.stop();
    },
  };
}

async function sendFrames(_job: SoakJob, load: { frames: number; seconds: number }, emit: (count: number) => void): Promise<void> {
  const startedAt = performance.now();
  for (let sent = 0; sent < load.frames;) {
    const due = Math.min(load.frames, Math.ceil(((performance.now() - startedAt) / (load.seconds * 1_000)) * load.frames));
    while (sent < due) emit(++sent);
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
}

function messageOf(
  count: number,
  { promptId, nodeIds }: SoakJob,
  load: { frames: number; previews: number },
  picture: Buffer,
): EngineEvent {
  const perNode = Math.ceil(load.frames / nodeIds.length);
  const node = nodeIds[Math.floor((count - 1) / perNode)] ?? '1';
  if (count % perNode === 1) return json('executing', { node, display_node: node, prompt_id: promptId });
  if (load.previews > 0 && count % Math.floor(load.frames / load.previews) === 0) {
    return { kind: 'preview', audience: ALL, mimeType: 'image/jpeg', bytes: picture, metadata: {} };
  }
  return json('progress', { value: 1 + (count % STEPS), max: STEPS, node, prompt_id: promptId });
}

function json(type: string, data: JsonObject): EngineEvent {
  return { kind: 'json', audience: ALL, type, data };
}

/** An engine that takes every prompt and lets it run until told that it has ended. */
function createScript() {
  const listeners = new Set<(event: EngineEvent) => void>();
  const history = new Map<string, JsonObject>();
  let current: { readonly id: string; readonly item: JsonObject[string][] } | null = null;
  let count = 0;
  let isOn = false;
  let waiting: ((job: SoakJob) => void) | null = null;
  const emit = (event: EngineEvent): void => listeners.forEach((listener) => listener(event));
  const emitStatus = (): void => emit(json('status', { status: { exec_info: { queue_remaining: current === null ? 0 : 1 } } }));
  const newest = (ids: readonly string[], max = Infinity): Record<string, JsonObject> =>
    Object.fromEntries(ids.slice(Math.max(0, ids.length - max)).map((id) => [id, history.get(id) ?? {}]));
  const decorate = (engine: Engine): Engine => ({
    ...engine,
    submit: (body) => {
      if (!isOn) return engine.submit(body);
      const id = typeof body['prompt_id'] === 'string' ? body['prompt_id'] : `job-${count + 1}`;
      const prompt = body['prompt'] as JsonObject;
      const extra = { ...(body['extra_data'] as JsonObject), client_id: body['client_id'] ?? '' };
      current = { id, item: [++count, id, prompt, extra, []] };
      emitStatus();
      emit(json('execution_start', { prompt_id: id, timestamp: Math.round(performance.timeOrigin + performance.now()) }));
      waiting?.({ promptId: id, nodeIds: Object.keys(prompt) });
      return { status: 200, body: { prompt_id: id, number: count, node_errors: {} } };
    },
    queue: () => (isOn ? { queue_running: current === null ? [] : [current.item], queue_pending: [] } : engine.queue()),
    queueRemaining: () => (isOn ? Number(current !== null) : engine.queueRemaining()),
    history: (window) => (isOn ? newest([...history.keys()], window.maxItems) : engine.history(window)),
    historyEntry: (id) => (isOn ? history.get(id) : engine.historyEntry(id)),
    onEvent: (listener) => {
      listeners.add(listener);
      const forget = engine.onEvent(listener);
      return () => {
        listeners.delete(listener);
        forget();
      };
    },
  });
  return {
    decorate,
    takeOver: (): void => {
      isOn = true;
    },
    emit,
    nextJob: (): Promise<SoakJob> => new Promise((resolve) => (waiting = resolve)),
    end: ({ promptId }: SoakJob): void => {
      if (current?.id !== promptId) return;
      const timestamp = Math.round(performance.timeOrigin + performance.now());
      const messages = [
        ['execution_start', { prompt_id: promptId, timestamp: timestamp - 1_000 }],
        ['execution_success', { prompt_id: promptId, timestamp }],
      ];
      const status = { status_str: 'success', completed: true, messages };
      history.set(promptId, { prompt: current.item, outputs: {}, status, meta: {} });
      current = null;
      emit(json('execution_success', { prompt_id: promptId, timestamp }));
      emitStatus();
    },
    jobsDone: () => history.size,
  };
}
