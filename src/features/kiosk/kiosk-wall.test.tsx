import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ApiClient } from '@/api/client';
import { createManualClock } from '@/lib/clock';
import type { ManualClock } from '@/lib/clock';
import { toNodeId, toPromptId } from '@/protocol/ids';
import type { SystemStats } from '@/protocol/system';
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
  '2': { class_type: 'SaveImage', inputs: { images: ['1', 0], filename_prefix: 'lighthouse' } },
};
const LIGHTHOUSE = {
  prompt: TEXT_PROMPT,
  outputs: { '2': { images: [{ filename: 'lighthouse_1.png', subfolder: 'lighthouse', type: 'output' }] } },
};
const item = (id: string, queuedBy?: string) =>
  buildQueueItem(id, { prompt: TEXT_PROMPT, extraData: queuedBy === undefined ? {} : { queued_by: queuedBy } });
const GIB = 1024 ** 3;
const STATS: SystemStats = {
  os: 'posix',
  comfyuiVersion: '0.33.0',
  pythonVersion: null,
  pytorchVersion: null,
  requiredFrontendVersion: null,
  ramTotalBytes: 64 * GIB,
  ramFreeBytes: 48 * GIB,
  deployEnvironment: null,
  argv: [],
  packages: [],
  devices: [
    {
      name: 'cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync',
      type: 'cuda',
      index: 0,
      vramTotalBytes: 24 * GIB,
      vramFreeBytes: 6 * GIB,
      torchVramTotalBytes: null,
      torchVramFreeBytes: null,
    },
  ],
};

function show(given: Partial<ApiClient> = {}, search = '') {
  const clock = createManualClock(new Date('2026-11-25T14:03:00').getTime());
  const sockets = createFakeSockets();
  const page = createTestPage({ openSocket: sockets.open });
  const { session } = createTestSession({ url: 'http://server.test/' }, { client: createFakeClient(given), page, clock });
  onTestFinished(session.dispose);
  const history = createMemoryHistory({ initialEntries: [`/${search}`] });
  const router = createRouter({ routeTree: createRootRoute({ component: () => <KioskWall /> }), history });
  const view = renderWithSession(<RouterProvider router={router} />, { session, wrap: createPageParts().wrap });
  return { ...view, clock, sockets };
}

/** Seconds of the clock, in each of which the server may answer. */
async function pass(clock: ManualClock, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    await act(async () => {
      clock.advance(1_000);
      await new Promise((resolve) => setTimeout(resolve, 0));
    });
  }
}

const tile = (name: string) => screen.findByRole('region', { name });
const wall = () => screen.findByRole('main', { name: 'Wall' });
const views = () => screen.queryAllByTestId(/^view-/);
const viewsShown = () => views().flatMap(({ dataset }) => (dataset['shown'] === 'true' ? [dataset['testid']] : []));
const sheet = () => screen.findByTestId('wall-sheet');
/** Everything a reader, a robot or a curious colleague could find in the page. */
const markup = async () => new XMLSerializer().serializeToString(await wall());

