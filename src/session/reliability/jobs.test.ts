import { QueryObserver } from '@tanstack/react-query';
import { afterEach, describe, expect, it } from 'vitest';
import { wordFailure } from '@/components/server-failure/word-failure';
import type { EmbeddedOptions } from '@/embedded/index';
import { startEmbeddedServer } from '@/embedded/index';
import type { FrameNoise } from '@/embedded/faults/faults';
import { ApiError } from '@/lib/errors';
import { selectFreshness } from '@/live/freshness';
import { toPromptId } from '@/protocol/ids';
import type { PromptId } from '@/protocol/ids';
import { labPrompt, startLab } from '@/testing/trouble-lab';
import type { Lab, LabClient } from '@/testing/trouble-lab';
import { createLabRandom } from '@/testing/trouble-lab';
import { historyQuery } from '../queries/history';
import { objectInfoQuery } from '../queries/node-types';
import { selectJobs } from '../select-jobs';
import { resubmitPrompt, submitPrompt } from '../submit-prompt';

const SECOND = 1_000;
const MINUTE = 60_000;
let lab: Lab;

async function start(options?: EmbeddedOptions, seed?: number): Promise<Lab> {
  lab = await startLab(options, seed);
  return lab;
}

afterEach(() => lab.stop());

const freshness = ({ session }: LabClient) => selectFreshness(session.live.getState(), session.clock.monotonicMs()).state;
const isOpen = (client: LabClient) => () => client.session.live.getState().connection.phase === 'open';

/** Nothing is to come, and nothing stands in the lists twice. */
function expectClean({ lists }: LabClient): void {
  const ids = [...lists().queue, ...lists().history].map((job) => job.id);
  expect(lists().queue).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
}

describe.each(['plain', 'old'] as const)('profile %s', (profile) => {
  it('R2 socket reset 50 times during 20 jobs: every job ends rightly, none lost, none twice', async () => {
    const { proxy, until, connect, advance, during, truth } = await start({ profile }, 7);
    const client = connect();
    const chance = createLabRandom(42);
    const draw = (below: number): number => {
      const words = new Uint32Array(1);
      chance(words);
      return (words[0] ?? 0) % below;
    };
    await until(isOpen(client), SECOND);
    const ids: PromptId[] = [];
    for (let round = 0; round < 50; round += 1) {
      if (round % 5 < 2) ids.push(await during(client.submit(labPrompt({ steps: 1 + draw(6), fails: draw(4) === 0 }))));
      await advance(draw(3_000));
      proxy.resetSockets();
    }
    await until(() => client.lists().queue.length === 0 && ids.every((id) => truth().has(id)), 5 * MINUTE);
    await until(() => ids.every((id) => client.job(id)?.state === truth().get(id)), 15 * SECOND);
    expect(ids).toHaveLength(20);
    expectClean(client);
    expect(client.lists().history).toHaveLength(20);
  });

  it('R9 server killed in mid-run, back after 10 s with an empty history: told within 10 s, the job is lost, nothing is queued again', async () => {
    const { proxy, until, connect, during, advance, server, clock } = await start({ profile });
    const client = connect();
    await until(isOpen(client), SECOND);
    const before = await during(client.submit());
    await until(() => client.job(before)?.state === 'done', 5 * SECOND);
    const id = await during(client.submit(labPrompt({ steps: 300 })));
    const waiting = await during(client.submit(labPrompt({ steps: 300 })));
    await until(() => client.job(id)?.state === 'running', 5 * SECOND);
    await proxy.refuse();
    server.control.restart();
    await advance(10 * SECOND);
    const fresh = await startEmbeddedServer({ profile, clock });
    proxy.swapUpstream(fresh.url);
    await proxy.accept();
    await until(() => client.session.live.getState().restart !== null, 10 * SECOND, 'the restart is known');
    expect(client.session.live.getState().restart).toMatchObject({ lostCount: 2 });
    expect([client.job(id)?.state, client.job(waiting)?.state]).toEqual(['lost', 'lost']);
    await advance(MINUTE);
    expect(fresh.control.requests().filter(({ method, path }) => method === 'POST' && path.endsWith('/prompt'))).toEqual([]);
    expect(client.job(id)?.state).toBe('lost');
    await fresh.stop();
  });

  it('R9 killed in the first job it ever had: nothing is remembered to tell the restart by, and the job is lost all the same', async () => {
    const { proxy, until, connect, during, advance, server, clock } = await start({ profile });
    const client = connect();
    await until(isOpen(client), SECOND);
    const id = await during(client.submit(labPrompt({ steps: 300 })));
    await until(() => client.job(id)?.state === 'running', 5 * SECOND);
    await proxy.refuse();
    server.control.restart();
    await advance(10 * SECOND);
    const fresh = await startEmbeddedServer({ profile, clock });
    proxy.swapUpstream(fresh.url);
    await proxy.accept();
    await until(() => client.job(id)?.state === 'lost', 20 * SECOND);
    expect(client.session.live.getState().restart).toMatchObject({ lostCount: 1 });
    await fresh.stop();
  });

  it('a job of somebody else that came and went between two reads stands in the history, also while no socket tells of it', async () => {
    const { proxy, until, connect, server, advance } = await start({ profile });
    const client = connect();
    await until(isOpen(client), SECOND);
    await advance(20 * SECOND);
    const submit = (): Promise<void> => {
      server.control.engine.submit({ prompt: labPrompt(), client_id: 'somebody' });
      return advance(SECOND);
    };
    proxy.setFaults({ latencyMs: 400 });
    await submit();
    await until(() => client.lists().history.length === 1, 5 * SECOND);
    proxy.setFaults({ hangsOnAccept: true });
    proxy.resetSockets();
    await advance(6 * SECOND);
    await submit();
    await until(() => client.lists().history.length === 2, 10 * SECOND);
  });

  it('R10 POST /prompt answered after the time limit: exactly one job on the server', async () => {
    const { proxy, until, connect, during, advance, server } = await start({ profile });
    const client = connect();
    await until(isOpen(client), SECOND);
    server.control.hold();
    proxy.setFaults({ latencyMs: 15 * SECOND });
    const result = await during(submitPrompt(client.session, { prompt: labPrompt() }));
    proxy.setFaults({});
    if (result.kind === 'rejected') throw new Error('refused');
    await advance(20 * SECOND);
    const again = await during(resubmitPrompt(client.session, result.promptId).then((outcome) => outcome ?? 'known'));
    await advance(5 * SECOND);
    const { queue_running: running, queue_pending: pending } = server.control.engine.queue();
    expect([again === 'known' || again.kind, running.length + pending.length]).toEqual(['accepted', 1]);
    server.control.release();
    await until(() => client.lists().history.length === 1 && client.lists().queue.length === 0, 15 * SECOND);
  });
});

