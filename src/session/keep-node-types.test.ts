import { QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NODE_TYPES_SAVE_DELAY_MS } from '@/config/limits';
import { startEmbeddedServer, type EmbeddedServer } from '@/embedded/index';
import { createManualClock } from '@/lib/clock';
import type { ObjectInfo } from '@/protocol/object-info';
import { createTestSession, until } from '@/testing/test-session';
import { createMemoryNodeTypesStore, type NodeTypesStore } from './node-types-store';
import { objectInfoQuery } from './queries/node-types';
import type { Session } from './session';

const OLD = JSON.stringify({ GoneLongAgo: { input: { required: {} }, output: ['IMAGE'], name: 'GoneLongAgo' } });

let server: EmbeddedServer;
const ends: (() => void)[] = [];
beforeEach(async () => {
  server = await startEmbeddedServer({});
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await server.stop();
});

/** A page of a browser whose screens want node definitions. */
function openPage(nodeTypesStore: NodeTypesStore, clock = createManualClock()): Session {
  const { session } = createTestSession(server, { nodeTypesStore, clock });
  const unsubscribe = new QueryObserver(session.queryClient, { ...objectInfoQuery(session), retry: false }).subscribe(() => undefined);
  ends.push(unsubscribe, session.dispose);
  return session;
}

const shown = (session: Session): ObjectInfo | undefined => session.queryClient.getQueryData(objectInfoQuery(session).queryKey);
const shows = (session: Session, className: string): Promise<ObjectInfo> =>
  until(session, () => {
    const info = shown(session);
    return info?.nodes.has(className) === true ? info : null;
  });
const isAsking = (session: Session): boolean =>
  session.queryClient.getQueryState(objectInfoQuery(session).queryKey)?.fetchStatus === 'fetching';
const whenAnswered = (session: Session): Promise<true> => until(session, () => (isAsking(session) ? null : true));
const asked = (): number => server.control.requests().filter(({ path }) => path === '/api/object_info').length;

/** A store that tells what is written to it. */
function createWatchedStore(text: string | null): NodeTypesStore & { readonly written: Promise<string>; readonly writes: () => number } {
  const inner = createMemoryNodeTypesStore(text);
  let resolve: (text: string) => void = () => undefined;
  const written = new Promise<string>((fulfil) => (resolve = fulfil));
  let writes = 0;
  return {
    ...inner,
    written,
    writes: () => writes,
    write: async (next, nowMs) => {
      writes += 1;
      await inner.write(next, nowMs);
      resolve(next);
    },
  };
}

describe('node definitions over a reload', () => {
  it('are there from before while the server takes its time, and it is asked once', async () => {
    server.control.slowRoute('/object_info', 300);
    const session = openPage(createMemoryNodeTypesStore(OLD));
    await shows(session, 'GoneLongAgo');
    expect(isAsking(session)).toBe(true);
    await shows(session, 'KSampler');
    await whenAnswered(session);
    expect(asked()).toBe(1);
  });

  it('give way to what the server says now', async () => {
    const session = openPage(createMemoryNodeTypesStore(OLD));
    const info = await shows(session, 'KSampler');
    expect(info.nodes.has('GoneLongAgo')).toBe(false);
    await whenAnswered(session);
    expect(asked()).toBe(1);
  });

  it('are kept for the next page, which shows the same object when the server says the same', async () => {
    const clock = createManualClock();
    const store = createWatchedStore(null);
    const first = openPage(store, clock);
    await shows(first, 'KSampler');
    clock.advance(NODE_TYPES_SAVE_DELAY_MS);
    await store.written;

    server.control.failRoute('/object_info', 'reset', 1);
    const second = openPage(store, clock);
    const kept = await shows(second, 'KSampler');
    await whenAnswered(second);
    const fresh = await second.queryClient.query({ ...objectInfoQuery(second), staleTime: 0 });
    expect(fresh).toBe(kept);
    clock.advance(NODE_TYPES_SAVE_DELAY_MS);
    await new Promise(setImmediate);
    expect(store.writes()).toBe(1);
  });

  it('stay when the server does not answer, and the failure is told', async () => {
    server.control.failRoute('/object_info', 500);
    const session = openPage(createMemoryNodeTypesStore(OLD));
    await shows(session, 'GoneLongAgo');
    await until(session, () => (session.queryClient.getQueryState(objectInfoQuery(session).queryKey)?.status === 'error' ? true : null));
    expect(shown(session)?.nodes.has('GoneLongAgo')).toBe(true);
  });

  it.each([
    ['no JSON', '{"KSampler": '],
    ['no object', '[1, 2]'],
  ])('that are %s are as good as none', async (_, text) => {
    const session = openPage(createMemoryNodeTypesStore(text));
    expect((await shows(session, 'KSampler')).diagnostics).toEqual([]);
  });

  it('are not missed where nothing can be kept', async () => {
    const broken = () => Promise.reject(new Error('no database'));
    const clock = createManualClock();
    const session = openPage({ read: broken, write: broken, close: () => undefined }, clock);
    await shows(session, 'KSampler');
    clock.advance(NODE_TYPES_SAVE_DELAY_MS);
    await whenAnswered(session);
  });
});
