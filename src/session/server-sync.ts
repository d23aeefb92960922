/**
 * Keeps what is known of the server true: turns events into refreshes, reads of the queue into questions to history, and a new
 * connection into a new look at everything. Polling is the truth, events only make it fast.
 */
import type { Query, QueryClient, QueryKey } from '@tanstack/react-query';
import type { StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '@/api/client';
import { FRESH_DELAYED_AFTER_MS, HISTORY_PAGE_SIZE, REFRESH_PAUSE_MS, RESTART_TAKES_MS } from '@/config/limits';
import { toJobEnd } from '@/jobs/finished-job';
import { toNewest, withEntry } from '@/jobs/history-window';
import { isRunOver } from '@/jobs/run-progress';
import { findSubmission, hasVanished, loseOpenSubmissions, observeHistory, observeQueue } from '@/jobs/submission';
import type { JobMemory } from '@/jobs/submission';
import type { Clock } from '@/lib/clock';
import type { LiveFeed } from '@/live/store';
import type { History, HistoryEntry } from '@/protocol/history';
import { toPromptId } from '@/protocol/ids';
import type { PromptId, ServerId } from '@/protocol/ids';
import type { Queue } from '@/protocol/queue';
import type { ServerEvent } from '@/protocol/server-event';
import type { ServerLog, SystemStats } from '@/protocol/system';
import type { DeafWatch } from './deaf-watch';
import { planSync } from './event-sync';
import type { SyncTopic } from './event-sync';
import { keys } from './keys';
import { systemStatsQuery } from './queries/system';
import type { OrderWatch } from './order-watch';
import type { RestartWatch } from './restart-watch';
import { createMissedHistory } from './missed-history';
import type { MissedHistory } from './missed-history';
import { historyQuery } from './queries/history';
import { createSettler } from './settler';
import type { Settler } from './settler';
import { createThrottle } from './throttle';
import type { Throttle } from './throttle';
import type { UsageKeeper } from './usage-history';

export interface ServerSyncParts {
  readonly serverId: ServerId;
  readonly client: ApiClient;
  readonly clock: Clock;
  readonly queryClient: QueryClient;
  readonly feed: LiveFeed;
  readonly memory: StoreApi<JobMemory>;
  readonly restarts: RestartWatch;
  readonly deafness: DeafWatch;
  readonly order: OrderWatch;
  readonly usage: UsageKeeper;
  /** Makes the queue be read soon. */
  readonly pollQueue: () => void;
  /** While nobody looks, nothing is asked for but the queue at its slow pace; `wake` makes up for it. */
  readonly isHidden: () => boolean;
}

export interface ServerSync {
  readonly takeEvent: (event: ServerEvent) => void;
  /** Takes an answer that came into the server cache. */
  readonly takeAnswer: (key: QueryKey, data: unknown) => void;
  /** A socket opened, or the page comes back after a while: events may have been missed. */
  readonly resync: () => void;
  /** The page is looked at again: what was put off is done, and after a silence everything is read anew. */
  readonly wake: () => void;
  /** The server was restarted: what it owed is lost. */
  readonly takeRestart: () => void;
  readonly dispose: () => void;
}

/** Creates the sync of one session; it acts only when told something. */
export function createServerSync(parts: ServerSyncParts): ServerSync {
  const sync = new Sync(parts);
  return {
    takeEvent: (event) => sync.takeEvent(event),
    takeAnswer: (key, data) => sync.takeAnswer(key, data),
    resync: () => sync.handleReopened(),
    wake: () => sync.wake(),
    takeRestart: () => sync.takeRestart(),
    dispose: () => sync.dispose(),
  };
}

class Sync {
  private readonly parts: ServerSyncParts;
  private readonly settler: Settler;
  private readonly missed: MissedHistory;
  private readonly refreshes: Readonly<Record<SyncTopic, Throttle>>;
  private queued: ReadonlySet<PromptId> | null = null;
  /** Looked for and not found: not asked for again until something new is heard. */
  private readonly concluded = new Set<PromptId>();
  private heardAtMs: number;
  /** Runs that were going on when a socket broke. */
  private cutRuns: ReadonlySet<PromptId> = new Set();
  private hasAskedForOrder = false;
  /** Put off until the page is seen. */
  private isResyncDue = false;

  constructor(parts: ServerSyncParts) {
    this.parts = parts;
    this.heardAtMs = parts.clock.monotonicMs();
    const { client, clock, serverId } = parts;
    const throttled = (task: () => void): Throttle => createThrottle(clock, REFRESH_PAUSE_MS, task);
    this.refreshes = {
      queue: throttled(parts.pollQueue),
      files: throttled(() => this.invalidate(keys.allFiles(serverId))),
      features: throttled(() => this.invalidate(keys.features(serverId))),
    };
    this.missed = createMissedHistory({
      client,
      clock,
      known: () => parts.queryClient.getQueryData(historyQuery(parts).queryKey) ?? null,
      onFound: (entries, sinceMs) => {
        this.takeEntries(entries);
        parts.deafness.noteMissed(sinceMs);
      },
      onOther: () => [keys.historyLists(serverId), keys.past(serverId)].forEach((key) => this.invalidate(key)),
    });
    this.settler = createSettler({
      client,
      clock,
      onFound: (entries) => this.takeEntries(entries),
      onMissing: (ids) => this.conclude(ids),
    });
  }

  takeEvent(event: ServerEvent): void {
    this.noteHeard();
    this.parts.feed.push(event);
    this.parts.deafness.noteFrame();
    if (event.kind === 'status') {
      this.parts.deafness.noteStatus();
      this.missed.noteRemaining(event.queueRemaining);
    }
    const plan = planSync(event);
    if (plan.refresh.length > 0) this.unlessHidden(() => plan.refresh.forEach((topic) => this.refreshes[topic].request()));
    if (plan.settle === null) return;
    this.missed.noteEnded([plan.settle]);
    this.settle([plan.settle]);
  }

  takeAnswer(key: QueryKey, data: unknown): void {
    const { serverId, feed } = this.parts;
    this.noteHeard();
    if (isKey(key, keys.queue(serverId))) this.takeQueue(data as Queue);
    else if (isKey(key, keys.systemStats(serverId))) this.takeStats(data as SystemStats);
    else if (startsWith(key, keys.historyLists(serverId))) this.takeHistory(data as History);
    else if (isKey(key, keys.logs(serverId))) feed.takeLog((data as ServerLog).entries);
    feed.noteEvidence();
  }

  private takeStats(stats: SystemStats): void {
    this.parts.order.noteStats(stats);
    this.parts.usage.take(stats);
  }

  handleReopened(): void {
    this.cutRuns = new Set(this.openRuns());
    this.resync();
  }

  resync(mayBeAnother = this.wasSilent()): void {
    const { feed, queryClient, serverId, pollQueue } = this.parts;
    const isStale = (key: QueryKey): boolean => mayBeAnother || !isKey(key, keys.objectInfo(serverId));
    feed.loseTrack();
    if (this.parts.isHidden()) {
      this.isResyncDue = true;
      return;
    }
    this.isResyncDue = false;
    this.concluded.clear();
    void queryClient.invalidateQueries({ queryKey: keys.all(serverId), predicate: (query) => isStale(query.queryKey) });
    pollQueue();
    this.settle(this.openRuns());
  }

  wake(): void {
    const isSilent = this.parts.clock.monotonicMs() - this.heardAtMs >= FRESH_DELAYED_AFTER_MS;
    if (this.isResyncDue || isSilent) this.resync();
    else this.parts.pollQueue();
  }

  takeRestart(): void {
    const { memory, feed, order } = this.parts;
    order.reset();
    this.hasAskedForOrder = false;
    const lost = Object.values(memory.getState().submissions).filter(({ state }) => state === 'accepted' || state === 'unanswered');
    memory.setState(loseOpenSubmissions, true);
    feed.noteRestart(lost.length);
    this.resync(true);
  }

  dispose(): void {
    this.settler.dispose();
    this.missed.dispose();
    for (const refresh of Object.values(this.refreshes)) refresh.dispose();
  }

  /** A burst after a silence may be all that is left of what was said: everything is looked at once. The server is the same one. */
  private noteHeard(): void {
    const { clock, isHidden } = this.parts;
    const silentMs = clock.monotonicMs() - this.heardAtMs;
    this.heardAtMs = clock.monotonicMs();
    if (silentMs > FRESH_DELAYED_AFTER_MS && !isHidden()) this.resync(false);
  }

  private settle(ids: Iterable<PromptId>): void {
    this.unlessHidden(() => this.settler.settle(ids));
  }

  private unlessHidden(task: () => void): void {
    if (this.parts.isHidden()) this.isResyncDue = true;
    else task();
  }

  private takeQueue(queue: Queue): void {
    const { feed, memory, deafness } = this.parts;
    const before = this.queued;
    const ids = new Set([...queue.running, ...queue.pending].map((item) => item.promptId));
    this.queued = ids;
    for (const id of ids) this.concluded.delete(id);
    memory.setState((state) => observeQueue(state, queue), true);
    this.watchOrder(queue);
    // What could not be read when everything was read anew: the server answers again.
    if (!this.parts.isHidden()) this.invalidate(keys.historyLists(this.parts.serverId), ({ state }) => state.status === 'error');
    const [running] = queue.running;
    if (running !== undefined) feed.observeRunning(running.promptId);
    const isOwnRunning = running !== undefined && findSubmission(memory.getState(), running.promptId) !== null;
    deafness.noteRead(before !== null && !isEqualSet(before, ids), isOwnRunning);
    const left = [...(before ?? [])].filter((id) => !ids.has(id));
    this.missed.noteEnded(left);
    if (!this.parts.isHidden()) this.missed.noteRead(feed.store.getState().connection.phase === 'open');
    const runs = this.openRuns().filter((id) => !ids.has(id));
    const sent = Object.values(memory.getState().submissions)
      .filter((one) => hasVanished(one) || (one.state === 'unanswered' && !ids.has(one.promptId)))
      .map((one) => one.promptId);
    this.settle([...left, ...runs, ...sent].filter((id) => !this.concluded.has(id) && !this.isSettled(id)));
  }

  /** The start arguments are asked for once, as soon as there is an order that could be changed. */
  private watchOrder(queue: Queue): void {
    const { feed, order, queryClient } = this.parts;
    order.noteRead(queue, feed.store.getState().runs);
    if (this.hasAskedForOrder || queue.pending.length < 2 || this.parts.isHidden()) return;
    this.hasAskedForOrder = true;
    void queryClient.query(systemStatsQuery(this.parts)).catch(() => (this.hasAskedForOrder = false));
  }

  private takeHistory(history: History): void {
    const { memory, restarts } = this.parts;
    this.missed.noteWhole();
    const isOwed = Object.values(memory.getState().submissions).some(({ state }) => state === 'accepted');
    restarts.remember(
      history.entries.map((entry) => entry.promptId),
      isOwed,
    );
    this.observeEntries(history.entries);
  }

  /** Entries found one by one go into the lists that are cached, so that no list has to be read whole for one more job. A list is let grow by a page. */
  private takeEntries(entries: readonly HistoryEntry[]): void {
    const { queryClient, serverId } = this.parts;
    for (const [key, history] of queryClient.getQueriesData<History>({ queryKey: keys.historyLists(serverId) })) {
      if (history === undefined) continue;
      const limit = Number(key.at(-1)) + HISTORY_PAGE_SIZE;
      queryClient.setQueryData<History>(key, toNewest(entries.reduce(withEntry, history), limit));
    }
    for (const entry of entries) queryClient.setQueryData(keys.historyEntry(serverId, entry.promptId), entry);
    this.parts.restarts.add(entries.map((entry) => entry.promptId));
    this.observeEntries(entries);
    this.parts.feed.noteEvidence();
  }

  private observeEntries(entries: readonly HistoryEntry[]): void {
    const { feed, memory } = this.parts;
    for (const entry of entries) {
      const end = toJobEnd(entry);
      feed.settle(entry.promptId, end.state, end.error);
    }
    const runIds = new Set(Object.keys(feed.store.getState().runs).map(toPromptId));
    memory.setState((state) => observeHistory(state, entries, runIds), true);
  }

  /** Neither queued nor in history. Runs among them are unknown now; prompts of ours that vanish may mean a restart. */
  private conclude(ids: readonly PromptId[]): void {
    const { feed, memory } = this.parts;
    const gone = ids.filter((id) => this.queued?.has(id) !== true);
    for (const id of gone) this.concluded.add(id);
    feed.loseTrack(gone);
    const isOurs = gone.some((id) => findSubmission(memory.getState(), id)?.state === 'accepted');
    if (isOurs) void this.judgeRestart(this.isRunCut(gone));
  }

  /** Among these is one that ran when the socket broke. */
  private isRunCut(gone: readonly PromptId[]): boolean {
    const { connection, runs } = this.parts.feed.store.getState();
    return gone.some((id) => this.cutRuns.has(id) || (connection.phase !== 'open' && runs[id] !== undefined));
  }

  private async judgeRestart(isRunCut: boolean): Promise<void> {
    const { client, restarts } = this.parts;
    const read = async (): Promise<boolean> => {
      const { entries } = await client.history({ maxItems: HISTORY_PAGE_SIZE });
      return restarts.judgeVanished(
        entries.map((entry) => entry.promptId),
        isRunCut,
      );
    };
    // Two looks before anything is concluded. An unreachable server proves nothing; the next vanished prompt asks again.
    const isRestarted = await read()
      .then((isSure) => isSure || read())
      .catch(() => false);
    if (isRestarted) this.takeRestart();
  }

  /** A new process has new node definitions; megabytes are not read again for a socket that only broke. */
  private wasSilent(): boolean {
    const { lastEvidenceAtMs } = this.parts.feed.store.getState().connection;
    return lastEvidenceAtMs === null || this.parts.clock.monotonicMs() - lastEvidenceAtMs >= RESTART_TAKES_MS;
  }

  private openRuns(): PromptId[] {
    const runs = Object.values(this.parts.feed.store.getState().runs);
    return runs.filter((run) => !isRunOver(run)).map((run) => run.promptId);
  }

  private isSettled(id: PromptId): boolean {
    const { queryClient, serverId, memory } = this.parts;
    const state = findSubmission(memory.getState(), id)?.state;
    return state === 'cancelled' || state === 'finished' || Boolean(queryClient.getQueryData(keys.historyEntry(serverId, id)));
  }

  private invalidate(queryKey: QueryKey, predicate: (query: Query) => boolean = () => true): void {
    void this.parts.queryClient.invalidateQueries({ queryKey, predicate });
  }
}

function startsWith(key: QueryKey, start: readonly unknown[]): boolean {
  return start.every((part, index) => key[index] === part);
}

function isKey(key: QueryKey, other: readonly unknown[]): boolean {
  return key.length === other.length && startsWith(key, other);
}

function isEqualSet(a: ReadonlySet<PromptId>, b: ReadonlySet<PromptId>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}