it.each<FrameNoise['kind']>(['drop', 'duplicate', 'reorder', 'corrupt'])(
  'R11 every 10th frame spoiled (%s), 200 jobs: final states are those of the history',
  async (kind) => {
    const { proxy, until, connect, during, truth } = await start();
    proxy.setFaults({ frames: { every: 10, kind } });
    const client = connect();
    await until(isOpen(client), SECOND);
    const ids: PromptId[] = [];
    for (let index = 0; index < 200; index += 1) {
      ids.push(await during(client.submit(labPrompt({ fails: index % 7 === 3 }))));
    }
    await until(() => client.lists().queue.length === 0 && ids.every((id) => truth().has(id)), 5 * MINUTE);
    const { runs } = client.session.live.getState();
    const heard = ids.filter((id) => runs[id] !== undefined);
    expect(heard.length).toBeGreaterThan(150);
    expect(heard.filter((id) => runs[id]?.state !== truth().get(id))).toEqual([]);
    const ends = truth();
    await during(client.session.queryClient.query(historyQuery(client.session, 256)));
    const listed = new Map(selectJobs(client.session, 256).history.map((job) => [job.id, job.state]));
    expect(listed.size).toBe(200);
    expect(
      ids.filter((id) => listed.get(id) !== ends.get(id)),
      'of all 200, in the list',
    ).toEqual([]);
    expectClean(client);
  },
  180_000,
);

it('R13 10,000 past and 5,000 waiting jobs: the lists are there, and only a page of the past was asked for', async () => {
  const item = (index: number) => [index, `job-${index}`, labPrompt(), {}, ['9']];
  const ended = (index: number) => ({ prompt: item(index), outputs: {}, status: { status_str: 'success', completed: true, messages: [] } });
  const { until, connect, server } = await start({
    decorateEngine: (engine) => ({
      ...engine,
      queueRemaining: () => 5_000,
      queue: () => ({ queue_running: [], queue_pending: Array.from({ length: 5_000 }, (_, index) => item(10_000 + index)) }),
      history: ({ maxItems = 10_000 }) =>
        Object.fromEntries(
          Array.from({ length: Math.min(10_000, maxItems) }, (_, index) => {
            const id = Math.max(0, 10_000 - maxItems) + index;
            return [`job-${id}`, ended(id)];
          }),
        ),
    }),
  });
  const client = connect();
  await until(() => client.lists().queue.length === 5_000 && client.lists().history.length === 64, 10 * SECOND);
  const reads = server.control.requests().filter(({ path }) => path.includes('/history'));
  expect(reads.filter(({ path }) => !path.includes('max_items=64'))).toEqual([]);
});

