import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ApiClient } from '@/api/client';
import { ApiError } from '@/lib/errors';
import { createManualClock } from '@/lib/clock';
import type { HistoryEntry } from '@/protocol/history';
import { toNodeId, toPromptId } from '@/protocol/ids';
import type { Queue } from '@/protocol/queue';
import { buildHistoryEntry, buildQueue, buildQueueItem, TINY_PROMPT } from '@/testing/builders';
import { createFakeClient } from '@/testing/fake-client';
import { createFakeSockets } from '@/testing/fake-sockets';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import type { RenderedWithSession, RenderOptions } from '@/testing/render-with-session';
import { createTestPage } from '@/testing/test-page';
import { createFastClock, createTestSession } from '@/testing/test-session';
import { commands } from './commands';
import { QueuePanel } from './queue-panel';

function show(options: Omit<RenderOptions, 'wrap'>): RenderedWithSession {
  return renderWithSession(<QueuePanel />, { ...options, wrap: createPageParts().wrap });
}

/** A queue the test can change; deleting and interrupting act on it. */
function createQueueClient(start: Queue): { -readonly [K in keyof ApiClient]?: ApiClient[K] } & { set: (queue: Queue) => void } {
  let queue = start;
  return {
    set: (next) => (queue = next),
    queue: () => Promise.resolve(queue),
    clearQueue: vi.fn(() => {
      queue = { ...queue, pending: [] };
      return Promise.resolve();
    }),
    deleteQueued: vi.fn((ids: readonly string[]) => {
      queue = { ...queue, pending: queue.pending.filter((item) => !ids.includes(item.promptId)) };
      return Promise.resolve();
    }),
    interrupt: vi.fn(() => {
      queue = { ...queue, running: [] };
      return Promise.resolve();
    }),
  };
}

const owned = (id: string, extraData = {}) => buildQueueItem(id, { extraData });
const rows = () => screen.getAllByRole('listitem');
const rowIds = () => rows().map((row) => row.dataset['jobId']);

async function findRow(id: string): Promise<HTMLElement> {
  await waitFor(() => expect(rowIds()).toContain(id));
  const row = rows().find((one) => one.dataset['jobId'] === id);
  if (row === undefined) throw new Error(`no row ${id}`);
  return row;
}

