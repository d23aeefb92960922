import type { Clock } from '@/lib/clock';
import type { JsonObject } from '@/lib/json';
import { createClassBook } from './class-book';
import type { Engine, EngineEvent } from './engine';
import type { EngineGate } from './gate';
import { createNodeCache } from './node-cache';
import type { NodeClass, World } from './node-class';
import { engineProfile } from './profiles';
import type { EngineProfile, ProfileName } from './profiles';
import { createPromptQueue, toQueueEntry } from './prompt-queue';
import type { QueueItem } from './prompt-queue';
import { createRunHistory } from './run-history';
import { openRun, runPrompt } from './run-prompt';
import type { Run } from './run';
import { submitPrompt } from './submit-prompt';

/** What an engine is made of. */
export interface EngineOptions {
  readonly classes: readonly NodeClass[];
  readonly world: World;
  readonly clock: Clock;
  /** A new UUID, canonical lowercase, for prompts sent without one. */
  readonly newId: () => string;
  /** Also serve classes whose availability is `test`. */
  readonly testNodes: boolean;
  readonly profile: ProfileName;
  readonly gate?: EngineGate;
}

/** All that a restart forgets. */
interface Memory {
  readonly queue: ReturnType<typeof createPromptQueue>;
  readonly history: ReturnType<typeof createRunHistory>;
  readonly cache: ReturnType<typeof createNodeCache>;
  count: number;
  arrivals: number;
  running: { readonly item: QueueItem; readonly run: Run; readonly stop: AbortController } | undefined;
  isWorking: boolean;
  shouldFree: boolean;
}

/** The parts all functions below share; `memory` is replaced by a restart, and a worker of an older memory falls silent. */
interface Shop {
  readonly options: EngineOptions;
  readonly profile: EngineProfile;
  readonly classes: ReadonlyMap<string, NodeClass>;
  readonly listeners: Set<(event: EngineEvent) => void>;
  memory: Memory;
}

/**
 * Creates the part of a ComfyUI look-alike that judges prompts, queues them and runs them one at a time.
 * Nothing runs before the current turn of the event loop ends. `submit` throws `PythonError` where the real server answers 500; other calls do not throw.
 */
export function createEngine(options: EngineOptions): Engine {
  const offered = options.classes.filter(({ availability }) => availability !== 'test' || options.testNodes);
  const profile = engineProfile(options.profile);
  const shop: Shop = {
    options,
    profile,
    classes: new Map(offered.map((node) => [node.name, node])),
    listeners: new Set(),
    memory: createMemory(profile),
  };
  return {
    submit: (body) => submit(shop, body),
    objectInfo: () => Object.fromEntries(offered.map((node) => [node.name, node.describe(options.world)])),
    ...queueCalls(shop),
    ...historyCalls(shop),
    interrupt: (promptId) => interrupt(shop, promptId),
    free: ({ freeMemory }) => free(shop, freeMemory),
    runningFor: (clientId) => {
      const { running } = shop.memory;
      return running?.item.clientId === clientId ? running.run.position : null;
    },
    onEvent: (listener) => {
      shop.listeners.add(listener);
      return () => void shop.listeners.delete(listener);
    },
    restart: () => forget(shop),
    dispose: () => {
      forget(shop);
      shop.listeners.clear();
    },
  };
}

function createMemory(profile: EngineProfile): Memory {
  return {
    queue: createPromptQueue(),
    history: createRunHistory(profile),
    cache: createNodeCache(),
    count: 0,
    arrivals: 0,
    running: undefined,
    isWorking: false,
    shouldFree: false,
  };
}

function forget(shop: Shop): void {
  const old = shop.memory;
  shop.memory = createMemory(shop.profile);
  old.queue.clear();
  old.running?.stop.abort();
}

function emitStatus(shop: Shop): void {
  const data = { status: { exec_info: { queue_remaining: remaining(shop.memory) } } };
  emit(shop, { kind: 'json', audience: { kind: 'all' }, type: 'status', data });
}

function emit(shop: Shop, event: EngineEvent): void {
  for (const listener of [...shop.listeners]) listener(event);
}

