import http from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '@/lib/clock';
import { sendRaw } from '../contract/raw-request';
import { until } from '../contract/settle';
import { connectRecorder } from '../contract/socket-recorder';
import { startEmbeddedServer, type EmbeddedServer } from '../index';
import { startFaultProxy, type FaultProxy } from './fault-proxy';
import { createNoiseFilter } from './frame-noise';

const clock = createManualClock();
let server: EmbeddedServer;
let proxy: FaultProxy;
const ask = (path = '/prompt') => sendRaw(proxy.url, { method: 'GET', path });

beforeEach(async () => {
  server = await startEmbeddedServer();
  proxy = await startFaultProxy({ upstream: server.url, clock });
});
afterEach(async () => {
  await proxy.stop();
  await server.stop();
});

describe('fault proxy, requests', () => {
  it('hands requests and answers on unchanged while there are no faults', async () => {
    const [direct, proxied] = [
      await sendRaw(server.url, { method: 'GET', path: '/object_info/SaveImage' }),
      await ask('/object_info/SaveImage'),
    ];
    expect([proxied.status, String(proxied.body)]).toEqual([200, String(direct.body)]);
  });

  it('answers late, and later by size', async () => {
    proxy.setFaults({ latencyMs: 1_000, bytesPerSecond: 10 });
    let isAnswered = false;
    const answer = ask().then(() => (isAnswered = true));
    for (let second = 0; second < 2; second += 1) {
      await until(() => proxy.counts().requests === 1);
      for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
      clock.advance(1_000);
    }
    expect(isAnswered).toBe(false);
    clock.advance(60_000);
    await answer;
  });

  it('stalls, and lets all through in order when the stall ends', async () => {
    proxy.setFaults({ isStalled: true });
    const answers = [ask(), ask()];
    await until(() => proxy.counts().requests === 2);
    expect(server.control.requests()).toEqual([]);
    proxy.setFaults({});
    expect((await Promise.all(answers)).map((answer) => answer.status)).toEqual([200, 200]);
  });

  it('resets, refuses, and listens again on the same port', async () => {
    proxy.setFaults({ resets: true });
    await expect(ask()).rejects.toThrow(/ECONNRESET|hang up/);
    proxy.setFaults({});
    await proxy.refuse();
    await expect(ask()).rejects.toThrow(/ECONNREFUSED/);
    await proxy.accept();
    expect((await ask()).status).toBe(200);
  });

  it('answers as a gateway with nothing behind it, also when there is nothing', async () => {
    proxy.setFaults({ isBadGateway: true });
    const page = await ask();
    expect([page.status, String(page.body)]).toEqual([502, expect.stringContaining('<html>')]);
    proxy.setFaults({});
    const { port } = await startGone();
    proxy.swapUpstream(`http://127.0.0.1:${port}`);
    expect((await ask()).status).toBe(502);
  });

  it('cuts JSON in the middle', async () => {
    proxy.setFaults({ truncatesJson: true });
    const answer = await fetch(`${proxy.url}/system_stats`);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(() => JSON.parse(text) as unknown).toThrow();
  });

  it('puts another server behind the same address', async () => {
    const other = await startEmbeddedServer();
    const socket = await connectRecorder(proxy.url, 'me');
    proxy.swapUpstream(other.url);
    await socket.whenClosed();
    await ask();
    expect(other.control.requests()).toHaveLength(1);
    await other.stop();
  });
});

/** A port nobody listens on. */
async function startGone(): Promise<{ port: number }> {
  const gone = http.createServer();
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const address = gone.address();
  await new Promise((resolve) => gone.close(resolve));
  return { port: typeof address === 'object' && address !== null ? address.port : 0 };
}

describe('fault proxy, sockets', () => {
  it('hands frames on both ways', async () => {
    const socket = await connectRecorder(proxy.url, 'me');
    socket.send({ type: 'feature_flags', data: { supports_preview_metadata: true } });
    await socket.waitForType('feature_flags');
    expect(server.control.sockets()).toMatchObject([{ clientId: 'me', hasPreviewMetadata: true }]);
    await socket.close();
    await until(() => server.control.sockets().length === 0);
  });

  it('leaves a ghost at the server, for as long as told', async () => {
    proxy.setFaults({ ghostMs: 60_000 });
    const socket = await connectRecorder(proxy.url, 'me');
    await socket.close();
    const again = await connectRecorder(proxy.url, 'me');
    expect(server.control.sockets().map((one) => one.isRegistered)).toEqual([false, true]);
    clock.advance(60_000);
    await until(() => server.control.sockets().length === 1);
    expect(server.control.sockets()[0]?.isRegistered).toBe(false);
    await again.close();
  });

  it('cuts a socket on which nothing is said', async () => {
    proxy.setFaults({ idleCutMs: 60_000 });
    const socket = await connectRecorder(proxy.url, 'me');
    clock.advance(59_000);
    expect(socket.isOpen()).toBe(true);
    clock.advance(1_000);
    await socket.whenClosed();
  });

  it('accepts a connection and never answers it', async () => {
    proxy.setFaults({ hangsOnAccept: true });
    const attempt = connectRecorder(proxy.url, 'me');
    await until(() => proxy.counts().upgrades === 1);
    proxy.resetAll();
    await expect(attempt).rejects.toThrow();
    expect(server.control.sockets()).toEqual([]);
  });
});

describe('frame noise', () => {
  const pass = (kind: 'drop' | 'duplicate' | 'reorder' | 'corrupt'): string[] => {
    const filter = createNoiseFilter(() => ({ every: 3, kind }));
    const frames = ['a1', 'b2', 'c3', 'd4', 'e5', 'f6', 'g7'];
    return frames.flatMap((text) => filter({ bytes: Buffer.from(text), isBinary: false })).map(({ bytes }) => bytes.toString());
  };

  it('drops, doubles, swaps or breaks every third frame', () => {
    expect(pass('drop')).toEqual(['a1', 'b2', 'd4', 'e5', 'g7']);
    expect(pass('duplicate')).toEqual(['a1', 'b2', 'c3', 'c3', 'd4', 'e5', 'f6', 'f6', 'g7']);
    expect(pass('reorder')).toEqual(['a1', 'b2', 'd4', 'c3', 'e5', 'g7', 'f6']);
    expect(pass('corrupt')).toEqual(['a1', 'b2', 'c', 'd4', 'e5', 'f', 'g7']);
  });
});