describe('the queue panel', () => {
  it('shows the shape of rows while the queue is read', () => {
    show({ client: { queue: () => new Promise(() => undefined) } });
    const panel = screen.getByRole('region', { name: 'Queue' });
    expect(within(panel).getByRole('status', { name: 'Reading the queue' })).toBeTruthy();
    expect(within(panel).getByRole<HTMLButtonElement>('button', { name: 'Clear queue' }).disabled).toBe(true);
  });

  it('teaches the next step when nothing is queued', async () => {
    show({});
    expect(await screen.findByText('No jobs yet')).toBeTruthy();
    expect(screen.getByText('Open a workflow and press Ctrl+Enter.')).toBeTruthy();
  });

  it('says why the queue cannot be read, and tries again', async () => {
    const queue = vi.fn(() => Promise.reject<Queue>(new ApiError('http', { status: 403, url: '/queue' })));
    const { user } = show({ client: { queue } });
    const alert = await screen.findByRole('alert', {}, { timeout: 5_000 });
    expect(alert.textContent).toContain('The queue could not be read');
    expect(alert.textContent).toContain('403');
    queue.mockResolvedValue(buildQueue([], ['p7']));
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect((await findRow('p7')).dataset['jobState']).toBe('queued');
  });

  it('lists running on top and pending in order, with owner and place', async () => {
    show({ client: { queue: () => Promise.resolve(buildQueue(['p1'], [owned('p2', { queued_by: 'Ada' }), 'p3'])) } });
    await findRow('p1');
    expect(rowIds()).toEqual(['p1', 'p2', 'p3']);
    expect(rows().map((row) => row.dataset['jobState'])).toEqual(['running', 'queued', 'queued']);
    expect(rows()[1]?.textContent).toMatch(/no\. 1.*by Ada/);
    expect(rows()[2]?.textContent).toMatch(/no\. 2.*someone else’s/);
    expect(rows()[2]?.textContent).toContain('repeats the job before it');
    expect(within(rows()[0] ?? document.body).getByRole('progressbar')).toBeTruthy();
  });

  it('shows percent, node, time and preview of a run that reports', async () => {
    const { session, sockets } = show({ client: { queue: () => Promise.resolve(buildQueue(['p1'])) } });
    await findRow('p1');
    const send = (type: string, data: object): void =>
      sockets.newest().receive(JSON.stringify({ type, data: { prompt_id: 'p1', ...data } }));
    act(() => {
      sockets.newest().accept();
      send('execution_start', { timestamp: session.clock.nowMs() });
      send('progress_state', {
        nodes: { '1': { value: 1, max: 4, state: 'running', node_id: '1', display_node_id: '1', prompt_id: 'p1' } },
      });
      send('executing', { node: '1', display_node: '1' });
    });
    const bar = await screen.findByRole('progressbar', { name: /Job p1/ });
    await waitFor(() => expect(bar.getAttribute('aria-valuetext')).toBe('13 %'));
    expect((await findRow('p1')).textContent).toMatch(/13 %at EmptyImage\d s/);
    act(() =>
      session.live.setState({
        previews: { [toNodeId('1')]: { promptId: toPromptId('p1'), nodeId: toNodeId('1'), url: 'blob:preview', blob: new Blob() } },
      }),
    );
    expect((await screen.findByRole<HTMLImageElement>('img', { name: 'Live preview of Job p1' })).src).toBe('blob:preview');
  });

  it('takes a pending job from the queue and says so', async () => {
    const client = createQueueClient(buildQueue(['p1'], ['p2']));
    const { user } = show({ client });
    await user.click(within(await findRow('p2')).getByRole('button', { name: 'Cancel job' }));
    await waitFor(() => expect(rowIds()).toEqual(['p1']));
    expect(client.deleteQueued).toHaveBeenCalledWith(['p2']);
    expect(client.interrupt).not.toHaveBeenCalled();
    expect(await screen.findByText('Cancelled Job p2')).toBeTruthy();
  });

  it('interrupts a running job, and shows it as cancelling until the queue proves it', async () => {
    const client = createQueueClient(buildQueue(['p1'], ['p2']));
    let proven = (): void => undefined;
    let ended: HistoryEntry | null = null;
    client.historyEntry = () => Promise.resolve(ended);
    client.interrupt = vi.fn(() => new Promise<void>((resolve) => (proven = resolve)));
    const { user } = show({ client });
    await user.click(within(await findRow('p1')).getByRole('button', { name: 'Cancel job' }));
    const row = await findRow('p1');
    await waitFor(() => expect(row.textContent).toContain('cancelling'));
    expect(row.dataset['jobState']).toBe('running');
    expect(within(row).getByRole<HTMLButtonElement>('button', { name: 'Cancel job' }).disabled).toBe(true);
    expect(client.interrupt).toHaveBeenCalledWith('p1');
    client.set(buildQueue([], ['p2']));
    ended = buildHistoryEntry('p1', { end: 'interrupted' });
    act(() => proven());
    await waitFor(() => expect(rowIds()).toEqual(['p2']));
  });

  it('clears only after asking with the number', async () => {
    const client = createQueueClient(buildQueue(['p1'], ['p2', 'p3']));
    const { user } = show({ client });
    await findRow('p3');
    await user.click(screen.getByRole('button', { name: 'Clear queue' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Clear 2 waiting jobs?' });
    expect(dialog.textContent).toContain('2 of them are someone else’s');
    expect(client.clearQueue).not.toHaveBeenCalled();
    await user.click(within(dialog).getByRole('button', { name: 'Clear' }));
    expect(await screen.findByText('Cleared 2 waiting jobs')).toBeTruthy();
    await waitFor(() => expect(rowIds()).toEqual(['p1']));
  });

  it('greys the list and tells its age when the server is silent', async () => {
    const clock = createManualClock();
    const client = createQueueClient(buildQueue(['p1']));
    const page = createTestPage({ openSocket: createFakeSockets().open });
    const { session } = createTestSession({ url: 'http://server.test/' }, { page, clock, client: createFakeClient(client) });
    show({ session });
    await findRow('p1');
    expect(screen.queryByText(/Last heard/)).toBeNull();
    client.queue = () => Promise.reject(new ApiError('network', { url: '/queue' }));
    vi.spyOn(session.client, 'queue').mockImplementation(client.queue);
    act(() => clock.advance(42_000));
    expect(screen.getByText('Last heard from the server 42 s ago. This may have changed since.')).toBeTruthy();
    expect((await findRow('p1')).dataset['jobState']).toBe('running');
    session.dispose();
  });

  it('is one tab stop: arrows move between jobs, Tab goes to the buttons of the active one', async () => {
    const { user } = show({ client: { queue: () => Promise.resolve(buildQueue(['p1'], ['p2', 'p3'])) } });
    await findRow('p3');
    await user.tab();
    await user.tab();
    await user.tab();
    await user.tab();
    expect(screen.getByRole('button', { name: 'Details of Job p1' }).matches(':focus')).toBe(true);
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(screen.getByRole('button', { name: 'Details of Job p3' }).matches(':focus')).toBe(true);
    await user.tab();
    expect(
      within(await findRow('p3'))
        .getByRole('button', { name: 'Open workflow' })
        .matches(':focus'),
    ).toBe(true);
    await user.keyboard('{Home}');
    expect(screen.getByRole('button', { name: 'Details of Job p1' }).matches(':focus')).toBe(true);
  });

  it('opens the workflow of a job beside what is open and goes there', async () => {
    const parts = createPageParts();
    const workflow = { nodes: [], links: [], version: 0.4, extra: { comfydeck: { name: 'portrait' } } };
    const item = buildQueueItem('p1', { extraData: { extra_pnginfo: { workflow } } });
    const { user } = renderWithSession(<QueuePanel />, { client: { queue: () => Promise.resolve(buildQueue([item])) }, wrap: parts.wrap });
    await user.click(within(await findRow('p1')).getByRole('button', { name: 'Open workflow' }));
    await waitFor(() => expect(parts.workspace.documents.getState().activeId).not.toBeNull());
    const { activeId, documents } = parts.workspace.documents.getState();
    expect(activeId === null ? null : documents[activeId]?.name).toBe('portrait');
    await waitFor(() => expect(window.location.hash).toBe(`#/graph/${activeId ?? ''}`));
  });

  it('offers to send a lost job again or to dismiss it', async () => {
    const submitPrompt = vi.fn(() => Promise.resolve({ kind: 'accepted' as const, promptId: toPromptId('p9'), number: 1, nodeErrors: {} }));
    const { user, session } = show({ client: { submitPrompt } });
    await screen.findByText('No jobs yet');
    const submission = {
      id: 'p1',
      promptId: toPromptId('p1'),
      state: 'lost' as const,
      name: 'portrait',
      number: 0,
      createdAtMs: null,
      request: { prompt: TINY_PROMPT },
      wasQueued: true,
      missedReads: 0,
    };
    act(() => session.memory.setState({ submissions: { p1: submission, p2: { ...submission, id: 'p2', promptId: toPromptId('p2') } } }));
    const row = await findRow('p1');
    expect(row.dataset['jobState']).toBe('lost');
    expect(row.textContent).toContain('the server restarted before it ran');
    await user.click(within(row).getByRole('button', { name: 'Dismiss' }));
    await waitFor(() => expect(rowIds()).toEqual(['p2']));
    await user.click(within(await findRow('p2')).getByRole('button', { name: 'Run again' }));
    expect(await screen.findByText('Queued portrait again')).toBeTruthy();
    expect(submitPrompt).toHaveBeenCalledWith(expect.objectContaining({ prompt: TINY_PROMPT }));
  });
});

describe('a cancel the server ignores', () => {
  it('is told as such, and the job is never shown as cancelled', async () => {
    const client = createFakeClient({ queue: () => Promise.resolve(buildQueue(['p1'])), interrupt: () => Promise.resolve() });
    const page = createTestPage({ openSocket: createFakeSockets().open });
    const { session } = createTestSession({ url: 'http://server.test/' }, { client, page, clock: createFastClock(50) });
    onTestFinished(session.dispose);
    const { user } = show({ session });
    const row = await findRow('p1');
    await user.click(within(row).getByRole('button', { name: 'Cancel job' }));
    expect(row.textContent).toContain('cancelling');
    await screen.findAllByText(/was told to stop but still runs/);
    expect((await findRow('p1')).dataset['jobState']).toBe('running');
    await waitFor(() => expect(row.textContent).not.toContain('cancelling'));
  });
});

describe('commands of the queue', () => {
  it('clear by asking on the page of the queue', async () => {
    const client = createQueueClient(buildQueue([], ['p1']));
    const { session } = show({ client });
    await findRow('p1');
    const navigate = vi.fn();
    const command = commands.find(({ id }) => id === 'queue.clear');
    const context = { session, workspace: createPageParts().workspace, navigate, announce: vi.fn() };
    expect(command?.isEnabled?.(context)).toBe(true);
    await act(async () => command?.run(context));
    expect(navigate).toHaveBeenCalledWith('/queue');
    expect(screen.getByRole('alertdialog', { name: 'Clear 1 waiting job?' })).toBeTruthy();
  });

  it('interrupt what runs, and say when that failed', async () => {
    const client = createQueueClient(buildQueue(['p1']));
    const { session } = show({ client });
    await findRow('p1');
    const announce = vi.fn();
    const command = commands.find(({ id }) => id === 'queue.interrupt');
    const context = { session, workspace: createPageParts().workspace, navigate: vi.fn(), announce };
    await command?.run(context);
    expect(announce).toHaveBeenLastCalledWith('Interrupted what was running', 'success');
    vi.spyOn(session.client, 'interrupt').mockRejectedValue(new ApiError('network', { url: '/interrupt' }));
    await command?.run(context);
    expect(announce).toHaveBeenLastCalledWith(expect.stringContaining('could not be interrupted'), 'danger');
  });
});
