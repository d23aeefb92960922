import { afterEach, describe, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '@/lib/clock';
import { startEmbeddedServer, type EmbeddedServer } from '../index';
import type { ShapeRules } from './compare-shape';
import { hasShared, readExchanges, readFixture, type CapturedExchange } from './fixtures';
import { sendRaw } from './raw-request';
import { compareAnswer, replay } from './replay';
import { until } from './settle';
import { ANNOUNCEMENT, connectRecorder } from './socket-recorder';

let server: EmbeddedServer | undefined;
let clock: ManualClock;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function start(): Promise<EmbeddedServer> {
  clock = createManualClock();
  server = await startEmbeddedServer({ clock, testNodes: true });
  // The capture's counter stood at 34, and one of its prompts asks for number 1.5; refused prompts count too.
  for (let i = 0; i < 34; i++) server.control.engine.submit({});
  return server;
}

/** The running prompt stands in its slow node, or nothing runs. */
async function whenSettled({ control: { engine } }: EmbeddedServer): Promise<void> {
  await until(() => engine.runningFor('fixture-a') === '2' || engine.queueRemaining() === 0, 'a settled queue');
}

/** How long the capture let a prompt run before it stopped it; by these durations the jobs are sorted. */
const PAUSES_MS: Readonly<Record<string, number>> = { 'cancel running job': 3000, 'batch cancel': 4000, 'interrupt, no body': 2000 };

const queueRules: ShapeRules = {
  same: [
    'queue_running.*.0',
    'queue_running.*.1',
    'queue_pending.*.0',
    'queue_pending.*.1',
    'number',
    'exec_info.queue_remaining',
    'cancelled',
    'jobs.*.id',
    'jobs.*.status',
    'status',
  ],
};

async function replaySession(target: EmbeddedServer, exchanges: readonly CapturedExchange[], rules: ShapeRules): Promise<string[]> {
  const differences: string[] = [];
  for (const exchange of exchanges) {
    clock.advance(PAUSES_MS[exchange.case ?? ''] ?? 1);
    const found = await replay(target.url, exchange, { rules });
    differences.push(...found.map((text) => `${exchange.case ?? exchange.request.path}: ${text}`));
    await whenSettled(target);
  }
  return differences;
}

/** What is the real server's own in a history entry or job: Python's call stack and the print of a tensor. */
const historyRules: ShapeRules = {
  same: ['*.prompt.1', '*.prompt.2.**', '*.status.status_str', '*.status.completed', '*.status.messages.*.0'],
  lists: ['*.status.messages.*.1.traceback'],
};

/** Brings a server into the state of the capture: three interrupted runs, three good ones, a failed one, a text. */
async function relivePast(target: EmbeddedServer): Promise<void> {
  await replaySession(target, readExchanges('queue-and-cancel'), {});
  const past = readExchanges('history')[0]?.body as Record<string, { prompt: [number, string, unknown, Record<string, unknown>] }>;
  for (const [id, { prompt }] of Object.entries(past).slice(3)) {
    clock.advance(1);
    const { client_id, create_time, ...extra_data } = prompt[3];
    const body = { prompt: prompt[2], prompt_id: id, ...(client_id !== undefined && { client_id }), extra_data };
    expect(typeof create_time).toBe('number');
    expect(await sendRaw(target.url, { method: 'POST', path: '/prompt', body: JSON.stringify(body) })).toMatchObject({ status: 200 });
  }
  await runSlowNodes(target);
}

/** Time passes only while a slow node waits for it, so that no duration depends on how long a file took. */
async function runSlowNodes({ control: { engine } }: EmbeddedServer): Promise<void> {
  await until(() => {
    if (engine.runningFor('fixture-a') === '2') clock.advance(50);
    return engine.queueRemaining() === 0;
  }, 'the end of all runs');
}

describe.skipIf(!hasShared)('corpus: queue, history and jobs answer as captured', () => {
  it('queue-and-cancel', async () => {
    const target = await start();
    expect(await replaySession(target, readExchanges('queue-and-cancel'), queueRules)).toEqual([]);
  });

  it('queue-running-and-pending: heap order', async () => {
    const target = await start();
    const submits = readExchanges('queue-and-cancel').filter(
      (exchange) => exchange.request.path === '/prompt' && exchange.request.method === 'POST',
    );
    await replaySession(target, submits, {});
    expect(await replaySession(target, readExchanges('queue-running-and-pending'), queueRules)).toEqual([]);
  });

  it('ws-queue-session: what the socket hears meanwhile', async () => {
    const target = await start();
    const socket = await connectRecorder(target.url, 'fixture-a');
    socket.send(ANNOUNCEMENT);
    await socket.waitForType('feature_flags');
    await replaySession(target, readExchanges('queue-and-cancel'), {});
    await socket.waitFor(
      (frame) => frame.kind === 'text' && frame.type === 'executing' && frame.data['node'] === null && socket.frames.at(-1) === frame,
    );
    const captured = readFixture<{ messages: { message: { type: string } }[] }>('ws-queue-session').messages.map(
      ({ message }) => message.type,
    );
    const isStep = (type: string): boolean => type === 'progress' || type === 'progress_state';
    expect(socket.types().filter((type) => !isStep(type))).toEqual(captured.filter((type) => !isStep(type)));
  });

  it('history: windows, delete, clear', async () => {
    const target = await start();
    await relivePast(target);
    const differences: string[] = [];
    for (const exchange of readExchanges('history')) {
      const answer = await sendRaw(target.url, {
        method: exchange.request.method,
        path: exchange.request.path,
        ...(exchange.request.json !== undefined && { body: JSON.stringify(exchange.request.json) }),
      });
      const areKeys = exchange.note === 'body reduced to its keys in order';
      const reduced = areKeys ? { ...answer, body: Object.keys(answer.body as object) } : answer;
      const found = compareAnswer(exchange, reduced, { rules: areKeys ? { same: ['**'] } : historyRules });
      differences.push(...found.map((text) => `${exchange.case ?? exchange.request.path}: ${text}`));
    }
    expect(differences).toEqual([]);
  });

  it('jobs: filters, sorting, paging, errors, details', async () => {
    const target = await start();
    await relivePast(target);
    const rules: ShapeRules = {
      same: [
        'jobs.*.id',
        'jobs.*.status',
        'jobs.*.priority',
        'pagination.**',
        'status',
        'id',
        'outputs.**',
        'execution_status.messages.*.0',
        'error',
      ],
      lists: ['jobs.*.execution_error.traceback', 'execution_error.traceback', 'execution_status.messages.*.1.traceback'],
    };
    expect(await replaySession(target, readExchanges('jobs'), rules)).toEqual([]);
  });
});
