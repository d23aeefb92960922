import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer } from '@/embedded/index';
import type { EmbeddedServer } from '@/embedded/index';
import { createLedgerMemory, createMemoryLedgerStore } from '@/ledger/ledger-store';
import type { LedgerMemory } from '@/ledger/ledger-store';
import { StorageError } from '@/lib/errors';
import type { JsonObject } from '@/lib/json';
import type { PromptId } from '@/protocol/ids';
import { createManualClock } from '@/lib/clock';
import { createFastClock, createTestSession, until } from '@/testing/test-session';
import { createClockOffset } from './clock-offset';
import { cancelJob } from './cancel-job';
import { toHeld } from './held-jobs';
import { moveJob } from './move-job';
import { pauseQueue, resumeQueue } from './pause-queue';
import { withSubmission } from '@/jobs/submission';
import { selectJobs } from './select-jobs';
import type { Session } from './session';
import { resubmitPrompt, submitPrompt } from './submit-prompt';

let server: EmbeddedServer;
const open: Session[] = [];

// Each its own: what one leaves in the user's folder comes back to every new page.
beforeEach(async () => {
  server = await startEmbeddedServer({ seed: 1 });
});
afterEach(async () => {
  for (const session of open.splice(0)) session.dispose();
  await server.stop();
});

/** A browser: each page opened on the same memory is a reload of it, or another tab. */
async function openPage(memory: LedgerMemory, factor = 20): Promise<Session> {
  const { session } = createTestSession(server, { clock: createFastClock(factor), ledgerStore: createMemoryLedgerStore(memory) });
  open.push(session);
  await session.whenRestored;
  return session;
}

let color = 9_000;
function freshPrompt(): JsonObject {
  color += 1;
  return {
    '1': { class_type: 'EmptyImage', inputs: { width: 8, height: 8, batch_size: 1, color } },
    '2': { class_type: 'PreviewImage', inputs: { images: ['1', 0] } },
  };
}

async function submit(session: Session, prompt = freshPrompt()): Promise<PromptId> {
  const result = await submitPrompt(session, { prompt });
  if (result.kind !== 'accepted') throw new Error(`not accepted: ${result.kind}`);
  return result.promptId;
}

function states(session: Session): Record<string, string> {
  const { queue, history } = selectJobs(session);
  return Object.fromEntries([...queue, ...history].map((job) => [job.id, `${job.state}${job.isGone === true ? ' gone' : ''}`]));
}

function whenState(session: Session, id: PromptId, state: string): Promise<true> {
  return until(session, () => (states(session)[id] === state ? true : null));
}

/** Done, and read from history: the end of a run is heard a moment before. */
async function whenKept(session: Session, id: PromptId): Promise<void> {
  const { state } = session.ledger;
  await until(session, () => (state.getState().jobs.entries.some((entry) => entry.promptId === id) ? true : null));
}

/** As a crash: nothing more is written. */
async function crash(session: Session): Promise<void> {
  await session.saveSubmissions();
  await session.ledger.flush();
  session.dispose();
}

describe('after a reload', () => {
  it('a job finished before the server was restarted is still listed, as gone, with prompt and outputs', async () => {
    const memory = createLedgerMemory();
    const before = await openPage(memory);
    const id = await submit(before);
    await whenKept(before, id);
    await crash(before);
    server.control.restart();
    const after = await openPage(memory);
    await whenState(after, id, 'done gone');
    const job = selectJobs(after).history.find((one) => one.id === id);
    expect(job).toMatchObject({ isMine: true, outputs: [{ kind: 'image' }] });
    expect(job?.prompt?.['1']).toBeDefined();
  });

  it('jobs lost with the server stay listed and can be queued again, once', async () => {
    const memory = createLedgerMemory();
    const before = await openPage(memory);
    const first = await submit(before);
    await whenKept(before, first);
    server.control.hold();
    const owed = await submit(before);
    const waiting = await submit(before);
    await before.readQueue();
    await crash(before);
    server.control.restart();
    const after = await openPage(memory);
    await whenState(after, owed, 'lost');
    await whenState(after, waiting, 'lost');
    server.control.release();
    const again = await resubmitPrompt(after, owed);
    expect(again?.kind).toBe('accepted');
    const { promptId } = again as { promptId: PromptId };
    await whenState(after, promptId, 'done');
    expect(states(after)).toMatchObject({ [waiting]: 'lost' });
    expect(states(after)[owed]).toBeUndefined();
  });

  it('a body whose secrets were not kept is not sent with blanks in it', async () => {
    const memory = createLedgerMemory();
    const before = await openPage(memory);
    server.control.hold();
    await submit(before);
    const prompt = freshPrompt();
    const id = await submit(before, {
      ...prompt,
      '3': { class_type: 'EmptyImage', inputs: { width: 8, height: 8, batch_size: 1, color: 1, api_key: 'FAKE-SECRET-1' } },
    });
    await before.readQueue();
    await crash(before);
    expect(JSON.stringify([...memory.rows.values()])).not.toContain('FAKE-SECRET');
    server.control.restart();
    const after = await openPage(memory);
    await until(after, () => (['lost', 'unknown'].includes(states(after)[id] ?? '') ? true : null));
    await expect(resubmitPrompt(after, id)).rejects.toMatchObject({ code: 'secrets-blanked', inputs: ['3.api_key'] });
    expect(states(after)[id]).toBeDefined();
  });

  it('a deleted job does not come back', async () => {
    const memory = createLedgerMemory();
    const before = await openPage(memory);
    const id = await submit(before);
    await whenKept(before, id);
    await before.ledger.flush();
    await before.client.deleteHistory([id]);
    before.forgetJobs([id]);
    await crash(before);
    const after = await openPage(memory);
    await after.readQueue();
    expect(states(after)[id]).toBeUndefined();
  });
});

