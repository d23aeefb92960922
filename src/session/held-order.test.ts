import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApiClient } from '@/api/client';
import { findApiBase } from '@/config/api-base';
import { wordFailure } from '@/components/server-failure/word-failure';
import { startEmbeddedServer } from '@/embedded/index';
import type { EmbeddedServer } from '@/embedded/index';
import type { Profile } from '@/embedded/http/profile';
import { createRun } from '@/jobs/run-progress';
import { selectHeld } from '@/jobs/submission';
import { createLedger } from '@/ledger/create-ledger';
import { createLedgerMemory, createMemoryLedgerStore } from '@/ledger/ledger-store';
import type { LedgerMemory } from '@/ledger/ledger-store';
import { createMirror } from '@/ledger/mirror';
import { systemClock } from '@/lib/clock';
import { toPromptId } from '@/protocol/ids';
import type { PromptId } from '@/protocol/ids';
import { TINY_PROMPT, buildHistoryEntry, buildQueue } from '@/testing/builders';
import { createTabs, createTestPage } from '@/testing/test-page';
import type { Tabs } from '@/testing/test-page';
import { createFastClock, createTestSession, until } from '@/testing/test-session';
import { moveJob } from './move-job';
import { createOrderWatch } from './order-watch';
import { pauseQueue, resumeQueue } from './pause-queue';
import { selectJobs } from './select-jobs';
import type { Session } from './session';
import { SecretsBlankedError, submitPrompt } from './submit-prompt';

let server: EmbeddedServer;
const open: Session[] = [];

async function start(profile: Profile = 'plain'): Promise<void> {
  server = await startEmbeddedServer({ profile, testNodes: true });
  server.control.hold();
}

beforeEach(() => start());
afterEach(async () => {
  for (const session of open.splice(0)) session.dispose();
  await server.stop();
});

async function openPage(memory: LedgerMemory = createLedgerMemory(), tabs: Tabs = createTabs()): Promise<Session> {
  const { session } = createTestSession(server, {
    clock: createFastClock(20),
    ledgerStore: createMemoryLedgerStore(memory),
    page: createTestPage({ tabs }),
  });
  open.push(session);
  await session.whenRestored;
  return session;
}

let color = 0;
async function submit(session: Session, name: string): Promise<PromptId> {
  color += 1;
  const prompt = { ...TINY_PROMPT, '1': { class_type: 'EmptyImage', inputs: { width: 8, height: 8, batch_size: 1, color } } };
  const result = await submitPrompt(session, { prompt, name });
  if (result.kind !== 'accepted') throw new Error(result.kind);
  return result.promptId;
}

const heldNames = (session: Session): readonly (string | null)[] =>
  selectJobs(session)
    .queue.filter(({ isHeld }) => isHeld === true)
    .map(({ workflowName }) => workflowName);
const move = (session: Session, id: PromptId, beforeId: PromptId | null) => moveJob(session, { id, workflowName: null }, beforeId);

