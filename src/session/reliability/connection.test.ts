import { afterEach, describe, expect, it } from 'vitest';
import type { EmbeddedOptions } from '@/embedded/index';
import { createManualClock } from '@/lib/clock';
import { createConnection } from '@/live/connection';
import type { SocketLike } from '@/live/connection';
import { selectFreshness } from '@/live/freshness';
import { createTabs } from '@/testing/test-page';
import { createLabRandom, labPrompt, startLab } from '@/testing/trouble-lab';
import type { Lab, LabClient } from '@/testing/trouble-lab';

const SECOND = 1_000;
const MINUTE = 60_000;
let lab: Lab | null = null;

async function start(options?: EmbeddedOptions): Promise<Lab> {
  const made = await startLab(options);
  lab = made;
  return made;
}

afterEach(async () => {
  await lab?.stop();
  lab = null;
});

const isOpen = (client: LabClient) => () => client.session.live.getState().connection.phase === 'open';
const freshness = ({ session }: LabClient) => selectFreshness(session.live.getState(), session.clock.monotonicMs()).state;
const stepOf = ({ session }: LabClient, id: string): number =>
  Object.entries(session.live.getState().runs).find(([runId]) => runId === id)?.[1].nodes['2' as never]?.value ?? 0;

describe.each(['plain', 'old'] as const)('profile %s', (profile) => {
  it('R1 server down at start: connected within 16 s of its coming, at most 12 attempts', async () => {
    const { proxy, advance, until, connect } = await start({ profile });
    await proxy.refuse();
    const client = connect();
    await advance(20 * SECOND);
    expect(isOpen(client)()).toBe(false);
    await proxy.accept();
    expect(await until(isOpen(client), 16 * SECOND)).toBeLessThanOrEqual(16 * SECOND);
    expect(client.attempts()).toBeLessThanOrEqual(12);
  });

  it('R4 accept and hang: given up and tried again after 8 s', async () => {
    const { proxy, until, connect, advance } = await start({ profile });
    proxy.setFaults({ hangsOnAccept: true });
    const client = connect({ random: (words) => void words.fill(0) });
    await until(() => client.attempts() === 1, SECOND);
    const tookMs = await until(() => client.attempts() === 2, 12 * SECOND);
    expect(tookMs).toBeGreaterThanOrEqual(7 * SECOND);
    expect(tookMs).toBeLessThanOrEqual(9 * SECOND);
    proxy.setFaults({});
    await advance(8 * SECOND);
    await until(isOpen(client), 2 * SECOND);
  });

  it('R5 stall of 90 s, then a burst: stale at 30 to 32 s, the right state within 2 s of its end', async () => {
    const { proxy, until, connect, advance, during, truth } = await start({ profile });
    const client = connect();
    await until(isOpen(client), SECOND);
    const id = await during(client.submit(labPrompt({ steps: 60 })));
    await until(() => client.job(id)?.state === 'running', 5 * SECOND);
    proxy.setFaults({ isStalled: true });
    const staleMs = await until(() => freshness(client) === 'stale', 40 * SECOND);
    expect(staleMs).toBeGreaterThanOrEqual(29 * SECOND);
    expect(staleMs).toBeLessThanOrEqual(32 * SECOND);
    await advance(90 * SECOND - staleMs);
    expect(truth().get(id)).toBe('done');
    expect(client.job(id)?.state).not.toBe('done');
    proxy.setFaults({});
    await until(() => client.job(id)?.state === 'done', 2 * SECOND);
    expect(freshness(client)).toBe('live');
  });

  it.each([
    ['running', 12],
    ['idle', 15],
  ] as const)('R6 ghost: deafness noticed while %s within %i s of the next change of the queue', async (situation, limitS) => {
    const { proxy, until, connect, advance, during, server } = await start({ profile });
    const client = connect();
    await until(isOpen(client), SECOND);
    proxy.setFaults({ ghostMs: 60 * SECOND });
    proxy.resetAll();
    await until(() => !isOpen(client)(), SECOND);
    await until(isOpen(client), 5 * SECOND);
    const longJobs = situation === 'running' ? [await during(client.submit(labPrompt({ steps: 300 })))] : [];
    await advance(61 * SECOND);
    expect(server.control.sockets().map((socket) => socket.isRegistered)).toEqual([false]);
    proxy.setFaults({});
    // Somebody else changes the queue: nothing in this client knows of it but polling.
    server.control.engine.submit({ prompt: labPrompt({ steps: 30 }), client_id: 'somebody' });
    const isDeaf = () => client.session.live.getState().connection.failure === 'deaf' || server.control.sockets()[0]?.isRegistered === true;
    expect(await until(isDeaf, limitS * SECOND)).toBeLessThanOrEqual(limitS * SECOND);
    await until(() => server.control.sockets().some((socket) => socket.isRegistered), 3 * SECOND);
    const id = longJobs[0] ?? (await during(client.submit(labPrompt({ steps: 30 }))));
    await until(() => client.job(id)?.state === 'running', 90 * SECOND);
    const before = stepOf(client, id);
    await until(() => stepOf(client, id) > before, 5 * SECOND, 'progress is heard again');
  });

  it('R7 duplicated tab: two ids, both live, neither goes deaf when the other closes', async () => {
    const { until, connect, during, server, advance } = await start({ profile });
    const tabs = createTabs();
    const first = connect({ tabs });
    await until(isOpen(first), SECOND);
    const second = connect({ tabs, tabName: first.page.tabName.read() });
    expect(isOpen(second)()).toBe(false);
    await until(isOpen(second), SECOND);
    expect(second.session.clientId).not.toBe(first.session.clientId);
    expect(server.control.sockets().map((socket) => socket.isRegistered)).toEqual([true, true]);
    const id = await during(second.submit(labPrompt({ steps: 60 })));
    await until(() => stepOf(second, id) > 0, 3 * SECOND);
    first.page.leave();
    first.session.dispose();
    await advance(2 * SECOND);
    const before = stepOf(second, id);
    await until(() => stepOf(second, id) > before, 3 * SECOND);
    expect(server.control.sockets()).toMatchObject([{ clientId: second.session.clientId, isRegistered: true }]);
  });

  it('R8 idle cut at 60 s: no reconnect in ten idle minutes', async () => {
    const { proxy, until, connect, advance } = await start({ profile });
    proxy.setFaults({ idleCutMs: MINUTE });
    const client = connect();
    await until(isOpen(client), SECOND);
    await advance(10 * MINUTE, 500);
    expect([client.attempts(), isOpen(client)()]).toEqual([1, true]);
  });

  it('R17 tab hidden for 10 min: at most one request a minute meanwhile, right within 2 s of its return', async () => {
    const { until, connect, advance, during, server } = await start({ profile });
    const client = connect();
    await until(isOpen(client), SECOND);
    const ids = [await during(client.submit(labPrompt({ steps: 100 }))), await during(client.submit(labPrompt({ fails: true })))];
    await advance(5 * SECOND);
    client.page.setHidden(true);
    await advance(2 * SECOND);
    const before = client.requests();
    for (let minute = 0; minute < 10; minute += 1) {
      server.control.engine.submit({ prompt: labPrompt({ steps: 5 }), client_id: 'somebody' });
      await advance(MINUTE, 500);
    }
    expect(client.requests() - before).toBeLessThanOrEqual(10);
    client.page.setHidden(false);
    await until(() => ids.map((id) => client.job(id)?.state).join() === 'done,failed', 2 * SECOND);
    expect(freshness(client)).toBe('live');
    await until(() => client.lists().history.length === 12 && client.lists().queue.length === 0, 2 * SECOND);
  });

  it('R24 unreachable for 30 min: at most 300 attempts, back within 16 s', async () => {
    const { proxy, until, connect, advance } = await start({ profile });
    const client = connect();
    await until(isOpen(client), SECOND);
    const before = client.attempts();
    await proxy.refuse();
    await advance(30 * MINUTE, 500);
    expect(client.attempts() - before).toBeLessThanOrEqual(300);
    expect(freshness(client)).toBe('offline');
    await proxy.accept();
    await until(isOpen(client), 16 * SECOND);
    await until(() => freshness(client) === 'live', SECOND);
  });
});

