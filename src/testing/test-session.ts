import { createApiClient } from '@/api/client';
import type { ApiClient } from '@/api/client';
import { findApiBase } from '@/config/api-base';
import type { LedgerStore } from '@/ledger/ledger-store';
import { systemClock } from '@/lib/clock';
import type { Clock } from '@/lib/clock';
import { systemRandom } from '@/lib/random';
import type { RandomSource } from '@/lib/random';
import { toServerId } from '@/protocol/ids';
import { createSession } from '@/session/create-session';
import type { NodeTypesStore } from '@/session/node-types-store';
import type { Session } from '@/session/session';
import { createTestPage } from './test-page';
import type { TestPage } from './test-page';

export interface TestSession {
  readonly session: Session;
  readonly page: TestPage;
}

export interface TestSessionOptions {
  readonly page?: TestPage;
  readonly clock?: Clock;
  readonly client?: ApiClient;
  /** Pages that share one are pages of one browser. */
  readonly ledgerStore?: LedgerStore;
  readonly nodeTypesStore?: NodeTypesStore;
  /** Of the client's own time limits; the session's clock does not count for them. */
  readonly clientClock?: Clock;
}

/** A session against a running server, with real sockets and HTTP; retries come without delay. Dispose it. */
export function createTestSession(server: { readonly url: string }, options: TestSessionOptions = {}): TestSession {
  const page = options.page ?? createTestPage();
  const base = findApiBase(server.url);
  const client = options.client ?? createApiClient({ base, clock: options.clientClock ?? systemClock, createXhr: null });
  const session = createSession({
    serverId: toServerId('test'),
    base,
    page,
    client,
    clock: options.clock ?? systemClock,
    random: hurriedRandom,
    ...(options.ledgerStore === undefined ? {} : { ledgerStore: options.ledgerStore }),
    ...(options.nodeTypesStore === undefined ? {} : { nodeTypesStore: options.nodeTypesStore }),
  });
  return { session, page };
}

/** Real ids; single words, which only spread waits, are zero. */
const hurriedRandom: RandomSource = (words) => {
  if (words.length === 1) words.fill(0);
  else systemRandom(words);
};

/** A clock on which everything takes a fraction of its time, so that tests see hours and polls pass without waiting for them. */
export function createFastClock(factor: number): Clock {
  return {
    nowMs: () => systemClock.nowMs() * factor,
    monotonicMs: () => systemClock.monotonicMs() * factor,
    after: (delayMs, task) => systemClock.after(delayMs / factor, task),
  };
}

/** Resolves with the first answer that is not null, asked whenever anything the session knows changes. The test's time limit ends it. */
export function until<T>(session: Session, find: () => T | null): Promise<T> {
  return new Promise((resolve) => {
    const look = (): void => {
      const found = find();
      if (found === null) return;
      removers.forEach((remove) => remove());
      resolve(found);
    };
    const removers = [
      session.live.subscribe(look),
      session.memory.subscribe(look),
      session.ledger.state.subscribe(look),
      session.queryClient.getQueryCache().subscribe(look),
    ];
    look();
  });
}