it('R14 object_info that takes 40 s: waited for, and asked for once', async () => {
  const { until, connect, server, advance } = await start();
  const client = connect();
  await until(isOpen(client), SECOND);
  server.control.slowRoute('/object_info', 40 * SECOND);
  server.control.clearRequests();
  const options = objectInfoQuery(client.session);
  const removers = [1, 2, 3].map(() => new QueryObserver(client.session.queryClient, options).subscribe(() => undefined));
  await advance(39 * SECOND);
  await until(() => client.session.queryClient.getQueryState(options.queryKey)?.status === 'success', 5 * SECOND);
  expect(server.control.requests().filter(({ path }) => path.endsWith('/object_info'))).toHaveLength(1);
  removers.forEach((remove) => remove());
});

describe('R15 bad answers on each endpoint', () => {
  const html = { contentType: 'text/html', body: '<html><body>Sign in</body></html>' };
  const ANSWERS = [
    { name: '502 page', status: 502, ...html, code: 'http' },
    { name: '401', status: 401, ...html, code: 'http' },
    { name: '403', status: 403, ...html, code: 'http' },
    { name: '413', status: 413, ...html, code: 'http' },
    { name: '429', status: 429, ...html, code: 'http' },
    { name: 'empty body', status: 200, contentType: 'application/json', body: '', code: 'decode' },
    { name: 'wrong JSON', status: 200, contentType: 'application/json', body: '{"queue_running":', code: 'decode' },
  ] as const;
  const CALLS: readonly (readonly [string, (client: LabClient['session']['client']) => Promise<unknown>])[] = [
    ['queue', (client) => client.queue()],
    ['history', (client) => client.history({ maxItems: 64 })],
    ['history entry', (client) => client.historyEntry(toPromptId('p'))],
    ['prompt', (client) => client.submitPrompt({ prompt: labPrompt() })],
    ['object_info', (client) => client.objectInfo()],
    ['system_stats', (client) => client.systemStats()],
    ['extensions', (client) => client.extensions()],
    ['logs', (client) => client.logs()],
    ['models', (client) => client.models()],
    ['embeddings', (client) => client.embeddings()],
    ['users', (client) => client.users()],
    ['settings', (client) => client.settings()],
    ['userdata', (client) => client.listUserdata('workflows')],
    ['files', (client) => client.filesIn('output')],
    ['queue remaining', (client) => client.queueRemaining()],
  ];

  it.each(ANSWERS)('$name: a named message each, and no second request by itself', async ({ name: _name, code, ...answer }) => {
    const { proxy, connect, during, until } = await start();
    const client = connect();
    await until(isOpen(client), SECOND);
    proxy.setFaults({ answer });
    for (const [call, ask] of CALLS) {
      const before = proxy.counts().requests;
      const error = await during(
        ask(client.session.client).then(
          () => null,
          (reason: unknown) => reason,
        ),
      );
      expect(error, call).toBeInstanceOf(ApiError);
      expect(error, call).toMatchObject(code === 'http' ? { code, status: answer.status } : { code });
      expect(wordFailure(error as Error).length, call).toBeGreaterThan(10);
      expect(proxy.counts().requests - before, call).toBeLessThanOrEqual(2);
    }
    expect(client.lists()).toBeDefined();
  });

  it('401 while polling: asked at the pace of polling and no faster', async () => {
    const { proxy, connect, advance, until } = await start();
    const client = connect();
    await until(isOpen(client), SECOND);
    await advance(10 * SECOND);
    proxy.setFaults({ answer: { status: 401, ...html } });
    const before = client.requests();
    await advance(MINUTE);
    expect(client.requests() - before).toBeLessThanOrEqual(15);
  });
});

it.each([-2, 2])('R16 clock of this computer %i h off: durations stay those of the server', async (hours) => {
  const { connect, during, until } = await start();
  const client = connect({ skewMs: hours * 60 * MINUTE });
  await until(isOpen(client), SECOND);
  const id = await during(client.submit(labPrompt({ steps: 5 })));
  await until(() => typeof client.job(id)?.endedAtMs === 'number', 15 * SECOND);
  const { startedAtMs, endedAtMs, createdAtMs } = client.job(id) ?? {};
  const durationMs = (endedAtMs ?? 0) - (startedAtMs ?? 0);
  expect(durationMs).toBeGreaterThanOrEqual(4 * SECOND);
  expect(durationMs).toBeLessThanOrEqual(10 * SECOND);
  // An old server tells no time of creation.
  expect(Math.abs((startedAtMs ?? 0) - (createdAtMs ?? startedAtMs ?? 0))).toBeLessThan(5 * SECOND);
  const ageMs = client.session.serverNowMs() - (endedAtMs ?? 0);
  expect(ageMs, '"ago" is counted by the clock of the server').toBeGreaterThanOrEqual(-2 * SECOND);
  expect(ageMs).toBeLessThan(10 * SECOND);
  expect(Math.abs((client.session.clockSkew.getState().offsetMs ?? 0) + hours * 60 * MINUTE)).toBeLessThan(2 * SECOND);
  expect(freshness(client)).toBe('live');
});