it('R24 without a network: at most one attempt a minute, at once when it is back', async () => {
  const { proxy, until, connect, advance } = await start();
  const client = connect();
  await until(isOpen(client), SECOND);
  client.page.setOnline(false);
  await proxy.refuse();
  await advance(MINUTE, 500);
  const [attempts, requests] = [client.attempts(), client.requests()];
  await advance(30 * MINUTE, 500);
  expect(client.attempts() - attempts).toBeLessThanOrEqual(31);
  expect(client.requests() - requests).toBeLessThanOrEqual(34);
  await proxy.accept();
  client.page.setOnline(true);
  await until(isOpen(client), SECOND);
});

/** Attempts by second of 200 clients whose server goes away for 30 s, from that moment on. */
function countAttempts(seed: number): { bySecond: readonly number[]; openAtEnd: number } {
  const clock = createManualClock();
  const random = createLabRandom(seed);
  const bySecond = Array.from({ length: 120 }, () => 0);
  const open = new Set<SocketLike>();
  let isUp = true;
  const openSocket = (): SocketLike => {
    const socket: SocketLike = {
      onopen: null,
      onmessage: null,
      onerror: null,
      onclose: null,
      send: () => undefined,
      close: () => undefined,
    };
    const second = Math.floor(clock.monotonicMs() / SECOND);
    bySecond[second] = (bySecond[second] ?? 0) + 1;
    clock.after(5, () => {
      if (!isUp) return socket.onclose?.();
      open.add(socket);
      socket.onopen?.();
    });
    return socket;
  };
  const clients = Array.from({ length: 200 }, () =>
    createConnection({ url: () => 'ws://test', openSocket, clock, random, onChange: () => undefined, onEvent: () => undefined }),
  );
  for (const client of clients) client.start();
  clock.advance(MINUTE);
  isUp = false;
  for (const socket of open) socket.onclose?.();
  open.clear();
  clock.advance(30 * SECOND);
  isUp = true;
  clock.advance(20 * SECOND);
  return { bySecond: bySecond.slice(60, 110), openAtEnd: open.size };
}

it.each(Array.from({ length: 10 }, (_, index) => index + 1))(
  'R3 two hundred clients, server gone for 30 s: at most 60 % of them try in each of the first two seconds, 30 % later (chance %i)',
  (seed) => {
    const { bySecond, openAtEnd } = countAttempts(seed);
    expect(Math.max(...bySecond.slice(0, 2))).toBeLessThanOrEqual(120);
    expect(Math.max(...bySecond.slice(2))).toBeLessThanOrEqual(60);
    expect(openAtEnd).toBe(200);
  },
);
