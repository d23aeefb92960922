import type { QueryClient } from '@tanstack/react-query';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { createApiClient } from '@/api/client';
import type { ApiClient } from '@/api/client';
import { socketUrl } from '@/api/urls';
import type { ApiBase } from '@/config/api-base';
import { EMPTY_JOB_MEMORY, withoutSubmissions } from '@/jobs/submission';
import type { JobMemory } from '@/jobs/submission';
import type { Ledger } from '@/ledger/create-ledger';
import type { LedgerStore } from '@/ledger/ledger-store';
import { systemClock } from '@/lib/clock';
import type { Clock } from '@/lib/clock';
import { systemRandom } from '@/lib/random';
import type { RandomSource } from '@/lib/random';
import { createConnection } from '@/live/connection';
import type { Connection } from '@/live/connection';
import { createFrameScheduler } from '@/live/frames';
import { createLiveFeed } from '@/live/store';
import type { LiveFeed } from '@/live/store';
import { toPromptId } from '@/protocol/ids';
import type { ClientId, PromptId, ServerId } from '@/protocol/ids';
import type { Queue } from '@/protocol/queue';
import type { ServerEvent } from '@/protocol/server-event';
import { createAccess, withViewerPictures } from './access';
import type { Access } from './access';
import { createBrowserPage } from './browser-page';
import { claimClientId } from './client-id';
import type { ClientIdClaim } from './client-id';
import { createClockOffset } from './clock-offset';
import type { ClockOffset } from './clock-offset';
import { createDeafWatch } from './deaf-watch';
import { keys } from './keys';
import type { NodeTypesStore } from './node-types-store';
import { createOrderWatch } from './order-watch';
import type { OrderWatch } from './order-watch';
import type { Page } from './page';
import { createPause } from './pause-state';
import type { Pause } from './pause-state';
import { historyQuery } from './queries/history';
import { queueQuery } from './queries/queue';
import { systemStatsQuery } from './queries/system';
import { createQueryClient } from './query-client';
import { createQueuePoll, selectPollIntervalMs } from './queue-poll';
import type { QueuePoll } from './queue-poll';
import { readQueueNow } from './read-queue';
import { createRestartWatch } from './restart-watch';
import type { RestartWatch } from './restart-watch';
import { createServerSync } from './server-sync';
import type { Session } from './session';
import { openLedger, startKeeping } from './start-keeping';
import type { Keeping } from './start-keeping';
import { openNodeTypesStore, startNodeTypes } from './start-node-types';
import type { KeptNodeTypes } from './start-node-types';
import { createUsageKeeper } from './usage-history';
import type { UsageKeeper } from './usage-history';

export interface SessionOptions {
  readonly serverId: ServerId;
  readonly base: ApiBase;
  /** Sent as `Comfy-User`; asked on every call. */
  readonly userId?: () => string | null;
  /** Names what this browser keeps of the user's jobs; default the server's id. */
  readonly scope?: string;
  readonly clock?: Clock;
  readonly random?: RandomSource;
  readonly page?: Page;
  /** The page opens as a wall, see `Session.watchOnly`. */
  readonly isWatching?: boolean;
  /** Instead of the one for `base`. */
  readonly client?: ApiClient;
  /** Where past jobs are kept; default IndexedDB, or memory where there is none. */
  readonly ledgerStore?: LedgerStore;
  /** Where node definitions are kept for the next start; default IndexedDB, or memory where there is none. */
  readonly nodeTypesStore?: NodeTypesStore;
  /** Instead of the platform's own, for a client that is made here. */
  readonly fetch?: typeof fetch;
}

