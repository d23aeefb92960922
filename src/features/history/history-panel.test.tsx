import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { ApiClient } from '@/api/client';
import { createManualClock } from '@/lib/clock';
import { ApiError } from '@/lib/errors';
import type { History, HistoryEntry } from '@/protocol/history';
import { toNodeId, toPromptId } from '@/protocol/ids';
import type { PromptId } from '@/protocol/ids';
import { buildHistory, buildHistoryEntry, TINY_PROMPT } from '@/testing/builders';
import { createFakeClient } from '@/testing/fake-client';
import { createFakeSockets } from '@/testing/fake-sockets';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import type { RenderedWithSession } from '@/testing/render-with-session';
import { createTestPage } from '@/testing/test-page';
import { createTestSession } from '@/testing/test-session';
import { commands } from './commands';
import { RoutedHistory } from './fixtures/routed-history';
import type { RoutedHistoryProps } from './fixtures/routed-history';

interface Shown extends RenderedWithSession {
  readonly client: ApiClient;
  readonly clock: ReturnType<typeof createManualClock>;
}

/** The panel with its address kept beside it, on a clock that stands still. */
function show(given: Partial<ApiClient>, options: RoutedHistoryProps = {}): Shown {
  const clock = createManualClock();
  const client = createFakeClient(given);
  const page = createTestPage({ openSocket: createFakeSockets().open });
  const { session } = createTestSession({ url: 'http://server.test/' }, { page, clock, client });
  const view = renderWithSession(<RoutedHistory {...options} />, { session, wrap: createPageParts().wrap });
  return { ...view, client, clock };
}

/** A history the test can change; deleting and clearing act on it. */
function createHistoryClient(entries: readonly (string | HistoryEntry)[]) {
  let history: History = buildHistory(entries);
  return {
    history: vi.fn(({ maxItems = Infinity }: { maxItems?: number } = {}) =>
      Promise.resolve({ ...history, entries: history.entries.slice(-maxItems) }),
    ),
    historyEntry: (id: PromptId) => Promise.resolve(history.entries.find((entry) => entry.promptId === id) ?? null),
    deleteHistory: vi.fn((ids: readonly PromptId[]) => {
      history = { ...history, entries: history.entries.filter((entry) => !ids.includes(entry.promptId)) };
      return Promise.resolve();
    }),
    clearHistory: vi.fn(() => {
      history = buildHistory();
      return Promise.resolve();
    }),
  };
}

const jobRows = () => screen.queryAllByRole('listitem').filter((row) => row.dataset['jobId'] !== undefined);
const rowIds = () => jobRows().map((row) => row.dataset['jobId']);

async function findRow(id: string): Promise<HTMLElement> {
  await waitFor(() => expect(rowIds()).toContain(id));
  const row = jobRows().find((one) => one.dataset['jobId'] === id);
  if (row === undefined) throw new Error(`no row ${id}`);
  return row;
}

const DAY_MS = 86_400_000;
const NOON_MS = new Date(2023, 10, 14, 12).getTime();

