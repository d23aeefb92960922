import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '@/lib/json';
import { toPromptId } from '@/protocol/ids';
import type { PromptRequest } from '@/protocol/prompt';
import type { Queue, QueueItem } from '@/protocol/queue';
import { buildQueue, buildQueueItem, buildSubmission } from '@/testing/builders';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { QueuePanel } from './queue-panel';

const boat = (seed: number): JsonObject => ({
  '1': { class_type: 'Text', inputs: { text: 'a red boat' } },
  '2': { class_type: 'Sampler', inputs: { positive: ['1', 0], seed, steps: 20 } },
});
const inOrder = (items: readonly QueueItem[]): QueueItem[] => items.toSorted((a, b) => a.number - b.number);

/** A server with a queue of its own that keeps the numbers it is given. */
function createServer() {
  let queue: Queue = buildQueue();
  let next = 100;
  return {
    set: (change: Queue) => (queue = change),
    queue: () => Promise.resolve(queue),
    deleteQueued: vi.fn((ids: readonly string[]) => {
      queue = { ...queue, pending: queue.pending.filter((item) => !ids.includes(item.promptId)) };
      return Promise.resolve();
    }),
    submitPrompt: vi.fn((request: PromptRequest) => {
      const number = request.number ?? next++;
      const id = request.promptId ?? `s${number}`;
      const item = buildQueueItem(id, { number, prompt: request.prompt, extraData: request.extraData ?? {} });
      queue = { ...queue, pending: inOrder([...queue.pending, item]) };
      return Promise.resolve({ kind: 'accepted' as const, promptId: toPromptId(id), number, nodeErrors: {} });
    }),
  };
}

const seeds = () =>
  screen
    .getAllByRole('listitem')
    .filter(({ dataset }) => dataset['jobState'] === 'queued')
    .map((row) => /seed (\d+)/.exec(row.textContent)?.[1]);
const rowOf = (seed: number): HTMLElement => {
  const row = screen.getAllByRole('listitem').find(({ textContent }) => textContent.includes(`seed ${seed}`));
  if (row === undefined) throw new Error(`no row with seed ${seed}`);
  return row;
};

/** Three jobs of this page that differ in their seed, behind one that runs. */
async function showThree() {
  const server = createServer();
  const view = renderWithSession(<QueuePanel />, { client: server, wrap: createPageParts().wrap });
  const { session } = view;
  const mine = (id: string, number: number) =>
    buildQueueItem(id, { number, prompt: boat(number), extraData: { client_id: session.clientId, queued_by: 'Ada' } });
  server.set(buildQueue([buildQueueItem('r', { prompt: boat(9) })], [mine('a', 1), mine('b', 2), mine('c', 3)]));
  await act(() => session.readQueue());
  await waitFor(() => expect(seeds()).toEqual(['1', '2', '3']));
  return { ...view, server };
}

describe('the order of the queue', () => {
  it('tells jobs of one workflow apart by what differs', async () => {
    await showThree();
    expect(rowOf(2).textContent).toContain('seed 2');
    expect(rowOf(2).textContent).not.toContain('a red boat');
    expect(rowOf(2).textContent).toContain('yours');
  });

  it('changes with Alt and the arrows, says so, and keeps the focus on the job', async () => {
    const { user, server } = await showThree();
    act(() =>
      within(rowOf(3))
        .getByRole('button', { name: /^Details of/ })
        .focus(),
    );
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await waitFor(() => expect(seeds()).toEqual(['1', '3', '2']));
    expect(server.submitPrompt.mock.lastCall?.[0]).toMatchObject({ number: 1.5, prompt: boat(3), extraData: { queued_by: 'Ada' } });
    expect(screen.getByRole('status', { name: 'Order' }).textContent).toMatch(/is no\. 2 of 3 now$/);
    await waitFor(() =>
      expect(
        within(rowOf(3))
          .getByRole('button', { name: /^Details of/ })
          .matches(':focus'),
      ).toBe(true),
    );
    await user.keyboard('{Alt>}{End}{/Alt}');
    await waitFor(() => expect(seeds()).toEqual(['1', '2', '3']));
  });

  it('changes by button and menu', async () => {
    const { user } = await showThree();
    await user.click(within(rowOf(3)).getByRole('button', { name: 'Run next' }));
    await waitFor(() => expect(seeds()).toEqual(['3', '1', '2']));
    await user.click(within(rowOf(3)).getByRole('button', { name: 'More' }));
    await user.click(await screen.findByRole('menuitem', { name: /Move down/ }));
    await waitFor(() => expect(seeds()).toEqual(['1', '3', '2']));
    expect(within(rowOf(1)).getByRole<HTMLButtonElement>('button', { name: 'Run next' }).disabled).toBe(true);
  });

  it('changes by dragging a handle; Escape puts it back', async () => {
    const { server } = await showThree();
    const handle = within(rowOf(1)).getByRole('button', { name: /^Move / });
    handle.setPointerCapture = vi.fn();
    // Rows have no heights here: the estimate of 62 px each below the running one of 96 counts.
    fireEvent.pointerDown(handle, { button: 0, pointerId: 1, clientY: 110 });
    fireEvent.pointerMove(handle, { pointerId: 1, clientY: 10_000 });
    fireEvent.keyDown(window, { key: 'Escape' });
    fireEvent.pointerUp(handle, { pointerId: 1 });
    expect(server.deleteQueued).not.toHaveBeenCalled();
    fireEvent.pointerDown(handle, { button: 0, pointerId: 1, clientY: 110 });
    fireEvent.pointerMove(handle, { pointerId: 1, clientY: 10_000 });
    fireEvent.pointerUp(handle, { pointerId: 1 });
    await waitFor(() => expect(seeds()).toEqual(['2', '3', '1']));
  });

  it('leaves jobs of others where they are', async () => {
    const { session, server } = await showThree();
    server.set(buildQueue([], [buildQueueItem('x', { prompt: boat(5), extraData: { client_id: 'someone', queued_by: 'Bo' } })]));
    await act(() => session.readQueue());
    await waitFor(() => expect(seeds()).toEqual(['5']));
    expect(rowOf(5).textContent).toContain('by Bo');
    expect(within(rowOf(5)).queryByRole('button', { name: /^Move / })).toBeNull();
    expect(within(rowOf(5)).queryByRole('button', { name: 'Run next' })).toBeNull();
  });

  it('is left alone, with the reason, on a server that gives other numbers', async () => {
    const { user, server } = await showThree();
    server.submitPrompt.mockImplementation((request) =>
      Promise.resolve({ kind: 'accepted', promptId: request.promptId ?? toPromptId('z'), number: 50, nodeErrors: {} }),
    );
    await user.click(within(rowOf(3)).getByRole('button', { name: 'Run next' }));
    expect(await screen.findAllByText(/does not keep the order/)).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Run next' })).toBeNull());
  });
});

