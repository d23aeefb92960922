/**
 * A server, a bad network before it, and clients, all on one clock that stands still until it is moved: minutes of trouble pass in
 * moments, and every wait is counted in the time the user would have seen. Sockets and requests are real ones of this machine.
 */
import { QueryObserver } from '@tanstack/react-query';
import { findApiBase } from '@/config/api-base';
import { startEmbeddedServer } from '@/embedded/index';
import type { EmbeddedOptions, EmbeddedServer } from '@/embedded/index';
import { nextTurn } from '@/embedded/contract/settle';
import { startFaultProxy } from '@/embedded/faults/fault-proxy';
import type { FaultProxy } from '@/embedded/faults/fault-proxy';
import type { Job } from '@/jobs/job';
import type { JobLists } from '@/jobs/merge-jobs';
import { createManualClock } from '@/lib/clock';
import type { Clock, ManualClock } from '@/lib/clock';
import { isJsonObject } from '@/lib/json';
import type { JsonObject } from '@/lib/json';
import type { RandomSource } from '@/lib/random';
import { toServerId } from '@/protocol/ids';
import type { PromptId } from '@/protocol/ids';
import { createSession } from '@/session/create-session';
import { historyQuery } from '@/session/queries/history';
import { queueQuery } from '@/session/queries/queue';
import { selectJobs } from '@/session/select-jobs';
import type { Session } from '@/session/session';
import { submitPrompt } from '@/session/submit-prompt';
import { createTestPage, openNodeSocket } from './test-page';
import type { TestPage, Tabs } from './test-page';

/** One client of the lab, as a browser tab would be. */
export interface LabClient {
  readonly session: Session;
  readonly page: TestPage;
  /** Sockets it tried to open. */
  readonly attempts: () => number;
  /** HTTP requests it made. */
  readonly requests: () => number;
  readonly lists: () => JobLists;
  readonly job: (id: PromptId) => Job | null;
  readonly submit: (prompt?: JsonObject) => Promise<PromptId>;
}

export interface LabClientOptions {
  readonly tabName?: string;
  readonly tabs?: Tabs;
  /** What its wall clock is off by. */
  readonly skewMs?: number;
  /** Default: that of the lab. */
  readonly random?: RandomSource;
}

export interface Lab {
  readonly clock: ManualClock;
  readonly server: EmbeddedServer;
  readonly proxy: FaultProxy;
  readonly connect: (options?: LabClientOptions) => LabClient;
  /** Lets time pass; what the network and the server have to do meanwhile is done. */
  readonly advance: (ms: number, stepMs?: number) => Promise<void>;
  /** Lets time pass until something holds. Answers how long that took; throws when the limit passes first. */
  readonly until: (holds: () => boolean, limitMs: number, what?: string) => Promise<number>;
  /** Waits for a promise while time passes. */
  readonly during: <T>(promise: Promise<T>, limitMs?: number) => Promise<T>;
  /** State of every prompt the server's history holds. */
  readonly truth: () => ReadonlyMap<string, Job['state']>;
  readonly stop: () => Promise<void>;
}

/** Starts a lab. @param seed of all chance in it. */
export async function startLab(options: EmbeddedOptions = {}, seed = 1): Promise<Lab> {
  const clock = createManualClock();
  const random = createLabRandom(seed);
  const work = createWorkClock(clock);
  const server = await startEmbeddedServer({ testNodes: true, clock: work, ...options });
  const proxy = await startFaultProxy({ upstream: server.url, clock, random });
  const traffic = createTraffic(server.control, work.sleepers);
  const clients: LabClient[] = [];
  const advance: Lab['advance'] = async (ms, stepMs = 100) => {
    await traffic.settle();
    for (let leftMs = ms; leftMs > 0; leftMs -= stepMs) {
      clock.advance(Math.min(stepMs, leftMs));
      await traffic.settle();
    }
  };
  const until: Lab['until'] = async (holds, limitMs, what = String(holds)) => {
    await traffic.settle();
    for (let passedMs = 0; passedMs <= limitMs; passedMs += 100) {
      if (holds()) return passedMs;
      await advance(100);
    }
    throw new Error(`not within ${limitMs} ms: ${what}`);
  };
  return {
    clock,
    server,
    proxy,
    advance,
    until,
    during: async (promise, limitMs = 60_000) => {
      let isOver = false;
      const over = (): void => {
        isOver = true;
      };
      promise.then(over, over);
      await until(() => isOver, limitMs, 'a promise');
      return promise;
    },
    connect: (clientOptions = {}) => {
      const client = createLabClient({ url: proxy.url, clock, random: clientOptions.random ?? random, traffic }, clientOptions);
      clients.push(client);
      return client;
    },
    truth: () => readTruth(server),
    stop: async () => {
      for (const { session } of clients) session.dispose();
      await proxy.stop();
      await server.stop();
    },
  };
}

interface ClientParts {
  readonly url: string;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly traffic: Traffic;
}

