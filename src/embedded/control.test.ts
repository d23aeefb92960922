import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createManualClock } from '@/lib/clock';
import { readText, sendRaw, type RawAnswer } from './contract/raw-request';
import { until } from './contract/settle';
import { connectRecorder } from './contract/socket-recorder';
import { startEmbeddedServer, type EmbeddedOptions, type EmbeddedServer } from './index';

const running = new Set<EmbeddedServer>();

async function start(options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer(options);
  running.add(server);
  return server;
}

afterEach(async () => {
  for (const server of running) await server.stop();
  running.clear();
});

function get(server: EmbeddedServer, route: string): Promise<RawAnswer> {
  return sendRaw(server.url, { method: 'GET', path: route });
}

const PROMPT = {
  1: { class_type: 'EmptyImage', inputs: { width: 8, height: 8, batch_size: 1, color: 0 } },
  2: { class_type: 'ImageInvert', inputs: { image: ['1', 0] } },
  3: { class_type: 'SaveImage', inputs: { images: ['2', 0], filename_prefix: 'c' } },
};

async function submit(server: EmbeddedServer): Promise<string> {
  const answer = await sendRaw(server.url, { method: 'POST', path: '/prompt', body: JSON.stringify({ prompt: PROMPT, client_id: 'c' }) });
  return readText(answer.body, 'prompt_id');
}

async function whenDone(server: EmbeddedServer): Promise<void> {
  await until(() => server.control.engine.queueRemaining() === 0, 'an empty queue');
}

describe('the executor in the hand of a test', () => {
  it('holds before every node, steps one by one, and lets go', async () => {
    const server = await start();
    const { control } = server;
    control.hold();
    await submit(server);
    await control.whenStopped();
    expect(control.engine.historyEntry('x')).toBeUndefined();
    expect(control.engine.queue().queue_running).toHaveLength(1);
    control.step();
    await until(() => control.engine.runningFor('c') === '1');
    control.release();
    await whenDone(server);
  });

  it('fails a node by class until told otherwise', async () => {
    const server = await start();
    server.control.failNode('ImageInvert', 'out of paint');
    const failed = await submit(server);
    await whenDone(server);
    expect(server.control.engine.historyEntry(failed)).toMatchObject({ status: { status_str: 'error' } });
    server.control.clearFailures();
    const good = await submit(server);
    await whenDone(server);
    expect(server.control.engine.historyEntry(good)).toMatchObject({ status: { status_str: 'success' } });
  });
});

describe('routes that misbehave', () => {
  it('answers late on the injected clock, with or without /api', async () => {
    const clock = createManualClock();
    const server = await start({ clock });
    server.control.slowRoute('/api/queue', 5000);
    let isAnswered = false;
    const late = get(server, '/queue').then(() => {
      isAnswered = true;
    });
    await get(server, '/prompt');
    await until(() => server.control.requests().length === 2);
    clock.advance(4999);
    await get(server, '/prompt');
    expect(isAnswered).toBe(false);
    clock.advance(1);
    await late;
  });

  it('fails with a status, a number of times', async () => {
    const server = await start();
    server.control.failRoute('/history', 503, 2);
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) statuses.push((await get(server, '/api/history')).status);
    expect(statuses).toEqual([503, 503, 200]);
  });

  it('resets connections until removed, sockets too', async () => {
    const server = await start();
    const remove = server.control.failRoute('/', 'reset');
    await expect(get(server, '/queue')).rejects.toThrow(/ECONNRESET|hang up/);
    await expect(connectRecorder(server.url)).rejects.toThrow();
    remove();
    expect((await get(server, '/queue')).status).toBe(200);
    server.control.failRoute('/ws', 502);
    await expect(connectRecorder(server.url)).rejects.toThrow('502');
    server.control.clearRoutes();
    await (await connectRecorder(server.url)).close();
  });
});

describe('sockets and memory', () => {
  it('drops sockets; the same id may come back at once and hears everything', async () => {
    const server = await start();
    const first = await connectRecorder(server.url, 'me');
    server.control.dropSockets();
    await first.whenClosed();
    const second = await connectRecorder(server.url, 'me');
    await submit(server);
    await second.waitForType('status');
    expect(server.control.sockets()).toEqual([{ clientId: 'me', isRegistered: true, hasPreviewMetadata: false }]);
  });

  it('restarts with empty memory, the counter at 0, files kept, temp wiped', async () => {
    const server = await start();
    const socket = await connectRecorder(server.url, 'me');
    await submit(server);
    await whenDone(server);
    await server.control.world.write('temp', 'scrap.png', new Uint8Array([1]));
    server.control.restart();
    await socket.whenClosed();
    expect((await get(server, '/history')).body).toEqual({});
    expect(server.control.world.list('output')).toEqual(['c_00001_.png']);
    expect(server.control.world.list('temp')).toEqual([]);
    const answer = await sendRaw(server.url, { method: 'POST', path: '/prompt', body: JSON.stringify({ prompt: PROMPT }) });
    expect(answer.body).toMatchObject({ number: 0 });
    await whenDone(server);
    expect(server.control.world.list('output')).toEqual(['c_00001_.png', 'c_00002_.png']);
  });

  it('keeps a bounded record of requests', async () => {
    const server = await start();
    await get(server, '/queue?x=1');
    expect(server.control.requests()).toEqual([{ method: 'GET', path: '/queue?x=1' }]);
    server.control.clearRequests();
    expect(server.control.requests()).toEqual([]);
  });
});

describe('the start', () => {
  it('gives repeatable ids for a seed', async () => {
    const ids = await Promise.all([start({ seed: 4 }), start({ seed: 4 }), start({ seed: 5 })].map(async (server) => submit(await server)));
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('keeps a given data folder and removes its own', async () => {
    const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'comfydeck-test-'));
    const kept = await startEmbeddedServer({ dataDir });
    await kept.control.world.write('input', 'mine.png', new Uint8Array([1]));
    await kept.stop();
    const again = await start({ dataDir });
    expect(again.control.world.list('input')).toEqual(['mine.png']);
    fs.rmSync(dataDir, { recursive: true });
    const own = await startEmbeddedServer();
    const ownDir = own.control.world.dataDir;
    expect(fs.existsSync(ownDir)).toBe(true);
    await own.stop();
    expect(fs.existsSync(ownDir)).toBe(false);
  });

  it('refuses a port in use and leaves nothing behind', async () => {
    const first = await start();
    await expect(startEmbeddedServer({ port: first.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