/** Connects to a server: opens the socket and begins to poll the queue. Lives outside React; the caller disposes it. */
export function createSession(options: SessionOptions): Session {
  const core = createCore(options);
  const { clock, page, feed, memory, restarts, claim, onIdTaken } = core;
  const queryClient = createQueryClient((key, data) => sync.takeAnswer(key, data));
  core.nodeTypes.showIn(queryClient);
  const pollQueue = (): void => poll.now();
  const deafness = createDeafWatch(clock, () => connection.reconnect('deaf'), pollQueue);
  const usage = createUsage(core, queryClient);
  const sync = createServerSync({ ...core, queryClient, deafness, usage, pollQueue, isHidden: page.isHidden });
  const handleOpen = createOpenHandler(deafness.noteOpen, sync.resync, (isFirst) => readAround(session, isFirst));
  const connection = createSocket(core, sync.takeEvent, handleOpen);
  const session: Session = {
    ...toParts(core),
    queryClient,
    usage: usage.store,
    measureUsage: usage.begin,
    get whenRestored() {
      return keeping.ready;
    },
    saveSubmissions: () => keeping.saved(),
    get clientId() {
      return claim.current();
    },
    readQueue: () => readQueueNow(session),
    forgetJobs: (ids) => forgetJobs(core, keeping, ids),
    noteNumber: (number) => {
      if (restarts.judgeNumber(number)) sync.takeRestart();
    },
    dismissRestart: () => feed.noteRestart(null),
    reconnect: () => {
      connection.wake();
      sync.resync();
    },
    dispose: () => {
      stopListening();
      stopCounting();
      for (const part of [keeping, poll, connection, sync, usage, deafness, feed, claim, core.nodeTypes, core.pause]) part.dispose();
      queryClient.clear();
    },
  };
  const poll = startPoll(session, connection.wake);
  const stopListening = followPage(page, connection, sync.wake);
  const stopCounting = followSubmissions(memory, deafness.noteSubmitted);
  const keeping = startKeeping(session, restarts, { ...core, userId: options.userId ?? (() => null) });
  onIdTaken.push(() => connection.reconnect('closed'));
  claim.whenSettled(() => connection.start());
  return session;
}

interface Core {
  readonly serverId: ServerId;
  readonly client: ApiClient;
  readonly nodeTypes: KeptNodeTypes;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly page: Page;
  readonly feed: LiveFeed;
  readonly memory: StoreApi<JobMemory>;
  readonly restarts: RestartWatch;
  readonly claim: ClientIdClaim;
  /** Told when another tab turns out to have the id of this one: a new one is taken, and a socket under the old one is closed. */
  readonly onIdTaken: ((id: ClientId) => void)[];
  readonly ledger: Ledger;
  readonly pause: Pause;
  readonly access: Access;
  readonly order: OrderWatch;
  readonly offset: ClockOffset;
}

type Parts =
  | ('serverId' | 'client' | 'clock' | 'random' | 'page' | 'memory' | 'live' | 'ledger')
  | ('pause' | 'changePause' | 'access' | 'watchOnly' | 'order' | 'clockSkew' | 'serverNowMs');

/** What a session hands on as it was made. */
function toParts({ feed, pause, access, order, offset, ...core }: Core): Pick<Session, Parts> {
  const { serverId, client, clock, random, page, memory, ledger } = core;
  const { store: clockSkew, serverNowMs } = offset;
  const own = { live: feed.store, pause: pause.store, changePause: pause.change, order: order.store };
  const manners = { access: access.store, watchOnly: access.watchOnly };
  return { serverId, client, clock, random, page, memory, ledger, ...own, ...manners, clockSkew, serverNowMs };
}

/** A failure stays in the query, where the panels show it. */
function createUsage({ clock, page, client, serverId }: Core, queryClient: QueryClient): UsageKeeper {
  const read = (): void => {
    void queryClient.query({ ...systemStatsQuery({ client, serverId }), staleTime: 0, retry: false }).catch(() => undefined);
  };
  return createUsageKeeper({ clock, isHidden: page.isHidden, read });
}

function createCore(options: SessionOptions): Core {
  const { serverId, base, scope = serverId, clock = systemClock, random = systemRandom, page = createBrowserPage() } = options;
  const offset = createClockOffset(clock);
  const onIdTaken: ((id: ClientId) => void)[] = [];
  const claim = claimClientId(page, clock, random, (id) => onIdTaken.forEach((take) => take(id)));
  const feed = createLiveFeed({
    clientId: claim.current(),
    schedule: createFrameScheduler(clock, page.requestFrame),
    urls: page.urls,
    monotonicMs: clock.monotonicMs,
  });
  onIdTaken.push((clientId) => feed.setConnection({ clientId }));
  const nodeTypes = startNodeTypes(
    serverId,
    options.client ?? createOwnClient(options, clock, offset.note),
    clock,
    options.nodeTypesStore ?? openNodeTypesStore(base.http),
  );
  const access = createAccess(nodeTypes.client, options.isWatching ?? false);
  const ledger = openLedger(scope, clock, options.ledgerStore);
  return {
    serverId,
    clock,
    random,
    page,
    claim,
    onIdTaken,
    feed,
    client: withViewerPictures(nodeTypes.client, access),
    nodeTypes,
    offset,
    ledger,
    pause: createPause(ledger, page.openChannel(`comfydeck-pause/${scope}`)),
    access,
    order: createOrderWatch(),
    memory: createStore<JobMemory>(() => EMPTY_JOB_MEMORY),
    restarts: createRestartWatch(),
  };
}

