import { QueryObserver } from '@tanstack/react-query';
import type { QueryState } from '@tanstack/react-query';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer } from '@/embedded/index';
import type { EmbeddedServer } from '@/embedded/index';
import type { Job } from '@/jobs/job';
import { mergeJobs } from '@/jobs/merge-jobs';
import type { JobLists } from '@/jobs/merge-jobs';
import type { JsonObject } from '@/lib/json';
import type { SocketLike } from '@/live/connection';
import { toClientId, toNodeId, toPromptId } from '@/protocol/ids';
import type { PromptId } from '@/protocol/ids';
import { TINY_PROMPT } from '@/testing/builders';
import { createTestPage, openNodeSocket } from '@/testing/test-page';
import { createFastClock, createTestSession, until } from '@/testing/test-session';
import type { TestSession, TestSessionOptions } from '@/testing/test-session';
import { cancelJob, clearQueue } from './cancel-job';
import { historyQuery } from './queries/history';
import { objectInfoQuery } from './queries/node-types';
import { queueQuery } from './queries/queue';
import type { Session } from './session';
import { resubmitPrompt, submitPrompt } from './submit-prompt';

const open: TestSession[] = [];

function connect(server: EmbeddedServer, options?: TestSessionOptions): TestSession {
  const made = createTestSession(server, options);
  open.push(made);
  return made;
}

afterEach(() => {
  for (const { session } of open.splice(0)) session.dispose();
});

/** A prompt that no cache knows. */
let color = 1;
function freshPrompt(): JsonObject {
  return { ...TINY_PROMPT, '1': { class_type: 'EmptyImage', inputs: { width: 16, height: 16, batch_size: 1, color: color++ } } };
}

async function submit(session: Session, prompt = freshPrompt()): Promise<PromptId> {
  const result = await submitPrompt(session, { prompt });
  if (result.kind !== 'accepted') throw new Error(`not accepted: ${result.kind}`);
  return result.promptId;
}

/** Every tenth frame or so is lost, doubled, broken, or changes places with the next. */
function openNoisySocket(url: string): SocketLike {
  const socket = openNodeSocket(url);
  const like: SocketLike = { ...socket, send: socket.send, close: socket.close };
  let count = 0;
  let late: unknown[] = [];
  socket.onopen = () => like.onopen?.();
  socket.onclose = () => like.onclose?.();
  socket.onmessage = ({ data }) => {
    count += 1;
    const noise = count % 11;
    const frames = noise === 3 ? [] : noise === 5 ? [data, data] : noise === 7 ? ['{"type":"exec'] : [data];
    if (noise === 9) late = frames;
    else for (const frame of [...frames, ...late.splice(0)]) like.onmessage?.({ data: frame });
  };
  return like;
}

function whenOpen(session: Session): Promise<true> {
  return until(session, () => (session.live.getState().connection.phase === 'open' ? true : null));
}

function whenRun(session: Session, id: PromptId, state: string): Promise<true> {
  return until(session, () => (session.live.getState().runs[id]?.state === state ? true : null));
}

function lists(session: Session): JobLists {
  const { queryClient, live, memory, clientId } = session;
  return mergeJobs({
    queue: queryClient.getQueryData(queueQuery(session).queryKey) ?? null,
    history: queryClient.getQueryData(historyQuery(session).queryKey) ?? null,
    runs: live.getState().runs,
    memory: memory.getState(),
    clientId,
  });
}

function whenJob(session: Session, id: PromptId, state: Job['state']): Promise<Job> {
  return until(
    session,
    () => [...lists(session).queue, ...lists(session).history].find((job) => job.id === id && job.state === state) ?? null,
  );
}

