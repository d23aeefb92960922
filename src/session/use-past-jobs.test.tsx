import { act, screen, waitFor } from '@testing-library/react';
import { Profiler } from 'react';
import { expect, it, vi } from 'vitest';
import { HISTORY_PAGE_SIZE, PAST_PAGE_SIZE } from '@/config/limits';
import { withoutEntries } from '@/jobs/history-window';
import { listRead } from '@/jobs/past-sections';
import { toHistoryJson } from '@/ledger/history-json';
import { createMemoryLedgerStore } from '@/ledger/ledger-store';
import { createManualClock } from '@/lib/clock';
import { ApiError } from '@/lib/errors';
import type { History } from '@/protocol/history';
import { toPromptId } from '@/protocol/ids';
import { buildHistoryEntry } from '@/testing/builders';
import { createFakeClient } from '@/testing/fake-client';
import { createFakeSockets } from '@/testing/fake-sockets';
import { createPastServer, runStartMs } from '@/testing/past-server';
import { renderWithSession } from '@/testing/render-with-session';
import { createTestPage } from '@/testing/test-page';
import { createTestSession } from '@/testing/test-session';
import { keys } from './keys';
import { historyQuery } from './queries/history';
import { usePastJobs } from './use-past-jobs';
import type { PastView } from './use-past-jobs';

type PastServer = ReturnType<typeof createPastServer>;

function show(client: Partial<PastServer['client']>, { isSearching = false, ledgerStore = createMemoryLedgerStore() } = {}) {
  const views: PastView[] = [];
  const drawn: string[] = [];
  const Probe = () => {
    const view = usePastJobs(isSearching);
    views.push(view);
    const length = view.sections.reduce((sum, one) => sum + (one.kind === 'read' ? one.items.length : one.count), 0);
    return <output>{length}</output>;
  };
  const clock = createManualClock();
  const page = createTestPage({ openSocket: createFakeSockets().open });
  const { session } = createTestSession({ url: 'http://server.test/' }, { page, clock, client: createFakeClient(client), ledgerStore });
  const utils = renderWithSession(
    <Profiler id="probe" onRender={(id) => void drawn.push(id)}>
      <Probe />
    </Profiler>,
    { session },
  );
  const view = (): PastView => {
    const last = views.at(-1);
    if (last === undefined) throw new Error('nothing was drawn');
    return last;
  };
  return { ...utils, clock, drawn, view, ids: () => listRead(view().sections).map(({ id }) => id) };
}

const pagesAsked = ({ client }: PastServer) =>
  client.jobs.mock.calls.flatMap(([window]) => (window?.limit === 1 ? [] : [(window?.offset ?? 0) / PAST_PAGE_SIZE]));
const length = () => Number(screen.getByRole('status').textContent);

it('asks nothing more of a server whose history is short', async () => {
  const server = createPastServer({ count: HISTORY_PAGE_SIZE - 1 });
  show(server.client);
  await waitFor(() => expect(length()).toBe(HISTORY_PAGE_SIZE - 1));
  expect(server.client.jobs).not.toHaveBeenCalled();
});

it('reads a page that was in view for a moment, with the one the newest jobs cover in part', async () => {
  const server = createPastServer({ count: 1_030 });
  const { view, clock, ids } = show(server.client);
  await waitFor(() => expect(length()).toBe(1_030));
  act(() => view().look(500, 480));
  act(() => clock.advance(50));
  act(() => view().look(320, 310));
  act(() => clock.advance(150));
  await waitFor(() => expect(ids()).toContain('r310'));
  expect(pagesAsked(server)).toEqual([3]);
  expect(ids()).not.toContain('r480');
  act(() => view().look(970, 960));
  act(() => clock.advance(150));
  await waitFor(() => expect(ids()).toContain('r960'));
  expect(pagesAsked(server).toSorted()).toEqual([10, 3, 9]);
  expect(length()).toBe(1_030);
});

it('draws nothing anew for a look at what is there, nor for a question with the same answer', async () => {
  const server = createPastServer({ count: 1_000 });
  const { view, clock, drawn, ids, session } = show(server.client);
  await waitFor(() => expect(length()).toBe(1_000));
  act(() => view().look(500, 480));
  act(() => clock.advance(150));
  await waitFor(() => expect(ids()).toContain('r480'));
  const ask = () => act(() => session.queryClient.refetchQueries({ queryKey: keys.past(session.serverId) }));
  await ask();
  const before = view().sections;
  act(() => clock.advance(150));
  drawn.length = 0;
  act(() => view().look(499, 470));
  act(() => clock.advance(150));
  await ask();
  expect(view().sections).toBe(before);
  expect(drawn).toEqual([]);
});

