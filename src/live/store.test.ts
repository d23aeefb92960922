import { describe, expect, it } from 'vitest';
import { HIDDEN_WRITE_INTERVAL_MS, MAX_PREVIEWS_KEPT } from '@/config/limits';
import { createManualClock } from '@/lib/clock';
import type { TimerHandle } from '@/lib/clock';
import { toClientId, toNodeId, toPromptId } from '@/protocol/ids';
import type { ServerEvent } from '@/protocol/server-event';
import { createFrameScheduler } from './frames';
import { createLiveFeed } from './store';

const promptId = toPromptId('a');
const start: ServerEvent = { kind: 'execution-start', promptId, timestampMs: 1 };

function preview(byte: number, node?: string, prompt: string | null = 'a'): ServerEvent {
  return {
    kind: 'preview',
    mimeType: 'image/png',
    bytes: new Uint8Array([byte]),
    ...(node === undefined ? {} : { nodeId: toNodeId(node) }),
    ...(prompt === null ? {} : { promptId: toPromptId(prompt) }),
  };
}

/** A feed whose frames the test paints, and whose object URLs name the byte they show. */
function createFeed() {
  const clock = createManualClock();
  const alive = new Map<string, Blob>();
  const frames = new Set<() => void>();
  const requestFrame = (task: () => void): TimerHandle => {
    frames.add(task);
    return { cancel: () => void frames.delete(task) };
  };
  const feed = createLiveFeed({
    clientId: toClientId('c'),
    schedule: createFrameScheduler(clock, requestFrame),
    monotonicMs: clock.monotonicMs,
    urls: {
      create: (blob) => {
        const url = `blob:${alive.size}-${Math.max(0, ...[...alive.keys()].map((key) => Number(key.split('-')[1]))) + 1}`;
        alive.set(url, blob);
        return url;
      },
      revoke: (url) => void alive.delete(url),
    },
  });
  let writes = 0;
  feed.store.subscribe(() => (writes += 1));
  return { feed, clock, alive, paint: () => [...frames].forEach((task) => task()), writes: () => writes };
}

async function readShown(created: ReturnType<typeof createFeed>): Promise<Record<string, number>> {
  const shown = Object.entries(created.feed.store.getState().previews);
  const bytes = shown.map(async ([id, { url }]) => [id, (await created.alive.get(url)?.bytes())?.[0] ?? -1] as const);
  return Object.fromEntries(await Promise.all(bytes));
}

describe('live feed', () => {
  it('writes all events of a frame at once', () => {
    const { feed, paint, writes } = createFeed();
    feed.push(start);
    for (let value = 0; value < 100; value += 1) feed.push({ kind: 'progress', promptId, nodeId: toNodeId('1'), value, max: 100 });
    expect(writes()).toBe(0);
    paint();
    expect(writes()).toBe(1);
    expect(feed.store.getState().runs[promptId]?.nodes[toNodeId('1')]).toMatchObject({ value: 99 });
  });

  it('writes after a while where nothing is painted, and not twice', () => {
    const { feed, clock, paint, writes } = createFeed();
    feed.push(start);
    clock.advance(HIDDEN_WRITE_INTERVAL_MS);
    expect(writes()).toBe(1);
    paint();
    expect(writes()).toBe(1);
  });

  it('applies waiting events before anything written at once', () => {
    const { feed } = createFeed();
    feed.push(start);
    feed.settle(promptId, 'failed', null);
    expect(feed.store.getState().runs[promptId]?.state).toBe('failed');
  });

  it('knows when it last heard something, to half a second', () => {
    const { feed, clock, paint } = createFeed();
    const last = () => feed.store.getState().connection.lastEvidenceAtMs;
    clock.advance(1_000);
    feed.noteEvidence();
    clock.advance(100);
    feed.noteEvidence();
    expect(last()).toBe(1_000);
    clock.advance(900);
    feed.push({ kind: 'unknown', type: 'custom' });
    paint();
    expect(last()).toBe(2_000);
  });

  it('learns from the queue what runs, and from history how it ended', () => {
    const { feed } = createFeed();
    feed.observeRunning(promptId);
    expect(feed.store.getState()).toMatchObject({ activePromptId: 'a', runs: { a: { state: 'running' } } });
    feed.loseTrack();
    feed.observeRunning(promptId);
    expect(feed.store.getState().runs[promptId]?.state).toBe('running');
    feed.settle(promptId, 'cancelled', null);
    expect(feed.store.getState()).toMatchObject({ activePromptId: null, runs: { a: { state: 'cancelled' } } });
    feed.observeRunning(promptId);
    expect(feed.store.getState().runs[promptId]?.state).toBe('cancelled');
  });
});

describe('previews', () => {
  it('makes a picture of the newest of each node per frame, and revokes the former', async () => {
    const created = createFeed();
    created.feed.push(start);
    for (const byte of [1, 2, 3]) created.feed.push(preview(byte, '7'));
    created.feed.push(preview(9, '8'));
    created.paint();
    expect(created.alive.size).toBe(2);
    created.feed.push(preview(4, '7'));
    created.paint();
    expect(await readShown(created)).toEqual({ 7: 4, 8: 9 });
    expect(created.alive.size).toBe(2);
  });

  it('gives a plain preview to the node last named', async () => {
    const created = createFeed();
    created.feed.push(start);
    created.feed.push({ kind: 'progress', promptId, nodeId: toNodeId('5'), value: 1, max: 2 });
    created.feed.push(preview(1, undefined, null));
    created.paint();
    expect(await readShown(created)).toEqual({ 5: 1 });
  });

  it('keeps few, the longest unchanged go first', () => {
    const { feed, paint, alive } = createFeed();
    feed.push(start);
    for (let node = 9; node > 9 - MAX_PREVIEWS_KEPT - 1; node -= 1) {
      feed.push(preview(node, String(node)));
      paint();
    }
    expect(alive.size).toBe(MAX_PREVIEWS_KEPT);
    expect(Object.keys(feed.store.getState().previews)).not.toContain('9');
  });

  it('keeps them after the end, until another run begins', () => {
    const { feed, paint, alive } = createFeed();
    feed.push(start);
    feed.push(preview(1, '7'));
    feed.push({ kind: 'execution-interrupted', promptId });
    paint();
    expect(alive.size).toBe(1);
    feed.push({ kind: 'execution-start', promptId: toPromptId('b'), timestampMs: 2 });
    paint();
    expect([alive.size, feed.store.getState().previews]).toEqual([0, {}]);
  });

  it('leaves none behind when disposed', () => {
    const { feed, paint, alive } = createFeed();
    feed.push(start);
    feed.push(preview(1, '7'));
    paint();
    feed.dispose();
    expect(alive.size).toBe(0);
  });
});