describe('pausing', () => {
  it('holds own waiting jobs over a reload and feeds them in their order, each once', async () => {
    const memory = createLedgerMemory();
    const before = await openPage(memory);
    server.control.hold();
    const running = await submit(before);
    await until(before, () => (states(before)[running] === 'running' ? true : null));
    for (let index = 0; index < 5; index += 1) await submit(before);
    server.control.engine.submit({ prompt: freshPrompt(), client_id: 'somebody' });
    const order = selectJobs(before)
      .queue.filter((job) => job.state === 'queued' && job.isMine)
      .map((job) => JSON.stringify(job.prompt));
    expect(await pauseQueue(before)).toEqual({ held: 5, left: 0 });
    const { running: still, pending } = await before.readQueue();
    expect([still.length, pending.length]).toEqual([1, 1]);
    const late = await submitPrompt(before, { prompt: freshPrompt() });
    expect(late).toMatchObject({ kind: 'accepted', isHeld: true });
    await crash(before);

    const after = await openPage(memory);
    expect(after.pause.getState().isPaused).toBe(true);
    const held = selectJobs(after).queue.filter((job) => job.isHeld === true);
    expect(held.map((job) => JSON.stringify(job.prompt)).slice(0, 5)).toEqual(order);
    expect(held).toHaveLength(6);
    await resumeQueue(after);
    await until(after, () => (selectJobs(after).queue.filter((job) => job.isHeld === true).length <= 4 ? true : null));
    expect((await after.readQueue()).pending.filter((item) => item.extraData['client_id'] === after.clientId).length).toBeLessThanOrEqual(
      2,
    );
    server.control.release();
    await until(after, () => (selectJobs(after).queue.length === 0 && selectJobs(after).history.length === 8 ? true : null));
    const ran = Object.values(server.control.engine.history({})).map((entry) => JSON.stringify((entry['prompt'] as readonly unknown[])[2]));
    expect(new Set(ran).size).toBe(8);
    expect(ran.filter((prompt) => order.includes(prompt))).toEqual(order);
  });

  it('a held job can be cancelled, and is then never sent', async () => {
    const page = await openPage(createLedgerMemory());
    server.control.hold();
    await submit(page);
    const id = await submit(page);
    await pauseQueue(page);
    const held = selectJobs(page).queue.find((job) => job.isHeld === true);
    expect(held).toBeDefined();
    expect(states(page)[id]).toBeUndefined();
    expect(await cancelJob(page, held?.id ?? id)).toEqual({ kind: 'cancelled' });
    await resumeQueue(page);
    server.control.release();
    await page.readQueue();
    await until(page, () => (selectJobs(page).queue.length === 0 ? true : null));
    expect(states(page)[held?.id ?? '']).toBe('cancelled');
    expect(Object.keys(server.control.engine.history({}))).toHaveLength(1);
  });
});

