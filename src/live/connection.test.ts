import { describe, expect, it } from 'vitest';
import { createManualClock } from '@/lib/clock';
import type { ServerEvent } from '@/protocol/server-event';
import { createFakeSockets } from '@/testing/fake-sockets';
import { createConnection } from './connection';
import type { ConnectionState } from './state';

function connect({ hangs = false, random = 0x80000000 } = {}) {
  const clock = createManualClock();
  const sockets = createFakeSockets({ hangs });
  const events: ServerEvent[] = [];
  let state: Partial<ConnectionState> = {};
  let isOnline = true;
  const connection = createConnection({
    url: () => 'ws://server/ws?clientId=c',
    openSocket: sockets.open,
    clock,
    random: (words) => void words.fill(random),
    isOnline: () => isOnline,
    onChange: (change) => (state = { ...state, ...change }),
    onEvent: (event) => events.push(event),
  });
  const alive = () => sockets.all.filter((socket) => socket.state() !== 'closed').length;
  return { connection, clock, sockets, events, state: () => state, alive, setOnline: (value: boolean) => (isOnline = value) };
}

describe('socket keeper', () => {
  it('announces what it understands first, then keeps the line alive', () => {
    const { connection, clock, sockets, state } = connect();
    connection.start();
    expect(state()).toMatchObject({ phase: 'connecting', attempt: 1 });
    sockets.newest().accept();
    expect(state()).toMatchObject({ phase: 'open', failure: null });
    expect(sockets.newest().sent).toEqual(['{"type":"feature_flags","data":{"supports_preview_metadata":true}}']);
    clock.advance(60_000);
    expect(sockets.newest().sent.slice(1)).toEqual(['{"type":"ping"}', '{"type":"ping"}', '{"type":"ping"}']);
  });

  it('waits as long as it is told before the first attempt', () => {
    const { connection, clock, sockets } = connect();
    connection.start(300);
    clock.advance(299);
    expect(sockets.all).toHaveLength(0);
    clock.advance(1);
    expect(sockets.all).toHaveLength(1);
  });

  it('tries again ever later while refused, and soon again after a stable life', () => {
    const { connection, clock, sockets } = connect();
    connection.start();
    const waits = [1_000, 3_500, 7_500, 12_500, 15_000];
    for (const waitMs of waits) {
      const before = sockets.all.length;
      sockets.newest().drop();
      clock.advance(waitMs - 1);
      expect(sockets.all).toHaveLength(before);
      clock.advance(1);
      expect(sockets.all).toHaveLength(before + 1);
    }
    sockets.newest().accept();
    clock.advance(10_000);
    sockets.newest().drop();
    clock.advance(1_000);
    expect(sockets.all).toHaveLength(waits.length + 2);
  });

  it('does not forget its failures for a connection that did not last', () => {
    const { connection, clock, sockets } = connect();
    connection.start();
    sockets.newest().drop();
    clock.advance(1_000);
    sockets.newest().accept();
    clock.advance(9_000);
    sockets.newest().drop();
    clock.advance(3_499);
    expect(sockets.all).toHaveLength(2);
  });

  it('gives up an attempt that hangs after 8 s', () => {
    const { connection, clock, sockets, state } = connect();
    connection.start();
    clock.advance(8_000);
    expect([sockets.newest().state(), state()]).toEqual(['closed', expect.objectContaining({ phase: 'waiting', failure: 'timeout' })]);
    clock.advance(1_000);
    expect(sockets.all).toHaveLength(2);
  });

  it('never has two sockets: waits for the close of the former, or a second', () => {
    const { connection, clock, sockets, alive } = connect({ hangs: true, random: 0 });
    connection.start();
    sockets.newest().accept();
    connection.reconnect('deaf');
    connection.wake();
    expect(alive()).toBe(1);
    sockets.newest().drop();
    expect([sockets.all.length, alive()]).toEqual([2, 1]);
    sockets.newest().accept();
    connection.reconnect('deaf');
    clock.advance(999);
    expect(sockets.all).toHaveLength(2);
    clock.advance(2);
    expect(sockets.all).toHaveLength(3);
  });

  it('ignores what a socket it gave up still says', () => {
    const { connection, clock, sockets, events, state } = connect({ hangs: true, random: 0 });
    connection.start();
    sockets.newest().accept();
    connection.reconnect('deaf');
    clock.advance(1_001);
    const [ghost, fresh] = sockets.all;
    fresh?.accept();
    ghost?.receive('{"type":"status","data":{"status":{"exec_info":{"queue_remaining":9}}}}');
    ghost?.drop();
    expect([events, state()]).toEqual([[], expect.objectContaining({ phase: 'open' })]);
  });

  it('attempts at once when woken, but leaves an attempt or connection alone', () => {
    const { connection, sockets } = connect();
    connection.start();
    connection.wake();
    sockets.newest().accept();
    connection.wake();
    expect(sockets.all).toHaveLength(1);
    sockets.newest().drop();
    connection.wake();
    expect(sockets.all).toHaveLength(2);
  });

  it('tries once a minute while the browser knows that there is no network', () => {
    const { connection, clock, sockets, state, setOnline } = connect();
    connection.start();
    setOnline(false);
    sockets.newest().drop();
    expect(state().failure).toBe('offline');
    clock.advance(59_000);
    expect(sockets.all).toHaveLength(1);
    setOnline(true);
    connection.wake();
    expect(sockets.all).toHaveLength(2);
  });

  it('stays away while the page is left, and returns when it does', () => {
    const { connection, clock, sockets, state } = connect();
    connection.start();
    sockets.newest().accept();
    connection.suspend();
    clock.advance(600_000);
    expect([sockets.all.length, state().phase]).toEqual([1, 'closed']);
    connection.wake();
    expect(sockets.all).toHaveLength(2);
  });

  it('returns even when the page does before the socket has closed', () => {
    const { connection, sockets } = connect({ hangs: true });
    connection.start();
    sockets.newest().accept();
    connection.suspend();
    connection.wake();
    expect(sockets.all).toHaveLength(1);
    sockets.newest().drop();
    expect(sockets.all).toHaveLength(2);
  });

  it('is over once disposed', () => {
    const { connection, clock, sockets, alive } = connect();
    connection.start();
    sockets.newest().accept();
    connection.dispose();
    connection.wake();
    connection.start();
    clock.advance(600_000);
    expect([sockets.all.length, alive()]).toEqual([1, 0]);
  });

  it('takes a frame it cannot read for a sign of life and no more', () => {
    const { connection, sockets, events } = connect();
    connection.start();
    sockets.newest().accept();
    for (const data of ['{"type":', '[]', new ArrayBuffer(2), 7]) sockets.newest().receive(data);
    expect(events.map((event) => event.kind)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
  });
});
