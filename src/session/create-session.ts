import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { createApiClient } from '@/api/client';
import type { ApiClient } from '@/api/client';
import { socketUrl } from '@/api/urls';
import type { ApiBase } from '@/config/api-base';
import { FRESH_DELAYED_AFTER_MS } from '@/config/limits';
import { EMPTY_JOB_MEMORY, withoutSubmissions } from '@/jobs/submission';
import type { JobMemory } from '@/jobs/submission';
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
import type { PromptId, ServerId } from '@/protocol/ids';
import type { Queue } from '@/protocol/queue';
import { createBrowserPage } from './browser-page';
import { claimClientId } from './client-id';
import type { ClientIdClaim } from './client-id';
import { createDeafWatch } from './deaf-watch';
import { keys } from './keys';
import type { Page } from './page';
import { historyQuery } from './queries/history';
import { queueQuery } from './queries/queue';
import { createQueryClient } from './query-client';
import { createQueuePoll, selectPollIntervalMs } from './queue-poll';
import { createRestartWatch } from './restart-watch';
import type { RestartWatch } from './restart-watch';
import { createServerSync } from './server-sync';
import type { Session } from './session';

export interface SessionOptions {
  readonly serverId: ServerId;
  readonly base: ApiBase;
  /** Sent as `Comfy-User`; asked on every call. */
  readonly userId?: () => string | null;
  readonly clock?: Clock;
  readonly random?: RandomSource;
  readonly page?: Page;
  /** Instead of the one for `base`. */
  readonly client?: ApiClient;
}

/** Connects to a server: opens the socket and begins to poll the queue. Lives outside React; the caller disposes it. */
export function createSession(options: SessionOptions): Session {
  const core = createCore(options);
  const { serverId, client, clock, random, page, feed, memory, restarts, claim } = core;
  const queryClient = createQueryClient((key, data) => sync.takeAnswer(key, data));
  const deafness = createDeafWatch(clock, () => connection.reconnect('deaf'));
  const sync = createServerSync({ ...core, queryClient, deafness, pollQueue: () => poll.now() });
  const connection = createConnection({
    url: () => socketUrl(client.base, claim.current()),
    openSocket: page.openSocket,
    clock,
    random,
    isOnline: page.isOnline,
    onChange: feed.setConnection,
    onEvent: sync.takeEvent,
    onOpen: createOpenHandler(deafness.noteOpen, sync.resync, (isFirst) => readAround(session, isFirst)),
  });
  const session: Session = {
    serverId,
    client,
    clock,
    random,
    page,
    memory,
    queryClient,
    live: feed.store,
    get clientId() {
      return claim.current();
    },
    readQueue: async () => {
      await queryClient.cancelQueries({ queryKey: keys.queue(serverId) });
      return queryClient.query({ ...queueQuery(session), staleTime: 0, retry: false });
    },
    forgetJobs: (ids) => forgetJobs(core, ids),
    noteNumber: (number) => {
      if (restarts.judgeNumber(number)) sync.takeRestart();
    },
    reconnect: () => {
      connection.wake();
      sync.resync();
    },
    dispose: () => {
      stopListening();
      for (const part of [poll, connection, sync, deafness, feed, claim]) part.dispose();
      queryClient.clear();
    },
  };
  const poll = createQueuePoll({ clock, random, read: () => pollQueue(session), intervalMs: () => toPollIntervalMs(session) });
  const stopListening = followPage(core, connection, { resync: sync.resync, poll: poll.now });
  connection.start(claim.waitMs);
  return session;
}

interface Core {
  readonly serverId: ServerId;
  readonly client: ApiClient;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly page: Page;
  readonly feed: LiveFeed;
  readonly memory: StoreApi<JobMemory>;
  readonly restarts: RestartWatch;
  readonly claim: ClientIdClaim;
}

function createCore(options: SessionOptions): Core {
  const { serverId, base, userId, clock = systemClock, random = systemRandom, page = createBrowserPage() } = options;
  const claim = claimClientId(page, clock, random, (clientId) => feed.setConnection({ clientId }));
  const feed = createLiveFeed({
    clientId: claim.current(),
    schedule: createFrameScheduler(clock, page.requestFrame),
    urls: page.urls,
    monotonicMs: clock.monotonicMs,
  });
  return {
    serverId,
    clock,
    random,
    page,
    claim,
    feed,
    client: options.client ?? createApiClient({ base, clock, ...(userId === undefined ? {} : { userId }) }),
    memory: createStore<JobMemory>(() => EMPTY_JOB_MEMORY),
    restarts: createRestartWatch(),
  };
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

function followPage(
  { page, clock, feed }: Core,
  connection: Connection,
  { resync, poll }: { resync: () => void; poll: () => void },
): () => void {
  const removers = [
    page.onLeave(() => connection.suspend()),
    page.onWake(() => {
      connection.wake();
      const { lastEvidenceAtMs } = feed.store.getState().connection;
      const isRecent = lastEvidenceAtMs !== null && clock.monotonicMs() - lastEvidenceAtMs < FRESH_DELAYED_AFTER_MS;
      if (isRecent) poll();
      else resync();
    }),
  ];
  return () => removers.forEach((remove) => remove());
}

/** A failure stays in the query, where the panels show it. */
async function pollQueue(session: Session): Promise<void> {
  await session.queryClient.query({ ...queueQuery(session), staleTime: 0, retry: false }).catch(() => undefined);
}

/** What the socket says of the queue may be old, what was read of it too: either is reason enough. */
function toPollIntervalMs({ live, page, queryClient, serverId }: Session): number {
  const { connection, queueRemaining } = live.getState();
  const queue = queryClient.getQueryData<Queue>(keys.queue(serverId));
  const known = (queue?.running.length ?? 0) + (queue?.pending.length ?? 0);
  return selectPollIntervalMs({
    isHidden: page.isHidden(),
    isSocketOpen: connection.phase === 'open',
    hasWork: known > 0 || (queueRemaining ?? 0) > 0,
  });
}

function forgetJobs({ feed, memory, restarts }: Core, ids: readonly PromptId[] | 'all'): void {
  restarts.forget(ids);
  const gone = new Set(ids === 'all' ? Object.keys(feed.store.getState().runs).map(toPromptId) : ids);
  feed.forget(gone);
  memory.setState((state) => withoutSubmissions(state, ids === 'all' ? 'settled' : gone), true);
}
