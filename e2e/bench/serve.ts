import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { preview, type Connect, type Plugin } from 'vite';
import { startEmbeddedServer, type EmbeddedServer } from '@/embedded/index';
import { engineProfile } from '@/embedded/engine/profiles';
import { createUpstreamProxy, readUpstream } from '@/embedded/setup/upstream-proxy';
import { PAGE_HEADERS } from '@/embedded/setup/page-headers';
import type { Engine, EngineEvent } from '@/embedded/engine/engine';
import type { JsonObject } from '@/lib/json';
import type { Material } from './generate/checksum';
import { generateHistory, pictureFolders } from './generate/history';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FLOOR = path.join(ROOT, 'e2e', 'bench', 'floor');
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8' };

/** How many entries the served history can have. */
export type HistorySize = 0 | 10_000 | 100_000;

/** A run that was submitted and never ends by itself: the storm is about it. */
export interface HeldRun {
  readonly promptId: string;
  readonly clientId: string | undefined;
}

/** Built page, floor pages and the embedded server behind both, on one loopback origin. */
export interface BenchServer {
  readonly url: string;
  readonly embedded: EmbeddedServer;
  /** Bytes `/object_info` answers from now on; both sides of a pair get the same. */
  readonly setObjectInfo: (bytes: Buffer) => void;
  /** Keeps `/object_info` waiting until the returned function lets it go, which answers the epoch ms of that moment. */
  readonly holdObjectInfo: () => () => number;
  readonly setHistory: (size: HistorySize) => void;
  /** To all sockets, as the engine would say it. */
  readonly emit: (event: EngineEvent) => void;
  readonly heldRun: () => HeldRun | null;
  readonly forgetRun: () => void;
  readonly stop: () => Promise<void>;
}

/** Starts it. Pictures for 100,000 entries lie on disk as links to one folder of sixteen. */
export async function serveBench(material: Material): Promise<BenchServer> {
  const memory = createMemory();
  const embedded = await startEmbeddedServer({ port: 0, decorateEngine: memory.decorate });
  writePictures(embedded.control.world.folder('output'), material.pictures);
  let objectInfo = material.objectInfo[40];
  let held: (() => void)[] | null = null;
  const front: Plugin = {
    name: 'bench-front',
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use(answerFloor);
      // One write of ready bytes: what is measured is the page, not how fast this process makes JSON.
      middlewares.use((request, response, next) => {
        if (request.method !== 'GET' || !/^(\/api)?\/object_info(\?|$)/.test(request.url ?? '')) return next();
        const answer = (): void => {
          response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': objectInfo.length });
          response.end(objectInfo);
        };
        if (held === null) answer();
        else held.push(answer);
      });
    },
  };
  const server = await preview({
    root: ROOT,
    configFile: false,
    logLevel: 'silent',
    plugins: [front],
    preview: { host: '127.0.0.1', port: 0, proxy: createUpstreamProxy(readUpstream(embedded.url)), headers: { ...PAGE_HEADERS } },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('the page server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    embedded,
    setObjectInfo: (bytes) => (objectInfo = bytes),
    holdObjectInfo: () => {
      const waiting: (() => void)[] = [];
      held = waiting;
      return () => {
        held = null;
        const releasedAtMs = performance.timeOrigin + performance.now();
        for (const answer of waiting.splice(0)) answer();
        return releasedAtMs;
      };
    },
    setHistory: memory.setHistory,
    emit: memory.emit,
    heldRun: memory.heldRun,
    forgetRun: memory.forgetRun,
    stop: async () => {
      await server.close();
      await embedded.stop();
    },
  };
}

const answerFloor: Connect.NextHandleFunction = (request, response, next) => {
  const name = /^\/floor\/([a-z-]+\.(?:html|mjs))(?:\?|$)/.exec(request.url ?? '')?.[1];
  if (name === undefined) return next();
  response.writeHead(200, { ...PAGE_HEADERS, 'Content-Type': TYPES[path.extname(name)] ?? 'text/plain' });
  response.end(fs.readFileSync(path.join(FLOOR, name)));
};

/** An engine with a generated history that accepts every prompt and lets it run for ever. */
function createMemory() {
  const listeners = new Set<(event: EngineEvent) => void>();
  const window = engineProfile('plain').historyWindow;
  let history: Record<string, JsonObject> = {};
  let held: (HeldRun & { readonly entry: JsonObject }) | null = null;
  let count = 0;
  /** The page takes a change of the queue that no `status` announces for a deaf socket. */
  const emitStatus = (): void => {
    const data = { status: { exec_info: { queue_remaining: held === null ? 0 : 1 } } };
    for (const listener of listeners) listener({ kind: 'json', audience: { kind: 'all' }, type: 'status', data });
  };
  const decorate = (engine: Engine): Engine => ({
    ...engine,
    submit: (body) => {
      const promptId = `00000000-0000-4000-9000-${String(++count).padStart(12, '0')}`;
      const clientId = typeof body['client_id'] === 'string' ? body['client_id'] : undefined;
      held = { promptId, clientId, entry: body };
      emitStatus();
      return { status: 200, body: { prompt_id: promptId, number: count, node_errors: {} } };
    },
    queue: () => ({
      queue_running: held === null ? [] : [[count, held.promptId, held.entry['prompt'] ?? {}, { client_id: held.clientId ?? '' }, []]],
      queue_pending: [],
    }),
    queueRemaining: () => (held === null ? 0 : 1),
    history: (asked) =>
      Object.keys(asked).length === 0
        ? history
        : Object.fromEntries(window(Object.keys(history), asked).map((id) => [id, history[id] ?? {}])),
    historyEntry: (id) => history[id],
    onEvent: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  });
  const made = new Map<HistorySize, Record<string, JsonObject>>();
  return {
    decorate,
    setHistory: (size: HistorySize): void => {
      const known = made.get(size) ?? generateHistory(size);
      made.set(size, known);
      history = known;
    },
    emit: (event: EngineEvent): void => listeners.forEach((listener) => listener(event)),
    heldRun: (): HeldRun | null => held,
    forgetRun: (): void => {
      held = null;
      emitStatus();
    },
  };
}

function writePictures(output: string, pictures: readonly Buffer[]): void {
  const folder = path.join(output, 'bench-pictures');
  fs.mkdirSync(folder, { recursive: true });
  pictures.forEach((bytes, index) => fs.writeFileSync(path.join(folder, `picture_${String(index).padStart(2, '0')}.png`), bytes));
  for (const name of pictureFolders(100_000)) fs.symlinkSync('bench-pictures', path.join(output, name));
}
