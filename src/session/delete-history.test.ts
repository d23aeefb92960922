import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApiClient } from '@/api/client';
import { findApiBase } from '@/config/api-base';
import { startEmbeddedServer } from '@/embedded/index';
import type { EmbeddedServer } from '@/embedded/index';
import { createLedgerMemory, createMemoryLedgerStore } from '@/ledger/ledger-store';
import { systemClock } from '@/lib/clock';
import type { PromptId } from '@/protocol/ids';
import { TINY_PROMPT } from '@/testing/builders';
import { createTestPage } from '@/testing/test-page';
import { createFastClock, createTestSession, until } from '@/testing/test-session';
import { finishDeletions, forgetDeletions, noteDeletion, UNDO_DELETION_MS } from './delete-history';
import { selectJobs } from './select-jobs';
import type { Session } from './session';
import { submitPrompt } from './submit-prompt';

let server: EmbeddedServer;
const memory = { of: createLedgerMemory() };
const open: Session[] = [];

beforeEach(async () => {
  server = await startEmbeddedServer({ testNodes: true });
  memory.of = createLedgerMemory();
});
afterEach(async () => {
  for (const session of open.splice(0)) session.dispose();
  await server.stop();
});

function openPage(tabName = ''): { readonly session: Session; readonly tabName: () => string } {
  const { session, page } = createTestSession(server, {
    clock: createFastClock(20),
    ledgerStore: createMemoryLedgerStore(memory.of),
    page: createTestPage({ tabName }),
  });
  open.push(session);
  return { session, tabName: page.tabName.read };
}

async function runOne(session: Session): Promise<PromptId> {
  const result = await submitPrompt(session, { prompt: TINY_PROMPT });
  if (result.kind !== 'accepted') throw new Error(result.kind);
  await until(session, () => listed(session).find((id) => id === result.promptId) ?? null);
  await session.ledger.flush();
  return result.promptId;
}

const listed = (session: Session): readonly PromptId[] => selectJobs(session).history.map(({ id }) => id);
const onServer = (): readonly string[] => Object.keys(server.control.engine.history({}));
const whenGone = (session: Session, id: PromptId): Promise<boolean> =>
  until(session, () => (onServer().includes(id) || listed(session).includes(id) ? null : true));

describe('a deletion that is being thought over', () => {
  it('is carried out by the same tab after a reload, at once, on the server and in what is kept', async () => {
    const first = openPage();
    const [kept, id] = [await runOne(first.session), await runOne(first.session)];
    await noteDeletion(first.session, id);
    first.session.dispose();
    const again = openPage(first.tabName()).session;
    await until(again, () => (listed(again).includes(kept) ? true : null));
    await whenGone(again, id);
    expect(onServer()).toEqual([kept]);
    const third = openPage(first.tabName()).session;
    await until(third, () => (listed(third).includes(kept) ? true : null));
    expect(listed(third)).toEqual([kept]);
  });

  it('is left to the page that can still undo it, and not carried out when that did', async () => {
    const { session } = openPage();
    const id = await runOne(session);
    await noteDeletion(session, id);
    const other = openPage().session;
    await finishDeletions(other, other.clock.nowMs());
    await finishDeletions(session, 0);
    expect(onServer()).toEqual([id]);
    await forgetDeletions(session, [id]);
    await new Promise<void>((resolve) => other.clock.after(UNDO_DELETION_MS + 1, resolve));
    await finishDeletions(other, other.clock.nowMs());
    expect(onServer()).toEqual([id]);
  });

  it('is carried out by any page when its own has ended for good', async () => {
    const { session } = openPage();
    const id = await runOne(session);
    await noteDeletion(session, id);
    session.dispose();
    const other = openPage().session;
    await new Promise<void>((resolve) => other.clock.after(UNDO_DELETION_MS + 1, resolve));
    await finishDeletions(other, other.clock.nowMs());
    expect(onServer()).toEqual([]);
  });
});

it('a browser that is nobody yet asks a server that keeps users apart for no settings of its own', async () => {
  const shared = await startEmbeddedServer({ multiUser: true, testNodes: true });
  const { session } = createTestSession(shared, { clock: createFastClock(20), ledgerStore: createMemoryLedgerStore(createLedgerMemory()) });
  open.push(session);
  const result = await submitPrompt(session, { prompt: TINY_PROMPT });
  if (result.kind !== 'accepted') throw new Error(result.kind);
  await until(session, () => (listed(session).includes(result.promptId) ? true : null));
  await session.ledger.flush();
  const client = createApiClient({ base: findApiBase(shared.url), clock: systemClock, createXhr: null });
  await client.users();
  const paths = shared.control.requests().map(({ path }) => path);
  expect(paths.some((path) => path.endsWith('/users'))).toBe(true);
  expect(paths.filter((path) => /settings|userdata/.test(path))).toEqual([]);
  await shared.stop();
});