describe('the wall', () => {
  it('says that nothing runs, waits or came out', async () => {
    show();
    expect(await within(await tile('Running now')).findByText('Nothing is running')).toBeTruthy();
    expect(await within(await tile('Queue')).findByText('Nothing is waiting')).toBeTruthy();
    expect(within(await tile('Newest outputs')).getByText('No output yet')).toBeTruthy();
  });

  it('shows the running job with its node and whose it is, seven that wait, and the newest output', async () => {
    const waiting = Array.from({ length: 9 }, (_, index) => item(`w${index}`, index === 0 ? 'Ada' : undefined));
    const { session } = show(
      {
        queue: () => Promise.resolve(buildQueue([item('r', 'Grace')], waiting)),
        history: () => Promise.resolve(buildHistory([buildHistoryEntry('old'), buildHistoryEntry('new', { startedAtMs: 9_000 })])),
      },
      '?images=1',
    );
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
    const picture = await within(await tile('Newest outputs')).findByRole('img');
    expect(new URL(picture.getAttribute('src') ?? '').searchParams.get('filename')).toBe('new.png');
    expect(picture.getAttribute('src'), 'without the prompt that the file holds').toContain('preview=webp%3B80');
  });

  it('says how the last job ended while nothing runs', async () => {
    show({ history: () => Promise.resolve(buildHistory([buildHistoryEntry('bad', { end: 'error' })])) });
    await waitFor(async () => expect((await tile('Running now')).textContent).toContain('failed'));
  });

  it('lets outputs take turns', async () => {
    const history = buildHistory([buildHistoryEntry('old'), buildHistoryEntry('new', { startedAtMs: 9_000 })]);
    const { clock } = show({ history: () => Promise.resolve(history) }, '?images=blur');
    const shown = async () => new URL((await within(await tile('Newest outputs')).findByRole('img')).getAttribute('src') ?? '');
    expect((await shown()).searchParams.get('filename')).toBe('new.png');
    act(() => clock.advance(10_000));
    expect((await shown()).searchParams.get('filename')).toBe('old.png');
    act(() => clock.advance(10_000));
    expect((await shown()).searchParams.get('filename')).toBe('new.png');
  });

  it('tells of the memory of the server', async () => {
    show({ systemStats: () => Promise.resolve(STATS) });
    const health = await tile('Server health');
    expect(
      (await within(health).findByRole('meter', { name: 'Memory in use of cuda:0 GeForce RTX 4090' })).getAttribute('aria-valuenow'),
    ).toBe('75');
    expect(health.textContent).toContain('18.0 GiB of 24.0 GiB');
    expect(health.textContent).toContain('ComfyUI 0.33.0');
  });

  it('says that a server does not tell of its memory', async () => {
    const { session } = show();
    session.queryClient.setDefaultOptions({ queries: { retry: false } });
    await within(await tile('Server health')).findByText(/does not tell/);
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
});

describe('its honesty', () => {
  it('says since when nothing was heard, and dims what is old', async () => {
    const { clock } = show({ queue: () => new Promise(() => undefined), history: () => new Promise(() => undefined) });
    await tile('Queue');
    expect(screen.getByRole('status', { name: 'Connection' }).textContent).toContain('no word from the server yet');
    act(() => clock.advance(61_000));
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Offline: .*What is shown may be over\.$/);
  });

  it('K2 shows a stall as stale within 32 s of its beginning', async () => {
    let isStalled = false;
    const queue = () => (isStalled ? new Promise<never>(() => undefined) : Promise.resolve(buildQueue()));
    const { clock } = show({ queue, history: () => (isStalled ? new Promise<never>(() => undefined) : Promise.resolve(buildHistory())) });
    await within(await tile('Queue')).findByText('Nothing is waiting');
    await pass(clock, 20);
    expect(screen.queryByRole('alert')).toBeNull();
    isStalled = true;
    await pass(clock, 32);
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Stale since .*:03.*What is shown may be over\.$/);
  });

  it('asks for the queue every 5 s at least, though nothing runs', async () => {
    let asked = 0;
    const { clock, sockets } = show({
      queue: () => {
        asked += 1;
        return Promise.resolve(buildQueue());
      },
    });
    await within(await tile('Queue')).findByText('Nothing is waiting');
    act(() => clock.advance(1_000));
    act(() => sockets.newest().accept());
    const before = asked;
    await pass(clock, 60);
    expect(asked - before).toBeGreaterThanOrEqual(10);
  });
});