describe('a page that ends in the middle of a move', () => {
  async function leaveMove(isDeleted: boolean): Promise<{ memory: LedgerMemory; id: PromptId }> {
    const memory = createLedgerMemory();
    const page = await openPage(memory);
    server.control.hold();
    await submit(page);
    const id = await submit(page);
    const item = (await page.readQueue()).pending.find(({ promptId }) => promptId === id);
    if (item === undefined) throw new Error('not waiting');
    page.memory.setState((state) => withSubmission(state, toHeld(page, item, 7.5)), true);
    await page.saveSubmissions();
    if (isDeleted) await page.client.deleteQueued([id]);
    await crash(page);
    return { memory, id };
  }

  it('before the deletion: the job stands where it was, once', async () => {
    const { memory, id } = await leaveMove(false);
    const page = await openPage(memory, 2_000);
    await until(page, () => (Object.values(page.memory.getState().submissions).some(({ state }) => state === 'held') ? null : true));
    expect(states(page)[id]).toBe('queued');
    expect(server.control.engine.queueRemaining()).toBe(2);
  });

  it('after the deletion: the kept body is sent, once', async () => {
    const { memory, id } = await leaveMove(true);
    const page = await openPage(memory, 2_000);
    await until(page, () => (server.control.engine.queueRemaining() === 2 ? true : null));
    server.control.release();
    await until(page, () => (selectJobs(page).queue.length === 0 && selectJobs(page).history.length === 2 ? true : null));
    expect(states(page)[id]).toBeUndefined();
    expect(Object.keys(server.control.engine.history({}))).toHaveLength(2);
  });
});

describe('moving', () => {
  it('puts a job between two others under another id, with who sent it', async () => {
    const page = await openPage(createLedgerMemory());
    server.control.hold();
    await submit(page);
    const [a, b] = [await submit(page), await submit(page)];
    const sent = await submitPrompt(page, { prompt: freshPrompt(), extraData: { queued_by: 'Ann' } });
    const c = (sent as { promptId: PromptId }).promptId;
    const result = await moveJob(page, { id: c, workflowName: null }, b);
    if (result.kind !== 'moved') throw new Error(result.kind);
    const { pending } = await page.readQueue();
    expect(pending.map(({ promptId }) => promptId)).toEqual([a, result.promptId, b]);
    expect(pending[1]?.extraData).toMatchObject({ queued_by: 'Ann' });
    expect(states(page)[c]).toBeUndefined();
  });
});

describe('another browser of the same user', () => {
  it('sees finished jobs from the user folder, without credentials in it', async () => {
    const first = await openPage(createLedgerMemory());
    const id = await submit(first);
    await whenKept(first, id);
    await first.ledger.flush();
    const isMirrored = async (): Promise<boolean> => (await first.client.setting('Comfydeck.Ledger.Months')) !== null;
    while (!(await isMirrored())) await new Promise((resolve) => setImmediate(resolve));
    server.control.restart();
    const second = await openPage(createLedgerMemory());
    await whenState(second, id, 'done gone');
    expect(selectJobs(second).history.find((job) => job.id === id)?.isMine).toBe(true);
  });
});

describe('a browser that keeps nothing', () => {
  it('works from memory and says so', async () => {
    const refuse = (): Promise<never> => Promise.reject(new StorageError('unavailable', 'private window'));
    const refusing = {
      newest: refuse,
      read: refuse,
      write: refuse,
      remove: refuse,
      trim: refuse,
      swap: refuse,
      note: refuse,
      close: () => undefined,
    };
    const { session } = createTestSession(server, { clock: createFastClock(20), ledgerStore: refusing });
    open.push(session);
    await session.whenRestored;
    expect(session.ledger.state.getState().status).toBe('memory');
    const id = await submit(session);
    await whenKept(session, id);
    server.control.restart();
    await whenState(session, id, 'done gone');
  });
});

describe('the clock of the server', () => {
  it('is told by the median of five answers, whatever one of them says', () => {
    const clock = createManualClock();
    const offset = createClockOffset(clock);
    const dateAt = (aheadMs: number): string => new Date(clock.nowMs() + aheadMs).toUTCString();
    expect(offset.serverNowMs()).toBe(clock.nowMs());
    for (const aheadMs of [7_200_000, 7_200_000, -900_000, 7_201_000, 7_200_000]) offset.note(dateAt(aheadMs), clock.monotonicMs());
    expect(Math.abs(offset.serverNowMs() - clock.nowMs() - 7_200_000)).toBeLessThan(1_500);
    offset.note(null, 0);
    offset.note('no date', 0);
    expect(Math.abs((offset.store.getState().offsetMs ?? 0) - 7_200_000)).toBeLessThan(1_500);
  });
});
