import { afterEach, describe, expect, it } from 'vitest';
import { createManualClock } from '@/lib/clock';
import { sendRaw } from '../../contract/raw-request';
import { flushSockets, runToEnd, until } from '../../contract/settle';
import { ANNOUNCEMENT, connectRecorder, type SocketRecorder } from '../../contract/socket-recorder';
import { startEmbeddedServer, type EmbeddedOptions, type EmbeddedServer } from '../../index';

let server: EmbeddedServer | undefined;
const clock = createManualClock();

async function start(options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  server = await startEmbeddedServer({ clock, testNodes: true, ...options });
  return server;
}

afterEach(async () => {
  await server?.stop();
});

const slowPrompt = {
  1: { class_type: 'EmptyImage', inputs: { width: 8, height: 8, batch_size: 1, color: 0 } },
  2: { class_type: 'FixtureProgress', inputs: { image: ['1', 0], steps: 4, seconds: 1, preview: 'JPEG', seed: 1 } },
  3: { class_type: 'PreviewImage', inputs: { images: ['2', 0] } },
};

async function submit(url: string, clientId?: string): Promise<void> {
  const body = { prompt: slowPrompt, ...(clientId !== undefined && { client_id: clientId }) };
  expect(await sendRaw(url, { method: 'POST', path: '/prompt', body: JSON.stringify(body) })).toMatchObject({ status: 200 });
}

function isAtStep(control: EmbeddedServer['control'], clientId: string): () => boolean {
  return () => control.engine.runningFor(clientId) === '2';
}

describe('greeting', () => {
  it('starts with status and the id, plain and under /api', async () => {
    const { url } = await start();
    for (const path of ['/ws', '/api/ws']) {
      const socket = await connectRecorder(url, 'me', path);
      expect(socket.frames[0]).toEqual({
        kind: 'text',
        type: 'status',
        data: { status: { exec_info: { queue_remaining: 0 } }, sid: 'me' },
      });
      await socket.close();
    }
  });

  it('invents an id of 32 hex digits', async () => {
    const { url } = await start();
    const socket = await connectRecorder(url);
    expect(socket.frames[0]).toMatchObject({ data: { sid: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown } });
  });

  it('names the running node to its owner only', async () => {
    const { url, control } = await start();
    await submit(url, 'owner');
    await until(isAtStep(control, 'owner'));
    const [owner, other] = [await connectRecorder(url, 'owner'), await connectRecorder(url, 'other')];
    await flushSockets(url);
    expect(owner.frames[1]).toEqual({ kind: 'text', type: 'executing', data: { node: '2' } });
    expect(other.types()).toEqual(['status']);
  });
});

describe('feature flags', () => {
  it('answers the first JSON message only; text that is no JSON does not count', async () => {
    const { url } = await start();
    const patient = await connectRecorder(url, 'a');
    patient.send('no json');
    patient.send(ANNOUNCEMENT);
    await patient.waitForType('feature_flags');
    const late = await connectRecorder(url, 'b');
    late.send({ type: 'other' });
    late.send(ANNOUNCEMENT);
    patient.send(ANNOUNCEMENT);
    await flushSockets(url);
    expect(late.types()).toEqual(['status']);
    expect(patient.types()).toEqual(['status', 'feature_flags']);
  });

  it('takes only the literal true', async () => {
    const { url, control } = await start();
    const socket = await connectRecorder(url, 'a');
    socket.send({ type: 'feature_flags', data: { supports_preview_metadata: 'true' } });
    await socket.waitForType('feature_flags');
    expect(control.sockets()).toEqual([{ clientId: 'a', isRegistered: true, hasPreviewMetadata: false }]);
  });

  it('does not exist on an old server', async () => {
    const { url } = await start({ profile: 'old' });
    const socket = await connectRecorder(url, 'a');
    socket.send(ANNOUNCEMENT);
    await flushSockets(url);
    expect(socket.types()).toEqual(['status']);
  });
});