describe('what it keeps to itself', () => {
  it.each(['', '?view=now,queue,gallery,gpu', '?images=1', '?images=blur&view=gallery'])(
    'K7 tells no prompt and has nothing to press: %s',
    async (search) => {
      show(
        {
          queue: () => Promise.resolve(buildQueue([item('r')], [item('w')])),
          history: () => Promise.resolve(buildHistory([buildHistoryEntry('new', LIGHTHOUSE)])),
        },
        search,
      );
      const main = await wall();
      await waitFor(() => expect(within(main).queryAllByText(/new|r|w/).length).toBeGreaterThan(0));
      for (const role of ['button', 'link', 'textbox', 'combobox', 'checkbox']) expect(screen.queryAllByRole(role)).toEqual([]);
      expect((await markup()).replace(/ src="[^"]*"/g, '')).not.toMatch(/lighthouse|fog/);
    },
  );

  it('K7 has not even an address of a picture in the page unless pictures were asked for', async () => {
    show({ history: () => Promise.resolve(buildHistory([buildHistoryEntry('new', LIGHTHOUSE)])) });
    await within(await tile('Newest outputs')).findByRole('listitem');
    expect(await markup()).not.toMatch(/lighthouse/);
  });

  it('tells prompts and names of files where that was asked for', async () => {
    show(
      {
        queue: () => Promise.resolve(buildQueue([item('r')])),
        history: () => Promise.resolve(buildHistory([buildHistoryEntry('new', LIGHTHOUSE)])),
      },
      '?redact=0&images=1',
    );
    await waitFor(async () => expect((await tile('Running now')).textContent).toContain('a secret lighthouse in the fog'));
    expect((await tile('Newest outputs')).textContent).toContain('lighthouse_1.png');
  });
});

describe('its address', () => {
  it('names what it could not use, for ten seconds', async () => {
    const { clock } = show({}, '?view=cinema&cycle=3&theme=light');
    const notes = await screen.findByRole('status', { name: 'Notes' });
    expect(notes.textContent).toContain('view=cinema');
    expect(notes.textContent).toContain('cycle=3');
    expect((await wall()).dataset['theme']).toBe('light');
    act(() => clock.advance(10_000));
    expect(screen.queryByRole('status', { name: 'Notes' })).toBeNull();
  });

  it('lets views take turns, the next one made ready before', async () => {
    const { clock } = show({}, '?view=queue,gpu&cycle=20');
    await tile('Queue');
    expect(viewsShown()).toEqual(['view-queue']);
    await pass(clock, 16);
    expect(views()).toHaveLength(2);
    expect(viewsShown()).toEqual(['view-queue']);
    await pass(clock, 4);
    expect(viewsShown()).toEqual(['view-gpu']);
    await pass(clock, 20);
    expect(viewsShown()).toEqual(['view-queue']);
  });

  it('stops the turns while somebody touches it', async () => {
    const { clock } = show({}, '?view=queue,gpu&cycle=20');
    await tile('Queue');
    await pass(clock, 15);
    act(() => void window.dispatchEvent(new Event('pointerdown')));
    await pass(clock, 75);
    expect(viewsShown()).toEqual(['view-queue']);
    await pass(clock, 10);
    expect(viewsShown()).toEqual(['view-gpu']);
  });

  it('dims it in its hours of sleep', async () => {
    const { clock } = show({}, '?sleep=14:05-14:07');
    await tile('Queue');
    expect((await sheet()).className).not.toContain('opacity-40');
    act(() => clock.advance(130_000));
    expect((await sheet()).className).toContain('opacity-40');
    act(() => clock.advance(130_000));
    expect((await sheet()).className).not.toContain('opacity-40');
  });

  it('K3 moves the picture over nine places in nine minutes, by 8 px at most, and the header to the other edge', async () => {
    const { clock } = show();
    await tile('Queue');
    const seen: string[] = [];
    for (let minute = 0; minute < 9; minute++) {
      seen.push((await sheet()).style.transform);
      act(() => clock.advance(60_000));
    }
    expect(new Set(seen).size).toBe(9);
    const places = [...seen, (await sheet()).style.transform].map((text) => (text.match(/-?\d+/g) ?? []).map(Number));
    for (const [index, [x = 0, y = 0]] of places.entries()) {
      const [nextX = x, nextY = y] = places[index + 1] ?? [];
      const px = Math.hypot(nextX - x, nextY - y);
      expect(px).toBeLessThanOrEqual(8);
      if (index < places.length - 1) expect(px).toBeGreaterThanOrEqual(1);
    }
    expect((await sheet()).className).toContain('flex-col-reverse');
  });
});

describe('its pointer', () => {
  it('is seen for three seconds after it moved', async () => {
    const { clock } = show();
    const main = await wall();
    expect(main.className).toContain('cursor-none');
    act(() => void window.dispatchEvent(new Event('pointermove')));
    expect(main.className).not.toContain('cursor-none');
    act(() => clock.advance(3_000));
    expect(main.className).toContain('cursor-none');
  });
});

describe('a part that fails', () => {
  it('K8 leaves the others running, and is tried again', async () => {
    const silence = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    onTestFinished(() => silence.mockRestore());
    let isBroken = true;
    const client = createFakeClient();
    const viewUrl: ApiClient['viewUrl'] = (file, options) => {
      if (isBroken) throw new Error('no address for this');
      return client.viewUrl(file, options);
    };
    const { clock } = show(
      {
        viewUrl,
        queue: () => Promise.resolve(buildQueue([], [item('w')])),
        history: () => Promise.resolve(buildHistory([buildHistoryEntry('new')])),
      },
      '?images=1',
    );
    const newest = await screen.findByText('“Newest outputs” failed');
    expect(newest).toBeTruthy();
    expect(await within(await tile('Queue')).findByRole('listitem')).toBeTruthy();
    expect(within(await tile('Running now')).getByText('Nothing is running')).toBeTruthy();
    isBroken = false;
    act(() => clock.advance(30_000));
    expect(await within(await tile('Newest outputs')).findByRole('img')).toBeTruthy();
  });
});