it('grows from the newest on where the server has no list of jobs, and while searching', async () => {
  for (const [isSearching, jobs] of [
    [false, () => Promise.resolve({ kind: 'unsupported' as const, status: 404 })],
    [true, createPastServer({ count: 300 }).client.jobs],
  ] as const) {
    const server = createPastServer({ count: 300 });
    const { view, unmount } = show({ ...server.client, jobs } as PastServer['client'], { isSearching });
    await waitFor(() => expect(length()).toBe(HISTORY_PAGE_SIZE));
    await waitFor(() => {
      act(() => view().loadMore());
      expect(length()).toBeGreaterThanOrEqual(2 * HISTORY_PAGE_SIZE);
    });
    expect(view().hasMore || length() === 300).toBe(true);
    unmount();
  }
});

it('grows while the server is too busy to count, and has its whole length once asking for more finds it ready', async () => {
  const server = createPastServer({ count: 1_000 });
  let fail = (): void => undefined;
  const busy = new Promise<never>((_resolve, reject) => {
    fail = () => reject(new ApiError('timeout', { url: 'http://server.test/api/jobs' }));
  });
  const jobs = vi.fn(server.client.jobs).mockReturnValueOnce(busy);
  const { view } = show({ ...server.client, jobs });
  await waitFor(() => expect(jobs).toHaveBeenCalled());
  act(() => view().loadMore());
  await waitFor(() => expect(length()).toBe(2 * HISTORY_PAGE_SIZE));
  fail();
  await waitFor(() => {
    act(() => view().loadMore());
    expect(length()).toBe(1_000);
  });
});

it('keeps its length while a job of its head is deleted, and is short at once when the history was cleared elsewhere', async () => {
  const server = createPastServer({ count: 1_000 });
  const { session, view } = show(server.client);
  await waitFor(() => expect(length()).toBe(1_000));
  const { queryKey } = historyQuery(session);
  const lengths: number[] = [];
  const gone = toPromptId('r999');
  server.remove([gone]);
  act(() => {
    session.forgetJobs([gone]);
    session.queryClient.setQueryData<History>(queryKey, (history) => history && withoutEntries(history, new Set([gone])));
  });
  lengths.push(length());
  await waitFor(() => expect(length()).toBe(999));
  expect(lengths[0]).toBeGreaterThanOrEqual(999);
  expect(view().isPaged).toBe(true);
  server.remove(Array.from({ length: 1_000 }, (_none, n) => toPromptId(`r${n}`)));
  await act(() => session.queryClient.refetchQueries({ queryKey }));
  await waitFor(() => expect(view().isPaged).toBe(false));
  expect(view().jobs.filter(({ isGone }) => isGone !== true)).toEqual([]);
});

it('is long although one of its newest entries cannot be read', async () => {
  const server = createPastServer({ count: 1_000 });
  const history: PastServer['client']['history'] = vi.fn(async (window) => {
    const { entries } = await server.client.history(window);
    return {
      entries: entries.slice(0, -1),
      diagnostics: [{ severity: 'warning', code: 'history-entry-broken', params: { promptId: 'r999' } }],
    };
  });
  const { view } = show({ ...server.client, history });
  await waitFor(() => expect(view().isPaged).toBe(true));
  expect(length()).toBe(999);
  expect(view().hasMore).toBe(false);
});

it('shows at the end what only this browser keeps', async () => {
  const entry = buildHistoryEntry('before', { startedAtMs: runStartMs(-1), extraData: { create_time: runStartMs(-1) } });
  const ledgerStore = createMemoryLedgerStore();
  await ledgerStore.write([{ kind: 'entry', id: 'before', atMs: runStartMs(-1), isMine: true, body: toHistoryJson(entry) }]);
  const server = createPastServer({ count: 1_000 });
  const { view, ids } = show(server.client, { ledgerStore });
  await waitFor(() => expect(length()).toBe(1_000));
  expect(ids()).not.toContain('before');
  act(() => view().loadMore());
  await waitFor(() => expect(ids().at(-1)).toBe('before'));
  expect(listRead(view().sections).at(-1)?.isGone).toBe(true);
  expect(length()).toBe(1_001);
});

it('reads its pages anew when the oldest job went', async () => {
  const server = createPastServer({ count: 1_000 });
  const { view, ids, session, clock } = show(server.client);
  await waitFor(() => expect(length()).toBe(1_000));
  act(() => view().look(500, 480));
  act(() => clock.advance(150));
  await waitFor(() => expect(ids()).toContain('r499'));
  server.remove([toPromptId('r0')]);
  const asked = pagesAsked(server).length;
  await act(() => session.queryClient.invalidateQueries({ queryKey: keys.pastTotal(session.serverId) }));
  await waitFor(() => expect(pagesAsked(server).length).toBeGreaterThan(asked));
  await waitFor(() => expect(ids()).toContain('r500'));
  expect(length()).toBe(999);
});
