import { beforeEach, describe, expect, it } from 'vitest';
import { HISTORY_LOOK_MS } from '@/config/limits';
import { createManualClock } from '@/lib/clock';
import type { History } from '@/protocol/history';
import { toPromptId } from '@/protocol/ids';
import { buildHistory } from '@/testing/builders';
import { createMissedHistory } from './missed-history';
import type { MissedHistory } from './missed-history';

const clock = createManualClock();
let watch: MissedHistory;
let server: string[];
let known: History | null;
let asked: number[];
let found: string[];
let others: number;

beforeEach(() => {
  server = ['a', 'b'];
  known = buildHistory(['a', 'b']);
  asked = [];
  found = [];
  others = 0;
  watch = createMissedHistory({
    client: {
      history: ({ maxItems = 0 } = {}) => {
        asked.push(maxItems);
        return Promise.resolve(buildHistory(server.slice(-maxItems)));
      },
    },
    clock,
    known: () => known,
    onFound: (entries) => found.push(...entries.map(({ promptId }) => promptId)),
    onOther: () => (others += 1),
  });
});

const read = async (isHeard = true): Promise<void> => {
  watch.noteRead(isHeard);
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

describe('ends that nobody told of', () => {
  it('are looked for when more ended than left the queue', async () => {
    watch.noteRemaining(2);
    watch.noteRemaining(1);
    watch.noteRemaining(0);
    watch.noteEnded([toPromptId('b')]);
    server.push('c');
    await read();
    expect([asked, found]).toEqual([[2], ['c']]);
  });

  it('are not looked for when all is explained, or nothing is known yet', async () => {
    watch.noteRemaining(1);
    watch.noteRemaining(0);
    watch.noteEnded([toPromptId('b')]);
    await read();
    watch.noteRemaining(1);
    watch.noteRemaining(0);
    known = null;
    await read();
    expect(asked).toEqual([]);
  });

  it('are looked for now and then, and with every read while no socket tells of them', async () => {
    await read();
    clock.advance(HISTORY_LOOK_MS);
    await read();
    await read();
    await read(false);
    expect([asked, found, others]).toEqual([[1, 1], [], 0]);
  });

  it('are read further back when all that came is new', async () => {
    server.push('c', 'd', 'e');
    await read(false);
    expect([asked, found]).toEqual([
      [1, 8],
      ['c', 'd', 'e'],
    ]);
    known = buildHistory(['a', 'b', 'c', 'd', 'e']);
    server.push(...Array.from({ length: 20 }, (_, index) => `f${index}`));
    found.length = 0;
    await read(false);
    expect([found, others], 'the whole list is read instead').toEqual([[], 1]);
  });
});

it('tells once that the newest was deleted elsewhere, or all of it', async () => {
  server = ['a'];
  await read(false);
  await read(false);
  expect(others).toBe(1);
  server = [];
  await read(false);
  expect(others).toBe(2);
});