describe('the history panel', () => {
  it('shows the shape of rows while the history is read', () => {
    show({ history: () => new Promise(() => undefined) });
    const panel = screen.getByRole('region', { name: 'History' });
    expect(within(panel).getByRole('status', { name: 'Reading the history' })).toBeTruthy();
  });

  it('says what will appear when nothing ran yet', async () => {
    show({});
    expect(await screen.findByText('No runs yet')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Clear history' }).disabled).toBe(true);
  });

  it('says why the history cannot be read, and tries again', async () => {
    const client = createHistoryClient(['p1']);
    const answer = client.history.getMockImplementation();
    client.history.mockRejectedValue(new ApiError('http', { status: 500, url: '/history' }));
    const { user, clock } = show(client);
    await waitFor(() => {
      act(() => clock.advance(1_000));
      expect(screen.getByRole('alert')).toBeTruthy();
    });
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('The history could not be read');
    if (answer !== undefined) client.history.mockImplementation(answer);
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    await findRow('p1');
  });

  it('lists newest first under its days, with state, time and duration', async () => {
    const entries = [
      buildHistoryEntry('old', { startedAtMs: NOON_MS - DAY_MS }),
      buildHistoryEntry('bad', { startedAtMs: NOON_MS, end: 'error' }),
      buildHistoryEntry('cut', { startedAtMs: NOON_MS + 60_000, end: 'interrupted' }),
    ];
    show(createHistoryClient(entries));
    await findRow('old');
    expect(rowIds()).toEqual(['cut', 'bad', 'old']);
    expect(jobRows().map((row) => row.dataset['jobState'])).toEqual(['cancelled', 'failed', 'done']);
    expect(screen.getAllByRole('heading', { level: 3 }).map((heading) => heading.textContent)).toHaveLength(2);
    expect((await findRow('bad')).textContent).toMatch(/failed\d\d:00.*ran 1\.0 s/);
  });

  it('filters by state and by text in the prompt, through the address', async () => {
    const lighthouse = { '6': { class_type: 'CLIPTextEncode', inputs: { text: 'a lighthouse' } } };
    const entries = ['p1', buildHistoryEntry('p2', { end: 'error' }), buildHistoryEntry('p3', { prompt: lighthouse })];
    const onFilters = vi.fn();
    const { user, clock } = show(createHistoryClient(entries), { onFilters });
    await findRow('p3');
    await user.selectOptions(screen.getByRole('combobox', { name: 'State' }), 'failed');
    expect(rowIds()).toEqual(['p2']);
    await user.selectOptions(screen.getByRole('combobox', { name: 'State' }), '');
    await user.type(screen.getByRole('searchbox', { name: 'Search history' }), 'lighthouse');
    act(() => clock.advance(500));
    await waitFor(() => expect(rowIds()).toEqual(['p3']));
    expect(onFilters.mock.lastCall).toEqual([{ q: 'lighthouse' }]);
    await user.clear(screen.getByRole('searchbox', { name: 'Search history' }));
    await user.type(screen.getByRole('searchbox', { name: 'Search history' }), 'castle');
    act(() => clock.advance(500));
    expect(await screen.findByText('No run fits')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show all runs' }));
    await findRow('p1');
    expect(screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search history' }).value).toBe('');
  });

  it('deletes one after a moment in which it can be undone', async () => {
    const client = createHistoryClient(['p1', 'p2']);
    const { user, clock } = show(client);
    await user.click(within(await findRow('p1')).getByRole('button', { name: 'Delete from history' }));
    expect(rowIds()).toEqual(['p2']);
    expect(screen.getByText('Job p1 leaves the history. Its files stay.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(rowIds()).toEqual(['p2', 'p1']);
    await user.click(within(await findRow('p1')).getByRole('button', { name: 'Delete from history' }));
    act(() => clock.advance(5_000));
    await waitFor(() => expect(client.deleteHistory).toHaveBeenCalledWith(['p1']));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
    expect(rowIds()).toEqual(['p2']);
    expect(client.deleteHistory).toHaveBeenCalledTimes(1);
  });

  it('deletes at once what was deleted before the list is left', async () => {
    const client = createHistoryClient(['p1']);
    const { user, unmount } = show(client);
    await user.click(within(await findRow('p1')).getByRole('button', { name: 'Delete from history' }));
    unmount();
    await waitFor(() => expect(client.deleteHistory).toHaveBeenCalledWith(['p1']));
  });

  it('clears only after asking with the number, and says that files stay', async () => {
    const client = createHistoryClient(['p1', 'p2']);
    const { user } = show(client);
    await findRow('p1');
    await user.click(screen.getByRole('button', { name: 'Clear history' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Clear the history of 2 runs?' });
    expect(dialog.textContent).toContain('Their files stay');
    await user.click(within(dialog).getByRole('button', { name: 'Clear' }));
    expect(await screen.findByText('No runs yet')).toBeTruthy();
    expect(client.clearHistory).toHaveBeenCalledTimes(1);
  });

  it('runs one again with the same prompt and workflow under a new id', async () => {
    const workflow = { nodes: [], extra: { comfydeck: { name: 'portrait' } } };
    const extraData = { client_id: 'other', create_time: 5, extra_pnginfo: { workflow } };
    const submitPrompt = vi.fn((_request: Parameters<ApiClient['submitPrompt']>[0]) =>
      Promise.resolve({ kind: 'accepted' as const, promptId: toPromptId('new'), number: 1, nodeErrors: {} }),
    );
    const { user } = show({ ...createHistoryClient([buildHistoryEntry('p1', { extraData })]), submitPrompt });
    await user.click(within(await findRow('p1')).getByRole('button', { name: 'Run again' }));
    expect(await screen.findByText('Queued portrait again')).toBeTruthy();
    const [request] = submitPrompt.mock.lastCall ?? [];
    expect(request?.prompt).toEqual(TINY_PROMPT);
    expect(request?.extraData).toMatchObject({ extra_pnginfo: { workflow } });
    expect(request?.promptId).not.toBe('p1');
  });

  it('says what the server has against running it again', async () => {
    const inputError = { type: 'value_not_in_list', message: 'Value not in list', details: "'x.png'", inputName: 'image', extraInfo: {} };
    const submitPrompt = () =>
      Promise.resolve({
        kind: 'rejected' as const,
        error: { type: 'prompt_outputs_failed_validation', message: 'failed', details: '', extraInfo: {} },
        nodeErrors: { [toNodeId('1')]: { classType: 'EmptyImage', errors: [inputError], dependentOutputs: [] } },
      });
    const { user } = show({ ...createHistoryClient(['p1']), submitPrompt });
    await user.click(within(await findRow('p1')).getByRole('button', { name: 'Run again' }));
    expect(await screen.findAllByText("The server refused Job p1: EmptyImage #1 – image: Value not in list: 'x.png'")).toBeTruthy();
  });

  it('asks for older runs as the end comes near', async () => {
    const client = createHistoryClient(Array.from({ length: 100 }, (_one, index) => buildHistoryEntry(`p${index}`)));
    show(client);
    await findRow('p99');
    // Rows have no height here, so all of them are drawn.
    await waitFor(() => expect(client.history.mock.calls.map(([options]) => options?.maxItems)).toContain(128), { timeout: 15_000 });
  });

  it('draws only what is near the view of a long list', async () => {
    const clock = createManualClock();
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(60);
    const client = createHistoryClient(
      Array.from({ length: 60 }, (_one, index) => buildHistoryEntry(`p${index}`, { startedAtMs: clock.nowMs() })),
    );
    show(client);
    await findRow('p59');
    expect(rowIds().length).toBeLessThan(30);
    const [first] = screen.getAllByRole('button', { name: /^Details of/ });
    act(() => first?.focus());
    fireEvent.keyDown(first ?? document.body, { key: 'End' });
    await waitFor(() => expect(rowIds()).toContain('p0'));
    expect(screen.getByRole('button', { name: 'Details of Job p0' }).matches(':focus')).toBe(true);
    vi.restoreAllMocks();
  });
});

describe('the details of a run', () => {
  const failing = buildHistoryEntry('p1', {
    end: 'error',
    error: {
      nodeId: toNodeId('2'),
      nodeType: 'SaveImage',
      message: 'disk full\n',
      exceptionType: 'OSError',
      traceback: ['  File "x.py"\n'],
    },
    prompt: {
      ...TINY_PROMPT,
      '2': { class_type: 'SaveImage', _meta: { title: 'Keep' }, inputs: { images: ['1', 0], filename_prefix: 'tiny' } },
    },
    extraData: { queued_by: 'Ada', create_time: 400 },
  });

  it('stand beside the list and close again', async () => {
    const { user } = show(createHistoryClient([failing]));
    await user.click(within(await findRow('p1')).getByRole('button', { name: 'Details of Job p1' }));
    const detail = screen.getByRole('region', { name: 'Run details' });
    expect(within(detail).getByRole('heading', { name: 'Job p1' })).toBeTruthy();
    await user.click(within(detail).getByRole('button', { name: 'Back to history' }));
    expect(screen.queryByRole('region', { name: 'Run details' })).toBeNull();
  });

  it('tell error, outputs, times and parameters', async () => {
    show(createHistoryClient([failing]), { selected: toPromptId('p1') });
    const error = await screen.findByRole('region', { name: 'Error' });
    expect(error.textContent).toContain('disk full');
    expect(error.textContent).toContain('Keep #2 (SaveImage) · OSError');
    expect(within(error).getByRole('group').hasAttribute('open')).toBe(false);
    const outputs = screen.getByRole('list', { name: 'Outputs' });
    const [output] = within(outputs).getAllByRole('listitem');
    expect(output?.dataset['output']).toBe('output/p1.png');
    expect(within(outputs).getByRole<HTMLAnchorElement>('link', { name: 'Show p1.png' }).getAttribute('href')).toBe(
      '#/gallery/output/p1.png?run=p1',
    );
    const times = screen.getByRole('region', { name: 'Times' });
    expect(times.textContent).toContain('Ran1.0 s');
    await waitFor(() => expect(times.textContent).toContain('Queued byAda'));
    const parameters = screen.getByRole('region', { name: 'Parameters' });
    expect(parameters.textContent).toContain('Keep #2');
    expect(parameters.textContent).toContain('imagesfrom EmptyImage #1');
    expect(parameters.textContent).toContain('width16');
  });

  it('show texts in place', async () => {
    const outputs = { '1': { text: ['first line\nsecond'] } };
    show(createHistoryClient([buildHistoryEntry('p1', { outputs })]), { selected: toPromptId('p1') });
    expect((await screen.findByRole('region', { name: 'Text of EmptyImage' })).textContent).toBe('first line\nsecond');
    expect(screen.getByRole('button', { name: 'Copy text' })).toBeTruthy();
  });

  it('say when nobody knows the run', async () => {
    show({}, { selected: toPromptId('gone') });
    expect(await screen.findByText('The server does not know this run')).toBeTruthy();
  });
});

it('the command to clear asks on the page of the history', async () => {
  const { session } = show(createHistoryClient(['p1']));
  await findRow('p1');
  const navigate = vi.fn();
  const command = commands.find(({ id }) => id === 'history.clear');
  const context = { session, workspace: createPageParts().workspace, navigate, announce: vi.fn() };
  expect(command?.isEnabled?.(context)).toBe(true);
  await act(async () => command?.run(context));
  expect(navigate).toHaveBeenCalledWith('/history');
  expect(screen.getByRole('alertdialog', { name: 'Clear the history of 1 run?' })).toBeTruthy();
});