describe('a session', () => {
  let server: EmbeddedServer;
  beforeAll(async () => {
    server = await startEmbeddedServer({ testNodes: true });
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    server.control.release();
    server.control.clearRoutes();
    server.control.restart();
  });

  it('hears its own run to the end and finds it in history', async () => {
    const { session } = connect(server);
    await session.queryClient.query(historyQuery(session));
    await whenOpen(session);
    const id = await submit(session);
    await whenRun(session, id, 'done');
    const job = await until(session, () => lists(session).history.find((one) => one.endedAtMs !== null) ?? null);
    expect(job).toMatchObject({ id, state: 'done', isMine: true, outputs: [{ kind: 'image', nodeId: '2' }] });
    await until(session, () => (lists(session).queue.length === 0 ? true : null));
  });

  it('adds a finished run to the cached history without reading the list again', async () => {
    const { session } = connect(server);
    await session.queryClient.query(historyQuery(session));
    await whenOpen(session);
    server.control.clearRequests();
    const id = await submit(session);
    await until(session, () => lists(session).history.find((job) => job.id === id && job.endedAtMs !== null) ?? null);
    const paths = server.control.requests().map((request) => request.path);
    expect(paths).toContain(`/api/history/${id}`);
    expect(paths.filter((path) => path.includes('max_items'))).toEqual([]);
  });

  it('reads the newest history at its start though nobody shows it', async () => {
    const { session } = connect(server);
    await until(session, () => (session.queryClient.getQueryData(historyQuery(session).queryKey) === undefined ? null : true));
  });

  it('asks again for what failed before the server was there', async () => {
    server.control.failRoute('/', 'reset');
    const { session } = connect(server);
    const unsubscribe = new QueryObserver(session.queryClient, { ...objectInfoQuery(session), retry: false }).subscribe(() => undefined);
    const read = (): QueryState | undefined => session.queryClient.getQueryState(objectInfoQuery(session).queryKey);
    await until(session, () => (read()?.status === 'error' ? true : null));
    server.control.clearRoutes();
    await until(session, () => (read()?.status === 'success' ? true : null));
    unsubscribe();
  });

  it('sees the runs of others by the queue and by history', async () => {
    const { session } = connect(server);
    await session.queryClient.query(historyQuery(session));
    await whenOpen(session);
    server.control.hold();
    const answer = await session.client.submitPrompt({ prompt: freshPrompt(), clientId: toClientId('somebody-else') });
    if (answer.kind !== 'accepted') throw new Error('refused');
    const running = await whenJob(session, answer.promptId, 'running');
    expect(running.isMine).toBe(false);
    server.control.release();
    await whenJob(session, answer.promptId, 'done');
  });

  it('survives broken sockets in mid-run', async () => {
    const { session } = connect(server);
    await whenOpen(session);
    server.control.hold();
    const id = await submit(session);
    await whenRun(session, id, 'running');
    for (let round = 0; round < 3; round += 1) {
      server.control.dropSockets();
      await until(session, () => (session.live.getState().connection.phase === 'open' ? null : true));
      await whenOpen(session);
      expect(server.control.sockets().filter((socket) => socket.clientId === session.clientId)).toHaveLength(1);
    }
    server.control.release();
    await whenRun(session, id, 'done');
  });

  it('ends every job rightly though frames are lost, doubled, swapped and broken', async () => {
    const { session } = connect(server, { page: createTestPage({ openSocket: openNoisySocket }) });
    await session.queryClient.query(historyQuery(session));
    await whenOpen(session);
    const failing = { ...freshPrompt(), '3': { class_type: 'FixtureFail', inputs: { image: ['1', 0], message: 'boom' } } };
    const expected = new Map<PromptId, Job['state']>();
    for (let round = 0; round < 12; round += 1) {
      const isFailing = round % 4 === 3;
      const prompt = isFailing
        ? { ...failing, '2': { class_type: 'SaveImage', inputs: { images: ['3', 0], filename_prefix: 'x' } } }
        : freshPrompt();
      expected.set(await submit(session, prompt), isFailing ? 'failed' : 'done');
    }
    for (const [id, state] of expected) await whenJob(session, id, state);
    const ids = lists(session).history.map((job) => job.id);
    expect([ids.length, new Set(ids).size]).toEqual([expected.size, expected.size]);
    await until(session, () => (lists(session).queue.length === 0 ? true : null));
  });

  it('learns of an end it could not hear', async () => {
    const { session } = connect(server);
    await whenOpen(session);
    server.control.hold();
    const id = await submit(session);
    await whenRun(session, id, 'running');
    const remove = server.control.failRoute('/ws', 503);
    server.control.dropSockets();
    server.control.release();
    await until(session, () => (session.live.getState().connection.phase === 'open' ? null : true));
    remove();
    await whenRun(session, id, 'done');
  });

  it('shows a refusal and an unreachable server for what they are', async () => {
    const { session } = connect(server);
    await whenOpen(session);
    const refused = await submitPrompt(session, { prompt: { '1': { class_type: 'NoSuchNode', inputs: {} } } });
    expect(refused).toMatchObject({ kind: 'rejected', error: { type: 'missing_node_type' } });
    server.control.failRoute('/prompt', 413, 1);
    await expect(submitPrompt(session, { prompt: freshPrompt() })).rejects.toMatchObject({ code: 'http', status: 413 });
    expect(lists(session).queue).toEqual([]);
  });

  it('never queues a prompt twice whose answer was lost', async () => {
    const { session } = connect(server);
    await whenOpen(session);
    server.control.hold();
    server.control.failRoute('/prompt', 'reset', 1);
    const lost = await submitPrompt(session, { prompt: freshPrompt(), name: 'Lost' });
    if (lost.kind !== 'unknown') throw new Error('the answer was not lost');
    expect(lists(session).queue).toMatchObject([{ id: lost.promptId, state: 'unknown', workflowName: 'Lost' }]);
    expect(await resubmitPrompt(session, lost.promptId)).toMatchObject({ kind: 'accepted', promptId: lost.promptId });
    const queue = await session.readQueue();
    expect(queue.running.length + queue.pending.length).toBe(1);
  });

  it('finds a prompt that arrived though its request timed out', async () => {
    const { session } = connect(server, { clientClock: createFastClock(50) });
    await whenOpen(session);
    server.control.hold();
    const remove = server.control.slowRoute('/prompt', 400);
    const late = await submitPrompt(session, { prompt: freshPrompt() });
    remove();
    expect(late.kind).toBe('unknown');
    if (late.kind !== 'unknown') return;
    await whenJob(session, late.promptId, 'running');
    expect(await resubmitPrompt(session, late.promptId)).toMatchObject({ kind: 'accepted' });
    const queue = await session.readQueue();
    expect(queue.running.length + queue.pending.length).toBeGreaterThan(0);
  });

  it('cancels what waits and what runs, and proves it', async () => {
    const { session } = connect(server);
    await whenOpen(session);
    server.control.hold();
    const running = await submit(session);
    const waiting = await submit(session);
    const kept = await submit(session);
    await whenJob(session, running, 'running');
    expect(await cancelJob(session, waiting)).toEqual({ kind: 'cancelled' });
    expect(lists(session).history).toMatchObject([{ id: waiting, state: 'cancelled' }]);
    expect(await cancelJob(session, running)).toEqual({ kind: 'cancelled' });
    await whenJob(session, running, 'cancelled');
    await whenJob(session, kept, 'running');
    expect(await cancelJob(session, toPromptId('nobody'))).toEqual({ kind: 'gone' });
  });

  it('clears what waits and leaves what runs', async () => {
    const { session } = connect(server);
    await whenOpen(session);
    server.control.hold();
    const running = await submit(session);
    const waiting = [await submit(session), await submit(session)];
    await whenJob(session, running, 'running');
    expect(await clearQueue(session)).toBe(0);
    expect(lists(session).queue.map((job) => job.id)).toEqual([running]);
    expect(new Set(lists(session).history.map((job) => job.id))).toEqual(new Set(waiting));
  });

  it('calls jobs lost after a restart, and runs them again when asked', async () => {
    const { session } = connect(server, { clock: createFastClock(20) });
    await whenOpen(session);
    await session.queryClient.query(historyQuery(session));
    const before = await submit(session);
    await whenJob(session, before, 'done');
    server.control.hold();
    const id = await submit(session);
    await whenJob(session, id, 'running');
    server.control.restart();
    await whenJob(session, id, 'lost');
    server.control.release();
    const again = await resubmitPrompt(session, id);
    if (again?.kind !== 'accepted') throw new Error('not accepted again');
    await whenJob(session, again.promptId, 'done');
    expect(lists(session).queue).toEqual([]);
  });

  it('knows a restart by a number that fell', async () => {
    const { session } = connect(server);
    await whenOpen(session);
    server.control.hold();
    await submit(session);
    const owed = await submit(session);
    server.control.restart();
    server.control.hold();
    await submit(session);
    await whenJob(session, owed, 'lost');
  });

  it('notices that its socket has gone deaf, and hears again', async () => {
    const { session } = connect(server, { clock: createFastClock(20) });
    await whenOpen(session);
    const ghost = openNodeSocket(`${session.client.base.ws}/ws?clientId=${session.clientId}`);
    await new Promise<void>((resolve) => (ghost.onmessage = () => resolve()));
    const closed = new Promise<void>((resolve) => (ghost.onclose = resolve));
    ghost.close();
    await closed;
    server.control.hold();
    await submit(session);
    const failure = until(session, () => (session.live.getState().connection.failure === 'deaf' ? true : null));
    await failure;
    await whenOpen(session);
    const next = await submit(session);
    server.control.release();
    await whenRun(session, next, 'done');
  });

  it('polls what no event tells, and counts it as a sign of life', async () => {
    server.control.failRoute('/ws', 503);
    const { session } = connect(server, { clock: createFastClock(20) });
    await session.queryClient.query(historyQuery(session));
    const seen = await until(session, () => session.live.getState().connection.lastEvidenceAtMs);
    const id = await submit(session);
    await whenJob(session, id, 'done');
    expect(session.live.getState().connection.lastEvidenceAtMs).toBeGreaterThan(seen);
    expect(session.live.getState().connection.phase).not.toBe('open');
  });

  it('closes the socket when the page is left, and hears again on return', async () => {
    const { session, page } = connect(server);
    await whenOpen(session);
    page.leave();
    await until(session, () => (session.live.getState().connection.phase === 'closed' ? true : null));
    page.wake();
    await whenOpen(session);
    await whenRun(session, await submit(session), 'done');
  });

  it('keeps its id over a reload and hears the run it began before', async () => {
    const first = connect(server);
    await whenOpen(first.session);
    server.control.hold();
    const id = await submit(first.session);
    await whenRun(first.session, id, 'running');
    first.page.leave();
    first.session.dispose();
    const { session } = connect(server, { page: createTestPage({ tabName: first.page.tabName.read() }) });
    expect(session.clientId).toBe(first.session.clientId);
    await whenOpen(session);
    const job = await whenJob(session, id, 'running');
    expect(job.isMine).toBe(true);
    server.control.release();
    await whenRun(session, id, 'done');
  });

  it('shows previews while it runs and revokes every one at its end', async () => {
    const { session, page } = connect(server);
    await whenOpen(session);
    const progress = { image: ['1', 0], steps: 3, seconds: 0, preview: 'JPEG', seed: 1 };
    const prompt = {
      ...freshPrompt(),
      '2': { class_type: 'FixtureProgress', inputs: progress },
      '3': { class_type: 'PreviewImage', inputs: { images: ['2', 0] } },
    };
    const id = await submit(session, prompt);
    const shown = await until(session, () => session.live.getState().previews[toNodeId('2')] ?? null);
    expect(shown.promptId).toBe(id);
    expect(page.urlsAlive()).toBe(1);
    session.dispose();
    expect(page.urlsAlive()).toBe(0);
  });
});

describe.each(['old', 'cluster'] as const)('a session with a server of profile %s', (profile) => {
  let server: EmbeddedServer;
  beforeAll(async () => {
    server = await startEmbeddedServer({ profile });
  });
  afterAll(() => server.stop());

  it('follows its own job to the end', async () => {
    const { session } = connect(server);
    await session.queryClient.query(historyQuery(session));
    await whenOpen(session);
    const id = await submit(session);
    const job = await whenJob(session, id, 'done');
    expect(job.isMine).toBe(true);
    await until(session, () => (lists(session).queue.length === 0 ? true : null));
  });
});
