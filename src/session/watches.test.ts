import { describe, expect, it, vi } from 'vitest';
import { createManualClock } from '@/lib/clock';
import { toClientId, toPromptId } from '@/protocol/ids';
import type { ClientId, PromptId } from '@/protocol/ids';
import { buildHistory, buildHistoryEntry } from '@/testing/builders';
import { createTabs, createTestPage } from '@/testing/test-page';
import type { Tabs } from '@/testing/test-page';
import { claimClientId } from './client-id';
import { createDeafWatch } from './deaf-watch';
import { createQueuePoll, selectPollIntervalMs } from './queue-poll';
import { createRestartWatch } from './restart-watch';
import type { Page } from './page';
import { createSettler } from './settler';
import { createThrottle } from './throttle';

const zero = (words: Uint32Array<ArrayBuffer>): void => void words.fill(0x80000000);
const ids = (...names: string[]): PromptId[] => names.map(toPromptId);
/** Lets what was promised happen. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('queue poll', () => {
  function createPoll() {
    const clock = createManualClock();
    const waiting: (() => void)[] = [];
    const read = vi.fn(() => new Promise<void>((resolve) => void waiting.push(resolve)));
    const poll = createQueuePoll({ clock, random: zero, read, intervalMs: () => 1_000 });
    const answer = async (): Promise<void> => {
      waiting.shift()?.();
      await settled();
    };
    return { poll, clock, read, answer };
  }

  it('reads at once, then at intervals counted from each answer', async () => {
    const { clock, read, answer } = createPoll();
    clock.advance(5_000);
    expect(read).toHaveBeenCalledTimes(1);
    await answer();
    clock.advance(999);
    expect(read).toHaveBeenCalledTimes(1);
    clock.advance(1);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('never reads twice at a time, but once more when asked meanwhile', async () => {
    const { poll, read, answer } = createPoll();
    poll.now();
    poll.now();
    expect(read).toHaveBeenCalledTimes(1);
    await answer();
    expect(read).toHaveBeenCalledTimes(2);
    await answer();
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('ends', async () => {
    const { poll, clock, read, answer } = createPoll();
    poll.dispose();
    await answer();
    clock.advance(60_000);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('is fast while something runs or the socket is away, and slow while hidden', () => {
    const at = (isHidden: boolean, isSocketOpen: boolean, hasWork: boolean) => selectPollIntervalMs({ isHidden, isSocketOpen, hasWork });
    expect(selectPollIntervalMs({ isHidden: false, isSocketOpen: false, hasWork: true, isOffline: true })).toBe(67_000);
    expect([at(false, true, false), at(false, true, true), at(false, false, false), at(true, false, true)]).toEqual([
      8_000, 5_000, 5_000, 67_000,
    ]);
  });
});

describe('deaf watch', () => {
  function createWatch() {
    const clock = createManualClock();
    const onDeaf = vi.fn();
    const watch = createDeafWatch(clock, onDeaf);
    watch.noteOpen();
    clock.advance(1_000);
    watch.noteRead(false);
    clock.advance(1_000);
    return { clock, watch, onDeaf };
  }

  it('calls a socket deaf that hears nothing of a change of the queue', () => {
    const { clock, watch, onDeaf } = createWatch();
    watch.noteRead(true);
    clock.advance(4_999);
    expect(onDeaf).not.toHaveBeenCalled();
    clock.advance(1);
    expect(onDeaf).toHaveBeenCalledOnce();
  });

  it('trusts one that announced it before or soon after', () => {
    const before = createWatch();
    before.watch.noteStatus();
    before.watch.noteRead(true);
    before.clock.advance(10_000);
    expect(before.onDeaf).not.toHaveBeenCalled();
    const after = createWatch();
    after.watch.noteRead(true);
    after.clock.advance(1_000);
    after.watch.noteStatus();
    after.clock.advance(10_000);
    expect(after.onDeaf).not.toHaveBeenCalled();
  });

  it('waits no longer for a socket that has been silent through a run of ours', () => {
    const { clock, watch, onDeaf } = createWatch();
    clock.advance(5_000);
    watch.noteRead(false, true);
    watch.noteRead(true, true);
    clock.advance(499);
    expect(onDeaf).not.toHaveBeenCalled();
    clock.advance(1);
    expect(onDeaf).toHaveBeenCalledOnce();
  });

  it('has the queue looked at when a prompt of ours was taken and nothing is heard', () => {
    const clock = createManualClock();
    const look = vi.fn();
    const watch = createDeafWatch(clock, vi.fn(), look);
    watch.noteSubmitted();
    clock.advance(4_000);
    watch.noteFrame();
    clock.advance(10_000);
    expect(look).not.toHaveBeenCalled();
    watch.noteSubmitted();
    clock.advance(5_000);
    expect(look).toHaveBeenCalledOnce();
  });

  it('does not blame a socket that opened after the read before', () => {
    const { clock, watch, onDeaf } = createWatch();
    watch.noteOpen();
    watch.noteRead(true);
    clock.advance(10_000);
    expect(onDeaf).not.toHaveBeenCalled();
  });
});

describe('restart watch', () => {
  it('needs two looks that find nothing of what was there', () => {
    const watch = createRestartWatch();
    watch.remember(ids('a', 'b'));
    expect([watch.judgeVanished([]), watch.judgeVanished([])]).toEqual([false, true]);
  });

  it('concludes nothing while anything is left, was deleted by us, or was never known', () => {
    const watch = createRestartWatch();
    expect([watch.judgeVanished([]), watch.judgeVanished([])]).toEqual([false, false]);
    watch.remember(ids('a', 'b'));
    expect([watch.judgeVanished(ids('b')), watch.judgeVanished(ids('b'))]).toEqual([false, false]);
    watch.forget('all');
    expect([watch.judgeVanished([]), watch.judgeVanished([])]).toEqual([false, false]);
  });

  it('is not made to forget by the empty history of a new process while a job is owed', () => {
    const watch = createRestartWatch();
    watch.remember(ids('a', 'b'));
    watch.remember([], true);
    expect([watch.judgeVanished([]), watch.judgeVanished([])]).toEqual([false, true]);
    watch.remember(ids('c'));
    watch.remember([]);
    expect([watch.judgeVanished([]), watch.judgeVanished([])]).toEqual([false, false]);
  });

  it('sees a number that fell', () => {
    const watch = createRestartWatch();
    expect([3, 4, 4, 0, 1].map(watch.judgeNumber)).toEqual([false, false, false, true, false]);
  });
});

describe('settler', () => {
  function createLookup(inHistory: () => PromptId[]) {
    const clock = createManualClock();
    const historyEntry = vi.fn((id: PromptId) => Promise.resolve(inHistory().includes(id) ? buildHistoryEntry(id) : null));
    const history = vi.fn(() => Promise.resolve(buildHistory(inHistory())));
    const found: string[] = [];
    const missing: string[] = [];
    const settler = createSettler({
      client: { historyEntry, history },
      clock,
      onFound: (entries) => void found.push(...entries.map((entry) => entry.promptId)),
      onMissing: (gone) => void missing.push(...gone),
    });
    const pass = async (): Promise<void> => {
      for (let round = 0; round < 4; round += 1) {
        await settled();
        clock.advance(2_000);
      }
      await settled();
    };
    return { settler, historyEntry, history, found, missing, pass };
  }

  it('looks again for a while before it calls a prompt missing', async () => {
    let entries: PromptId[] = [];
    const { settler, found, missing, pass, historyEntry } = createLookup(() => entries);
    settler.settle(ids('a', 'b'));
    settler.settle(ids('a'));
    await settled();
    expect(historyEntry).toHaveBeenCalledTimes(2);
    entries = ids('a');
    await pass();
    expect([found, missing]).toEqual([['a'], ['b']]);
  });

  it('reads one page instead of very many entries', async () => {
    const many = ids(...Array.from({ length: 40 }, (_, index) => `p${index}`));
    const { settler, found, historyEntry, history, pass } = createLookup(() => many);
    settler.settle(many);
    await pass();
    expect([found.length, historyEntry.mock.calls.length, history.mock.calls.length]).toEqual([40, 0, 1]);
  });

  it('concludes nothing from a server that does not answer', async () => {
    const { settler, missing, pass, historyEntry } = createLookup(() => []);
    historyEntry.mockRejectedValue(new Error('away'));
    settler.settle(ids('a'));
    await pass();
    expect(missing).toEqual([]);
    historyEntry.mockResolvedValue(null);
    settler.settle(ids('a'));
    await pass();
    expect(missing).toEqual(['a']);
  });
});

describe('throttle', () => {
  it('runs at once, then once for all requests of the pause', () => {
    const clock = createManualClock();
    const task = vi.fn();
    const throttle = createThrottle(clock, 100, task);
    throttle.request();
    throttle.request();
    throttle.request();
    expect(task).toHaveBeenCalledTimes(1);
    clock.advance(100);
    expect(task).toHaveBeenCalledTimes(2);
    clock.advance(1_000);
    expect(task).toHaveBeenCalledTimes(2);
    throttle.request();
    expect(task).toHaveBeenCalledTimes(3);
  });
});

describe('client id', () => {
  let next = 0;
  const counting = (words: Uint32Array<ArrayBuffer>): void => void words.fill((next += 1));

  function openTab(tabs: Tabs, tabName = '') {
    const clock = createManualClock();
    const page = createTestPage({ tabs, tabName });
    const changes: ClientId[] = [];
    const claim = claimClientId(page, clock, counting, (id) => changes.push(id));
    return { claim, page, clock, changes };
  }

  it('survives a reload, and waits a moment then', () => {
    const tabs = createTabs();
    const first = openTab(tabs);
    expect(first.claim.waitMs).toBe(0);
    first.claim.dispose();
    const again = openTab(tabs, first.page.tabName.read());
    expect([again.claim.current(), again.claim.waitMs > 0]).toEqual([first.claim.current(), true]);
  });

  it('is never that of another living tab', () => {
    const tabs = createTabs();
    const original = openTab(tabs);
    const copy = openTab(tabs, original.page.tabName.read());
    expect(copy.claim.current()).not.toBe(original.claim.current());
    expect(copy.changes).toEqual([copy.claim.current()]);
    expect(original.changes).toEqual([]);
    expect(copy.page.tabName.read()).not.toBe(original.page.tabName.read());
  });

  it('gives way even when the other tab is slow to object, and only to an answer to its own question', () => {
    let hear: (message: unknown) => void = () => undefined;
    const sent: unknown[] = [];
    const page: Page = {
      ...createTestPage({ tabName: `comfydeck:${'a'.repeat(32)}` }),
      openChannel: () => ({
        post: (message) => void sent.push(message),
        onMessage: (listener) => {
          hear = listener;
          return () => undefined;
        },
        close: () => undefined,
      }),
    };
    const clock = createManualClock();
    const changes: ClientId[] = [];
    const claim = claimClientId(page, clock, counting, (id) => changes.push(id));
    const [asked] = sent as { ask: string; question: string }[];
    clock.advance(5_000);
    hear({ taken: asked?.ask, question: 'of somebody else' });
    expect(changes).toEqual([]);
    hear({ taken: asked?.ask, question: asked?.question });
    expect(changes).toEqual([claim.current()]);
    expect(claim.current()).not.toBe('a'.repeat(32));
  });

  it('does not take a name that is not ours for an id', () => {
    expect(openTab(createTabs(), 'some-other-window').claim.current()).not.toBe(toClientId('some-other-window'));
  });
});