describe('held jobs', () => {
  it('are put in another order, which is the one they are sent in, also after a reload', async () => {
    const memory = createLedgerMemory();
    const page = await openPage(memory);
    await submit(page, 'running');
    await pauseQueue(page);
    const [a, b, c] = [await submit(page, 'a'), await submit(page, 'b'), await submit(page, 'c')];
    expect(await move(page, c, a)).toEqual({ kind: 'moved', promptId: c });
    expect(await move(page, a, null)).toEqual({ kind: 'moved', promptId: a });
    expect(await move(page, b, a)).toEqual({ kind: 'same' });
    await submit(page, 'd');
    expect(heldNames(page)).toEqual(['c', 'b', 'a', 'd']);
    expect(await move(page, toPromptId('nobody'), a)).toEqual({ kind: 'gone' });
    expect(await move(page, a, toPromptId('nobody'))).toEqual({ kind: 'gone' });
    await page.saveSubmissions();
    page.dispose();
    const again = await openPage(memory);
    expect(heldNames(again)).toEqual(['c', 'b', 'a', 'd']);
    await resumeQueue(again);
    server.control.release();
    await until(again, () => (selectJobs(again).history.length === 5 ? true : null));
    const ran = selectJobs(again).history.map(({ id }) => id);
    expect(ran.indexOf(a), 'newest first: a ran after b').toBeLessThan(ran.indexOf(b));
    expect(ran.indexOf(b)).toBeLessThan(ran.indexOf(c));
  });

  it('that went to the server and come back stand before those that stayed', async () => {
    const page = await openPage();
    await submit(page, 'running');
    await pauseQueue(page);
    for (const name of ['a', 'b', 'c', 'd']) await submit(page, name);
    await resumeQueue(page);
    await until(page, () => (selectHeld(page.memory.getState()).length === 2 ? true : null));
    await until(page, () => (Object.values(page.memory.getState().submissions).some(({ state }) => state === 'sending') ? null : true));
    await pauseQueue(page);
    expect(heldNames(page)).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('a pause', () => {
  it('reaches the other tabs of this browser at once, and no old state comes back with a new tab', async () => {
    const [memory, tabs] = [createLedgerMemory(), createTabs()];
    const [one, two] = [await openPage(memory, tabs), await openPage(memory, tabs)];
    const isPaused = (): readonly boolean[] => open.map(({ pause }) => pause.getState().isPaused);
    const pausing = pauseQueue(one);
    expect(isPaused()).toEqual([true, true]);
    await pausing;
    await openPage(memory, tabs);
    expect(isPaused()).toEqual([true, true, true]);
    await resumeQueue(two);
    expect(isPaused()).toEqual([false, false, false]);
    await two.changePause({ limit: 5 });
    expect(one.pause.getState().limit).toBe(5);
  });
});

describe('a server that drops the number of a prompt', () => {
  it('is known before anybody tries: by its start arguments, and nothing is touched then', async () => {
    await server.stop();
    await start('cluster');
    const page = await openPage();
    await submit(page, 'running');
    const [a, b] = [await submit(page, 'a'), await submit(page, 'b')];
    await until(page, () => (page.order.getState().isKept ? null : true));
    const deletion = vi.spyOn(page.client, 'deleteQueued');
    expect(await move(page, b, a)).toEqual({ kind: 'not-kept', promptId: b });
    expect(deletion).not.toHaveBeenCalled();
  });

  it('shows it by listing what runs as waiting, in two reads', () => {
    const watch = createOrderWatch();
    const run = createRun(toPromptId('a'));
    const isKept = (): boolean => watch.store.getState().isKept;
    watch.noteRead(buildQueue([], ['a', 'b']), {});
    watch.noteRead(buildQueue(['a'], ['b']), { [run.promptId]: run });
    watch.noteRead(buildQueue([], ['b']), { [run.promptId]: run });
    watch.noteRead(buildQueue([], ['a', 'b']), { [run.promptId]: run });
    expect(isKept(), 'a late read').toBe(true);
    watch.noteRead(buildQueue([], ['a', 'b']), { [run.promptId]: run });
    expect(isKept()).toBe(false);
    watch.reset();
    expect(isKept()).toBe(true);
  });
});

it('names the inputs that a kept body lacks', () => {
  expect(wordFailure(new SecretsBlankedError(['4.api_key']))).toContain('4.api_key');
});

it('mirrors jobs of others too, but only the newest of them, and says whose they are', async () => {
  const ledger = createLedger(createMemoryLedgerStore(), systemClock);
  const client = createApiClient({ base: findApiBase(server.url), clock: systemClock, createXhr: null });
  const mirror = createMirror(ledger, client, () => Promise.resolve(true));
  await ledger.load();
  const startedAtMs = Date.parse('2026-01-10T10:00:00Z');
  const entries = Array.from({ length: 50 }, (_, index) => buildHistoryEntry(`job-${index}`, { startedAtMs: startedAtMs + index * 1_000 }));
  ledger.keepEntries(entries, ({ promptId }) => promptId === 'job-0');
  await ledger.flush();
  await mirror.sync();
  const other = createLedger(createMemoryLedgerStore(), systemClock);
  await other.load();
  const reader = createMirror(other, client, () => Promise.resolve(true));
  await reader.sync();
  const { jobs } = other.state.getState();
  expect(jobs.entries.map(({ promptId }) => promptId).slice(0, 2)).toEqual(['job-0', 'job-18']);
  expect([jobs.entries.length, [...jobs.mine]]).toEqual([33, ['job-0']]);
  for (const part of [mirror, reader, ledger, other]) part.dispose();
}, 20_000);