describe('one socket per client id', () => {
  it('replaces the first, and goes deaf when the first closes', async () => {
    const { url, control } = await start();
    const first = await connectRecorder(url, 'twin');
    const second = await connectRecorder(url, 'twin');
    await submit(url);
    await flushSockets(url);
    expect(first.types()).toEqual(['status']);
    expect(second.types().filter((type) => type === 'status').length).toBeGreaterThan(1);
    await first.close();
    await until(() => control.sockets().length === 1);
    const heard = second.frames.length;
    await submit(url);
    await flushSockets(url);
    expect(second.isOpen()).toBe(true);
    expect(second.frames).toHaveLength(heard);
    expect(control.sockets()).toEqual([{ clientId: 'twin', isRegistered: false, hasPreviewMetadata: false }]);
  });
});

describe('who hears what', () => {
  async function runWatched(announce: boolean, clientId?: string): Promise<{ owner: SocketRecorder; other: SocketRecorder }> {
    const target = await start();
    const [owner, other] = [await connectRecorder(target.url, 'owner'), await connectRecorder(target.url, 'other')];
    if (announce) {
      for (const socket of [owner, other]) socket.send(ANNOUNCEMENT);
      await Promise.all([owner, other].map((socket) => socket.waitForType('feature_flags')));
    }
    await submit(target.url, clientId);
    await runToEnd(target, clock);
    await flushSockets(target.url);
    return { owner, other };
  }

  it('sends previews with metadata, before their progress, to an owner that announced it', async () => {
    const { owner, other } = await runWatched(true, 'owner');
    const types = owner.types();
    expect(types).not.toContain('binary 1');
    expect(types[types.indexOf('binary 4') + 1]).toBe('progress');
    expect(other.types().filter((type) => !['status', 'feature_flags', 'binary 3'].includes(type))).toEqual([]);
  });

  it('sends plain previews, after their progress, to an owner that announced nothing', async () => {
    const { owner } = await runWatched(false, 'owner');
    const types = owner.types();
    expect(types).not.toContain('binary 4');
    expect(types[types.indexOf('binary 1') - 1]).toBe('progress');
    expect(types).toContain('execution_success');
  });

  it('sends progress and plain previews of a run without owner to all, and its start and end to nobody', async () => {
    const { owner, other } = await runWatched(true);
    for (const socket of [owner, other]) {
      expect(new Set(socket.types())).toEqual(new Set(['status', 'feature_flags', 'progress_state', 'progress', 'binary 1', 'binary 3']));
    }
  });
});

describe('logs', () => {
  it('go to subscribers, the size in the first frame only', async () => {
    const { url } = await start();
    const socket = await connectRecorder(url, 'reader');
    const subscribe = (enabled: boolean): ReturnType<typeof sendRaw> =>
      sendRaw(url, { method: 'PATCH', path: '/internal/logs/subscribe', body: JSON.stringify({ clientId: 'reader', enabled }) });
    await subscribe(true);
    for (let i = 0; i < 2; i++) await sendRaw(url, { method: 'POST', path: '/prompt', body: '{}' });
    await flushSockets(url);
    const logs = socket.frames.flatMap((frame) => (frame.kind === 'text' && frame.type === 'logs' ? [frame.data] : []));
    expect(logs.map((log) => log['size'])).toEqual([{ cols: 80, rows: 24 }, null, null, null]);
    await subscribe(false);
    await sendRaw(url, { method: 'POST', path: '/prompt', body: '{}' });
    await flushSockets(url);
    expect(socket.types().filter((type) => type === 'logs')).toHaveLength(4);
  });
});

describe('refusals', () => {
  it('refuses a foreign origin and any other path', async () => {
    const { url } = await start();
    await expect(connectRecorder(url, 'a', '/elsewhere')).rejects.toThrow('404');
    const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket', Origin: 'http://evil.example' };
    expect(await sendRaw(url, { method: 'GET', path: '/ws', headers: upgrade })).toMatchObject({ status: 403 });
    expect(await sendRaw(url, { method: 'GET', path: '/ws' })).toMatchObject({ status: 400 });
  });
});
