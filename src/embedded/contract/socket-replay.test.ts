import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '@/lib/clock';
import type { JsonObject } from '@/lib/json';
import { startEmbeddedServer, type EmbeddedServer } from '../index';
import { compareShape } from './compare-shape';
import { hasShared, readFixture } from './fixtures';
import { sendRaw } from './raw-request';
import { flushSockets, until } from './settle';
import { ANNOUNCEMENT, connectRecorder, type SocketRecorder } from './socket-recorder';

interface CapturedMessage {
  /** Absent for binary frames. */
  readonly message?: { readonly type: string; readonly data: JsonObject };
}

let server: EmbeddedServer;
let clock: ManualClock;

beforeEach(async () => {
  clock = createManualClock();
  server = await startEmbeddedServer({ clock, testNodes: true });
});
afterEach(() => server.stop());

const PROMPT = {
  1: { class_type: 'EmptyImage', inputs: { width: 8, height: 8, batch_size: 1, color: 0 } },
  2: { class_type: 'FixtureProgress', inputs: { image: ['1', 0], steps: 4, seconds: 1.6, preview: 'none', seed: 1 } },
  3: { class_type: 'PreviewImage', inputs: { images: ['2', 0] } },
};

function submit(prompt: object, clientId?: string): Promise<unknown> {
  return sendRaw(server.url, {
    method: 'POST',
    path: '/prompt',
    body: JSON.stringify({ prompt, ...(clientId !== undefined && { client_id: clientId }) }),
  });
}

async function announce(socket: SocketRecorder): Promise<void> {
  socket.send(ANNOUNCEMENT);
  await socket.waitForType('feature_flags');
}

/** Moves the clock on until a socket has heard so many frames of a type. */
async function untilHeard(socket: SocketRecorder, type: string, count: number): Promise<void> {
  await until(() => {
    clock.advance(5);
    return socket.types().filter((heard) => heard === type).length >= count;
  }, `${count} × ${type}`);
}

function wrap(messages: readonly NonNullable<CapturedMessage['message']>[] = []): CapturedMessage[] {
  return messages.map((message) => ({ message }));
}

function compareMessages(captured: readonly CapturedMessage[], socket: SocketRecorder): string[] {
  const heard = socket.frames
    .slice(0, captured.length)
    .map((frame) => (frame.kind === 'text' ? { type: frame.type, data: frame.data } : 'binary'));
  const expected = captured.map(({ message }) => message ?? 'binary');
  return compareShape(expected, heard, { same: ['*', '*.type'] });
}

describe.skipIf(!hasShared)('corpus: sockets say what was captured', () => {
  it('ws-handshake-without-client-id', async () => {
    const captured = readFixture<Record<string, NonNullable<CapturedMessage['message']>[]>>('ws-handshake-without-client-id');
    const [patient, late] = [await connectRecorder(server.url), await connectRecorder(server.url)];
    patient.send('not json');
    await announce(patient);
    late.send({ type: 'hello' });
    late.send(ANNOUNCEMENT);
    await flushSockets(server.url);
    expect(compareMessages(wrap(captured['afterBadJsonThenFlags']), patient)).toEqual([]);
    expect(compareMessages(wrap(captured['afterOtherMessageThenFlags']), late)).toEqual([]);
    expect(late.frames).toHaveLength(1);
  });

  it('ws-reconnect-during-run', async () => {
    const captured = readFixture<Record<'first' | 'second', CapturedMessage[]>>('ws-reconnect-during-run');
    const first = await connectRecorder(server.url, 'fixture-a');
    await announce(first);
    await submit(PROMPT, 'fixture-a');
    await untilHeard(first, 'progress', 1);
    await first.close();
    await until(() => server.control.sockets().length === 0);
    const second = await connectRecorder(server.url, 'fixture-a');
    await announce(second);
    await untilHeard(second, 'execution_success', 1);
    await untilHeard(second, 'executing', 2);
    expect(compareMessages(captured.first, first)).toEqual([]);
    expect(compareMessages(captured.second, second)).toEqual([]);
  });

  it('ws-same-client-id-twice', async () => {
    const captured = readFixture<Record<'first' | 'second', CapturedMessage[]>>('ws-same-client-id-twice');
    const first = await connectRecorder(server.url, 'fixture-a');
    await announce(first);
    await submit(PROMPT, 'fixture-a');
    await untilHeard(first, 'progress', 1);
    const second = await connectRecorder(server.url, 'fixture-a');
    await announce(second);
    await untilHeard(second, 'progress', captured.second.filter(({ message }) => message?.type === 'progress').length);
    await first.close();
    await until(() => server.control.sockets().length === 1);
    await until(() => {
      clock.advance(5);
      return server.control.engine.queueRemaining() === 0;
    });
    expect(compareMessages(captured.first, first)).toEqual([]);
    expect(first.frames).toHaveLength(captured.first.length);
    expect(compareMessages(captured.second, second)).toEqual([]);
    expect(second.frames).toHaveLength(captured.second.length);
  });

  it('ws-logs', async () => {
    const captured = readFixture<{ messages: CapturedMessage[] }>('ws-logs');
    const socket = await connectRecorder(server.url, 'fixture-a');
    await sendRaw(server.url, {
      method: 'PATCH',
      path: '/internal/logs/subscribe',
      body: JSON.stringify({ clientId: 'fixture-a', enabled: true }),
    });
    await submit({ 1: { class_type: 'PreviewAny', inputs: { source: 'x' } } });
    await untilHeard(socket, 'logs', captured.messages.length);
    const logs = socket.frames
      .filter((frame) => frame.kind === 'text' && frame.type === 'logs')
      .map((frame) => (frame.kind === 'text' ? frame.data : {}));
    expect(
      compareShape(
        captured.messages.map(({ message }) => message?.data),
        logs,
      ),
    ).toEqual([]);
  });
});