function createSocket(core: Core, onEvent: (event: ServerEvent) => void, onOpen: () => void): Connection {
  const { client, claim, page, clock, random, feed } = core;
  return createConnection({
    url: () => socketUrl(client.base, claim.current()),
    openSocket: page.openSocket,
    clock,
    random,
    isOnline: page.isOnline,
    onChange: feed.setConnection,
    onEvent,
    onOpen,
  });
}

function startPoll(session: Session, reconnect: () => void): QueuePoll {
  const { clock, random } = session;
  return createQueuePoll({ clock, random, read: () => readPolled(session, reconnect), intervalMs: () => toPollIntervalMs(session) });
}

function createOwnClient({ base, userId, fetch }: SessionOptions, clock: Clock, onDate: ClockOffset['note']): ApiClient {
  return createApiClient({
    base,
    clock,
    onDate,
    ...(userId === undefined ? {} : { userId }),
    ...(fetch === undefined ? {} : { fetch }),
  });
}

/** The first socket finds nothing that was missed; every later one may. */
function createOpenHandler(noteOpen: () => void, resync: () => void, read: (isFirst: boolean) => void): () => void {
  let isFirst = true;
  return () => {
    noteOpen();
    if (!isFirst) resync();
    read(isFirst);
    isFirst = false;
  };
}

/**
 * What failed before the server was there is asked again. The newest history is read though no panel may show it: by it a restart is
 * told, and the run of a document from before a reload is found.
 */
function readAround(session: Session, isFirst: boolean): void {
  const { queryClient, serverId } = session;
  void queryClient.invalidateQueries({ queryKey: keys.all(serverId), predicate: ({ state }) => state.status === 'error' });
  void queryClient.query({ ...historyQuery(session), ...(isFirst ? {} : { staleTime: 0 }) }).catch(() => undefined);
}

function followPage(page: Page, connection: Connection, wake: () => void): () => void {
  const removers = [
    page.onLeave(() => connection.suspend()),
    page.onWake(() => {
      connection.wake();
      wake();
    }),
  ];
  return () => removers.forEach((remove) => remove());
}

/** Calls back whenever the server has taken one more prompt of ours. */
function followSubmissions(memory: StoreApi<JobMemory>, onAccepted: () => void): () => void {
  const countAccepted = ({ submissions }: JobMemory): number =>
    Object.values(submissions).filter(({ state }) => state === 'accepted').length;
  return memory.subscribe((state, before) => {
    if (state.submissions !== before.submissions && countAccepted(state) > countAccepted(before)) onAccepted();
  });
}

/** A failure stays in the query, where the panels show it. A server that answers again is connected to at once. */
async function readPolled(session: Session, reconnect: () => void): Promise<void> {
  const options = queueQuery(session);
  const wasFailing = session.queryClient.getQueryState(options.queryKey)?.status === 'error';
  const isAnswered = await session.queryClient.query({ ...options, staleTime: 0, retry: false }).then(
    () => true,
    () => false,
  );
  if (isAnswered && wasFailing) reconnect();
}

/** What the socket says of the queue may be old, what was read of it too: either is reason enough. */
function toPollIntervalMs({ live, page, queryClient, serverId, access }: Session): number {
  const { connection, queueRemaining } = live.getState();
  const queue = queryClient.getQueryData<Queue>(keys.queue(serverId));
  const known = (queue?.running.length ?? 0) + (queue?.pending.length ?? 0);
  return selectPollIntervalMs({
    isHidden: page.isHidden(),
    isOffline: !page.isOnline() && connection.phase !== 'open',
    isSocketOpen: connection.phase === 'open',
    // A wall shows the age of what it knows to everybody.
    hasWork: access.getState().isWatching || known > 0 || (queueRemaining ?? 0) > 0,
  });
}

function forgetJobs({ feed, memory, restarts }: Core, keeping: Keeping, ids: readonly PromptId[] | 'all'): void {
  keeping.forget(ids);
  restarts.forget(ids);
  const gone = new Set(ids === 'all' ? Object.keys(feed.store.getState().runs).map(toPromptId) : ids);
  feed.forget(gone);
  memory.setState((state) => withoutSubmissions(state, ids === 'all' ? 'settled' : gone), true);
}