function createLabClient({ url, clock: labClock, random, traffic }: ClientParts, options: LabClientOptions): LabClient {
  const { skewMs = 0, tabName = '', tabs } = options;
  const clock: Clock = { ...labClock, nowMs: () => labClock.nowMs() + skewMs };
  const base = findApiBase(url);
  const counts = { attempts: 0, requests: 0 };
  const page = createTestPage({
    tabName,
    ...(tabs === undefined ? {} : { tabs }),
    openSocket: (address) => {
      counts.attempts += 1;
      return openNodeSocket(address);
    },
    schedule: (task) => labClock.after(16, task),
  });
  const session = createSession({
    serverId: toServerId('lab'),
    base,
    page,
    clock,
    random,
    fetch: (input, init) => {
      counts.requests += 1;
      return traffic.follow(fetch(input, init).then((answer) => withDate(answer, labClock)));
    },
  });
  // Waits between tries of one query are of the real clock; here a failed one is asked again by what asks next.
  session.queryClient.setDefaultOptions({ queries: { ...session.queryClient.getDefaultOptions().queries, retry: false } });
  // The panels that are open.
  const observers = [
    new QueryObserver(session.queryClient, queueQuery(session)),
    new QueryObserver(session.queryClient, historyQuery(session)),
  ];
  for (const observer of observers) observer.subscribe(() => undefined);
  const lists = (): JobLists => selectJobs(session);
  return {
    session,
    page,
    lists,
    attempts: () => counts.attempts,
    requests: () => counts.requests,
    job: (id) => [...lists().queue, ...lists().history].find((job) => job.id === id) ?? null,
    submit: async (prompt = labPrompt()) => {
      const result = await submitPrompt(session, { prompt });
      if (result.kind !== 'accepted') throw new Error(`not accepted: ${result.kind}`);
      return result.promptId;
    },
  };
}

/** Node stamps its answers by the clock of this machine; the server of the lab lives by the lab's. */
function withDate(answer: Response, clock: Clock): Response {
  const headers = new Headers(answer.headers);
  headers.set('date', new Date(clock.nowMs()).toUTCString());
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
}

let color = 0;

/** A prompt that no cache knows. With `steps` a node takes that many seconds, and reports each. */
export function labPrompt({ steps = 0, fails = false } = {}): JsonObject {
  color = (color + 1) % 0xffffff;
  const start = { '1': { class_type: 'EmptyImage', inputs: { width: 8, height: 8, batch_size: 1, color } } };
  const last = (from: string): JsonObject => ({ '9': { class_type: 'PreviewImage', inputs: { images: [from, 0] } } });
  if (fails) return { ...start, '3': { class_type: 'FixtureFail', inputs: { image: ['1', 0], message: 'boom' } }, ...last('3') };
  if (steps === 0) return { ...start, ...last('1') };
  const progress = { image: ['1', 0], steps, seconds: steps, preview: 'JPEG', seed: color };
  return { ...start, '2': { class_type: 'FixtureProgress', inputs: progress }, ...last('2') };
}

/** Repeatable chance. */
export function createLabRandom(seed: number): RandomSource {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return (words) => {
    for (let index = 0; index < words.length; index += 1) words[index] = next();
  };
}

function readTruth({ control }: EmbeddedServer): ReadonlyMap<string, Job['state']> {
  return new Map(Object.entries(control.engine.history({})).map(([id, entry]) => [id, toEnd(entry)]));
}

function toEnd(entry: JsonObject): Job['state'] {
  const status = isJsonObject(entry['status']) ? entry['status'] : {};
  if (status['status_str'] === 'success') return 'done';
  return JSON.stringify(status['messages']).includes('execution_interrupted') ? 'cancelled' : 'failed';
}

/** A clock that knows how many wait for it. */
function createWorkClock(clock: Clock): Clock & { readonly sleepers: () => number } {
  let count = 0;
  return {
    ...clock,
    sleepers: () => count,
    after: (delayMs, task) => {
      let isOver = false;
      const end = (): void => {
        if (!isOver) count -= 1;
        isOver = true;
      };
      count += 1;
      const timer = clock.after(delayMs, () => {
        end();
        task();
      });
      return {
        cancel: () => {
          end();
          timer.cancel();
        },
      };
    },
  };
}

interface Traffic {
  readonly follow: (answer: Promise<Response>) => Promise<Response>;
  /** Resolves when requests that are not held back by a fault have been answered, and frames have arrived. */
  readonly settle: () => Promise<void>;
}

/** Turns of the event loop in which a frame makes its way through the proxy. */
const MIN_TURNS = 8;
/** A request that takes longer is held back by a fault: it is not waited for again. */
const MAX_TURNS = 600;

/** A real wait that is longer means that the server does not get on: it is left alone until its queue has changed. */
const MAX_WORK_MS = 200;

/** @param server whose runs are waited for while they compute something: not while they wait for their clock or are held. */
function createTraffic({ engine, whenStopped }: EmbeddedServer['control'], sleepers: () => number): Traffic {
  const pending = new Set<Promise<unknown>>();
  let stuckAt = -1;
  const isStopped = (): Promise<boolean> => Promise.race([whenStopped().then(() => true), nextTurn().then(() => false)]);
  const waitForWork = async (): Promise<void> => {
    const startMs = performance.now();
    while (engine.queueRemaining() > 0 && engine.queueRemaining() !== stuckAt && sleepers() === 0) {
      if (await isStopped()) return;
      if (performance.now() - startMs > MAX_WORK_MS) stuckAt = engine.queueRemaining();
    }
    if (engine.queueRemaining() !== stuckAt) stuckAt = -1;
  };
  return {
    follow: (answer) => {
      const over = (): void => void pending.delete(noted);
      const noted: Promise<void> = answer.then(over, over);
      pending.add(noted);
      return answer;
    },
    settle: async () => {
      await waitForWork();
      for (let turn = 0; turn < MIN_TURNS || (turn < MAX_TURNS && pending.size > 0); turn += 1) {
        await nextTurn();
      }
      pending.clear();
    },
  };
}