describe('the queue as a whole', () => {
  it('is paused: own waiting jobs leave the server and are held, what runs goes on', async () => {
    const { user, server } = await showThree();
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    expect(await screen.findByText('Paused; 3 jobs are held here')).toBeTruthy();
    expect((await server.queue()).pending).toEqual([]);
    expect(screen.getByRole('button', { name: 'Resume (3 held)' })).toBeTruthy();
    expect((await server.queue()).running).toHaveLength(1);
  });

  it('duplicates a job behind the others', async () => {
    const { user } = await showThree();
    await user.click(within(rowOf(1)).getByRole('button', { name: 'More' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Duplicate' }));
    expect(await screen.findByText('Queued Job a again')).toBeTruthy();
  });

  it('is cleared of the own jobs only', async () => {
    const { user, session, server } = await showThree();
    const pending = [
      ...(await server.queue()).pending,
      buildQueueItem('x', { number: 4, prompt: boat(5), extraData: { client_id: 'someone' } }),
    ];
    server.set(buildQueue([], pending));
    await act(() => session.readQueue());
    await user.click(screen.getByRole('button', { name: 'More for the queue' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Clear my waiting jobs' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Clear 3 waiting jobs of yours?' });
    expect(server.deleteQueued).not.toHaveBeenCalled();
    await user.click(within(dialog).getByRole('button', { name: 'Clear' }));
    await waitFor(() => expect(seeds()).toEqual(['5']));
    expect(await screen.findByText('Cleared 3 waiting jobs')).toBeTruthy();
  });

  it('takes in a file of jobs, and says what is none', async () => {
    const { user, server } = await showThree();
    const input = screen.getByLabelText<HTMLInputElement>('Queue file');
    const file = (text: string) => new File([text], 'queue.json', { type: 'application/json' });
    await user.upload(input, file('{"nodes": []}'));
    expect(await screen.findAllByText('queue.json is not an exported queue.')).toBeTruthy();
    await user.upload(input, file(JSON.stringify({ format: 'comfydeck-queue', version: 1, jobs: [{ name: 'x', prompt: boat(7) }, 5] })));
    expect(await screen.findAllByText('Queued 1 job, 1 refused')).toBeTruthy();
    expect(server.submitPrompt.mock.lastCall?.[0].prompt).toEqual(boat(7));
  });

  it('sends all lost jobs again, in their order', async () => {
    const { user, session, server } = await showThree();
    const lost = (id: string, seed: number) =>
      buildSubmission(id, { state: 'lost', name: id, request: { prompt: boat(seed) }, wasQueued: true });
    act(() => session.memory.setState({ submissions: { l1: lost('l1', 11), l2: lost('l2', 12) } }));
    const bar = await screen.findByRole('group', { name: 'Lost jobs' });
    expect(bar.textContent).toContain('2 jobs were lost when the server restarted.');
    await user.click(within(bar).getByRole('button', { name: 'Queue all 2 again' }));
    expect(await screen.findByText('Queued 2 jobs again')).toBeTruthy();
    expect(server.submitPrompt.mock.calls.map(([{ prompt }]) => prompt)).toEqual([boat(11), boat(12)]);
    await waitFor(() => expect(screen.queryByRole('group', { name: 'Lost jobs' })).toBeNull());
  });
});