function remaining({ queue, running }: Memory): number {
  return queue.items().length + (running === undefined ? 0 : 1);
}

function submit(shop: Shop, body: JsonObject): ReturnType<Engine['submit']> {
  const { options, profile, classes, memory } = shop;
  const { world, clock, newId } = options;
  const book = createClassBook(classes, world);
  const counters = { countUp: () => memory.count++, nextArrival: () => memory.arrivals++ };
  const { answer, item } = submitPrompt(body, { book, world, profile, clock, newId, ...counters });
  if (item === undefined) return answer;
  memory.queue.push(item);
  emitStatus(shop);
  if (!memory.isWorking) void work(shop, memory);
  return answer;
}

/** Runs pending prompts until none is left or the memory is forgotten. */
async function work(shop: Shop, memory: Memory): Promise<void> {
  memory.isWorking = true;
  await Promise.resolve();
  for (let item = memory.queue.pop(); item !== undefined; item = memory.queue.pop()) {
    await workOn(shop, memory, item);
  }
  memory.isWorking = false;
}

async function workOn(shop: Shop, memory: Memory, item: QueueItem): Promise<void> {
  const { options, profile, classes } = shop;
  const { world, clock, gate } = options;
  const stop = new AbortController();
  const isCurrent = (): boolean => shop.memory === memory;
  const run = openRun({
    env: { world, clock, profile, gate, cache: memory.cache },
    book: createClassBook(classes, world),
    item,
    signal: stop.signal,
    emit: (event) => {
      if (isCurrent()) emit(shop, event);
    },
  });
  memory.running = { item, run, stop };
  emitStatus(shop);
  const entry = await runPrompt(run);
  memory.running = undefined;
  // Async nodes a failed run left behind must not go on.
  stop.abort();
  if (!isCurrent()) return;
  memory.history.add(item.promptId, entry);
  if (profile.endsEarly) run.messages.end();
  emitStatus(shop);
  if (!profile.endsEarly) run.messages.end();
  if (memory.shouldFree) memory.cache.clear();
  memory.shouldFree = false;
}

function queueCalls(shop: Shop): Pick<Engine, 'queue' | 'queueRemaining' | 'clearPending' | 'deletePending'> {
  const { canBeStopped, showsRunning } = shop.profile;
  return {
    queue: () => {
      const { queue, running } = shop.memory;
      const active = running === undefined ? [] : [toQueueEntry(running.item)];
      const pending = queue.items().map(toQueueEntry);
      return showsRunning
        ? { queue_running: active, queue_pending: pending }
        : { queue_running: [], queue_pending: [...active, ...pending] };
    },
    queueRemaining: () => remaining(shop.memory),
    clearPending: () => {
      if (!canBeStopped) return;
      shop.memory.queue.clear();
      emitStatus(shop);
    },
    deletePending: (ids) => {
      if (!canBeStopped) return;
      for (const id of ids) if (shop.memory.queue.remove(id)) emitStatus(shop);
    },
  };
}

function historyCalls(shop: Shop): Pick<Engine, 'history' | 'historyEntry' | 'clearHistory' | 'deleteHistory'> {
  return {
    history: (window) => shop.memory.history.list(window),
    historyEntry: (promptId) => shop.memory.history.find(promptId),
    clearHistory: () => shop.memory.history.clear(),
    deleteHistory: (ids) => {
      for (const id of ids) shop.memory.history.remove(id);
    },
  };
}

function interrupt(shop: Shop, promptId: string | undefined): boolean {
  const { running } = shop.memory;
  const isMeant = promptId === undefined || !shop.profile.obeysInterruptTarget || running?.item.promptId === promptId;
  if (running === undefined || !isMeant || !shop.profile.canBeStopped) return false;
  running.stop.abort();
  return true;
}

function free(shop: Shop, freeMemory: boolean): void {
  const { memory, profile } = shop;
  if (!freeMemory || !profile.canBeStopped) return;
  if (memory.running === undefined) memory.cache.clear();
  else memory.shouldFree = true;
}
