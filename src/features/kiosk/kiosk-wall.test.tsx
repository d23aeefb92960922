import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ApiClient } from '@/api/client';
import { createManualClock } from '@/lib/clock';
import { toNodeId, toPromptId } from '@/protocol/ids';
import { buildHistory, buildHistoryEntry, buildQueue, buildQueueItem, buildRun } from '@/testing/builders';
import { createFakeClient } from '@/testing/fake-client';
import { createFakeSockets } from '@/testing/fake-sockets';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { createTestPage } from '@/testing/test-page';
import { createTestSession } from '@/testing/test-session';
import { KioskWall } from './kiosk-wall';

const TEXT_PROMPT = {
  '1': { class_type: 'CLIPTextEncode', inputs: { text: 'a secret lighthouse in the fog' } },
  '2': { class_type: 'SaveImage', inputs: { images: ['1', 0] } },
};
const item = (id: string, queuedBy?: string) =>
  buildQueueItem(id, { prompt: TEXT_PROMPT, extraData: queuedBy === undefined ? {} : { queued_by: queuedBy } });

function show(given: Partial<ApiClient> = {}) {
  const clock = createManualClock();
  const sockets = createFakeSockets();
  const page = createTestPage({ openSocket: sockets.open });
  const { session } = createTestSession({ url: 'http://server.test/' }, { client: createFakeClient(given), page, clock });
  onTestFinished(session.dispose);
  const router = createRouter({ routeTree: createRootRoute({ component: KioskWall }), history: createMemoryHistory() });
  const view = renderWithSession(<RouterProvider router={router} />, { session, wrap: createPageParts().wrap });
  return { ...view, clock, sockets };
}

const tile = (name: string) => screen.findByRole('region', { name });

describe('the wall', () => {
  it('says that nothing runs, waits or came out', async () => {
    show();
    expect(await within(await tile('Running now')).findByText('Nothing is running')).toBeTruthy();
    expect(await within(await tile('Queue')).findByText('Nothing is waiting')).toBeTruthy();
    expect(within(await tile('Newest output')).getByText('No output yet')).toBeTruthy();
  });

  it('shows the running job with its node and whose it is, seven that wait, and the newest output', async () => {
    const waiting = Array.from({ length: 9 }, (_, index) => item(`w${index}`, index === 0 ? 'Ada' : undefined));
    const { session } = show({
      queue: () => Promise.resolve(buildQueue([item('r', 'Grace')], waiting)),
      history: () => Promise.resolve(buildHistory([buildHistoryEntry('old'), buildHistoryEntry('new', { startedAtMs: 9_000 })])),
    });
    const running = await tile('Running now');
    await within(running).findByRole('progressbar');
    const nodes = {
      [toNodeId('1')]: { state: 'running', value: 1, max: 2, output: null, text: null, startedAtMs: 0, tookMs: null },
    } as const;
    const run = buildRun('r', { currentNodeId: toNodeId('1'), nodes });
    act(() => session.live.setState({ activePromptId: toPromptId('r'), runs: { [run.promptId]: run } }));
    await waitFor(() => expect(running.textContent).toContain('CLIPTextEncode'));
    expect(running.textContent).toContain('by Grace');
    const queue = await tile('Queue');
    expect(
      within(queue)
        .getAllByRole('listitem')
        .map((row) => row.dataset['jobId']),
    ).toEqual(['w0', 'w1', 'w2', 'w3', 'w4', 'w5', 'w6']);
    expect(queue.textContent).toContain('by Ada');
    expect(queue.textContent).toContain('and 2 more');
    expect(await within(await tile('Newest output')).findByRole('img', { name: /new\.png/ })).toBeTruthy();
  });

  it('has nothing to press and tells no prompt', async () => {
    show({
      queue: () => Promise.resolve(buildQueue([item('r')], [item('w')])),
      history: () => Promise.resolve(buildHistory([buildHistoryEntry('new', { prompt: TEXT_PROMPT })])),
    });
    await within(await tile('Queue')).findByRole('listitem');
    expect(await screen.findByRole('img', { name: /new\.png/ })).toBeTruthy();
    for (const role of ['button', 'link', 'textbox', 'combobox', 'checkbox']) expect(screen.queryAllByRole(role)).toEqual([]);
    expect(screen.queryByText(/lighthouse/)).toBeNull();
    expect(screen.queryByAltText(/lighthouse/)).toBeNull();
    expect(screen.queryByTitle(/lighthouse/)).toBeNull();
    expect(screen.queryByLabelText(/lighthouse/)).toBeNull();
  });

  it('follows the socket instead of waiting for the next poll', async () => {
    let queue = buildQueue();
    const { clock, sockets } = show({ queue: () => Promise.resolve(queue) });
    await within(await tile('Queue')).findByText('Nothing is waiting');
    act(() => clock.advance(1_000));
    const socket = sockets.newest();
    act(() => socket.accept());
    queue = buildQueue([], [item('w')]);
    await act(async () => {
      socket.receive(JSON.stringify({ type: 'status', data: { status: { exec_info: { queue_remaining: 1 } } } }));
      clock.advance(600);
      await Promise.resolve();
    });
    expect(await within(await tile('Queue')).findByRole('listitem')).toBeTruthy();
    expect(clock.monotonicMs(), 'no poll was due').toBeLessThan(5_000);
  });

  it('says since when nothing was heard, and dims what is old', async () => {
    const { clock } = show({ queue: () => new Promise(() => undefined), history: () => new Promise(() => undefined) });
    await tile('Queue');
    expect(screen.getByRole('status', { name: 'Connection' }).textContent).toContain('no word from the server yet');
    act(() => clock.advance(61_000));
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Offline: .*What is shown may be over\.$/);
  });
});
