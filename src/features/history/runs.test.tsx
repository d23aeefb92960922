import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { ApiClient } from '@/api/client';
import { createManualClock } from '@/lib/clock';
import { ApiError } from '@/lib/errors';
import type { JsonObject } from '@/lib/json';
import { readWorkflow } from '@/graph/import/read-workflow';
import { writeWorkflow } from '@/graph/document/write-workflow';
import type { HistoryEntry } from '@/protocol/history';
import { toNodeId, toPromptId } from '@/protocol/ids';
import { parseObjectInfo } from '@/protocol/object-info';
import { buildHistory, buildHistoryEntry } from '@/testing/builders';
import { createFakeClient } from '@/testing/fake-client';
import { createFakeSockets } from '@/testing/fake-sockets';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { createTestPage } from '@/testing/test-page';
import { createTestSession } from '@/testing/test-session';
import { RoutedHistory } from './fixtures/routed-history';
import type { RoutedHistoryProps } from './fixtures/routed-history';

/** The panel on a clock that stands still. */
function showHistory(given: Partial<ApiClient>, options: RoutedHistoryProps = {}) {
  const page = createTestPage({ openSocket: createFakeSockets().open });
  const { session } = createTestSession(
    { url: 'http://server.test/' },
    { page, clock: createManualClock(), client: createFakeClient(given) },
  );
  const { wrap, workspace } = createPageParts();
  return { ...renderWithSession(<RoutedHistory {...options} />, { session, wrap }), workspace };
}

/** A history from which runs can be deleted. */
function createHistoryClient(entries: readonly (string | HistoryEntry)[]) {
  let history = buildHistory(entries);
  return {
    history: () => Promise.resolve(history),
    historyEntry: (id: string) => Promise.resolve(history.entries.find((one) => one.promptId === id) ?? null),
    deleteHistory: vi.fn((ids: readonly string[]) => {
      history = { ...history, entries: history.entries.filter((one) => !ids.includes(one.promptId)) };
      return Promise.resolve();
    }),
  };
}

const rowIds = () => screen.queryAllByRole('listitem').flatMap(({ dataset }) => dataset['jobId'] ?? []);
const findRow = (id: string) => waitFor(() => expect(rowIds()).toContain(id));

const BIG_SEED = 18446744073709551615n;
const boat = (seed: number | bigint, steps = 20, change: JsonObject = {}): JsonObject => ({
  '1': { class_type: 'Text', inputs: { text: 'a red boat' }, _meta: { title: 'Wish' } },
  '2': { class_type: 'Sampler', inputs: { positive: ['1', 0], seed, steps } },
  ...change,
});
const entry = (id: string, prompt: JsonObject) => buildHistoryEntry(id, { prompt });

describe('picking runs', () => {
  it('deletes several after asking with the number', async () => {
    const client = createHistoryClient(['p1', 'p2', 'p3']);
    const { user } = showHistory(client);
    await findRow('p1');
    await user.click(screen.getByRole('button', { name: 'Select runs' }));
    await user.click(screen.getByRole('checkbox', { name: 'Select Job p1' }));
    await user.keyboard('{Shift>}');
    await user.click(screen.getByRole('checkbox', { name: 'Select Job p2' }));
    await user.keyboard('{/Shift}');
    const bar = screen.getByRole('group', { name: 'Selected runs' });
    expect(bar.textContent).toContain('2 runs selected');
    await user.click(within(bar).getByRole('button', { name: 'Delete' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete 2 runs from the history?' });
    expect(client.deleteHistory).not.toHaveBeenCalled();
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(rowIds()).toEqual(['p3']));
    expect(client.deleteHistory.mock.lastCall?.[0].toSorted()).toEqual(['p1', 'p2']);
    expect(screen.queryByRole('group', { name: 'Selected runs' })).toBeNull();
  });

  it('takes everything between with Shift, and says why deleting failed', async () => {
    const client = createHistoryClient(['p1', 'p2', 'p3', 'p4']);
    client.deleteHistory.mockRejectedValue(new ApiError('http', { status: 403, url: '/history' }));
    const { user } = showHistory(client);
    await findRow('p1');
    await user.click(screen.getByRole('button', { name: 'Select runs' }));
    await user.click(screen.getByRole('checkbox', { name: 'Select Job p4' }));
    await user.keyboard('{Shift>}');
    await user.click(screen.getByRole('checkbox', { name: 'Select Job p2' }));
    await user.keyboard('{/Shift}');
    expect(screen.getByText('3 runs selected')).toBeTruthy();
    await user.click(within(screen.getByRole('group', { name: 'Selected runs' })).getByRole('button', { name: 'Delete' }));
    await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Delete' }));
    expect(await screen.findAllByText(/^The runs could not be deleted\. The server refuses this page \(403\)/)).toBeTruthy();
    expect(rowIds()).toHaveLength(4);
    expect(screen.getByText('3 runs selected')).toBeTruthy();
  });

  it('compares two: the newer against the older', async () => {
    const { user } = showHistory(
      createHistoryClient([entry('p1', boat(7)), entry('p2', boat(BIG_SEED, 30, { '3': { class_type: 'Upscale', inputs: {} } }))]),
    );
    await findRow('p1');
    await user.click(screen.getByRole('button', { name: 'Select runs' }));
    const bar = screen.getByRole('group', { name: 'Selected runs' });
    await user.click(screen.getByRole('checkbox', { name: 'Select Job p1' }));
    expect(within(bar).getByRole<HTMLButtonElement>('button', { name: 'Compare' }).disabled).toBe(true);
    await user.click(screen.getByRole('checkbox', { name: 'Select Job p2' }));
    await user.click(within(bar).getByRole('button', { name: 'Compare' }));
    const list = await screen.findByRole('list', { name: 'Differences' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map((row) => row.textContent),
    ).toEqual([
      'seed Sampler #2The other run: 7This run: 18446744073709551615',
      'steps Sampler #2The other run: 20This run: 30',
      'Only in this run Upscale #3',
    ]);
    expect(
      within(screen.getByRole('region', { name: 'Outputs of the other run' })).getByRole('link', { name: 'Show p1.png' }),
    ).toBeTruthy();
    expect(screen.getByRole('region', { name: 'Outputs of this run' })).toBeTruthy();
  });
});

describe('a run beside others', () => {
  it('is compared with one chosen from the list, and equal runs say so', async () => {
    const client = createHistoryClient([entry('p1', boat(7)), entry('p2', boat(8)), entry('p3', boat(8))]);
    const { user } = showHistory(client, { selected: toPromptId('p3') });
    const detail = await screen.findByRole('region', { name: 'Run details' });
    await user.click(await within(detail).findByRole('button', { name: 'Compare' }));
    const choice = within(detail).getByRole('combobox', { name: 'Compare with' });
    await user.selectOptions(choice, 'p2');
    expect(await within(detail).findByText('No difference: both runs asked for the same.')).toBeTruthy();
    await user.selectOptions(choice, 'p1');
    expect((await within(detail).findByRole('list', { name: 'Differences' })).textContent).toContain('seed Sampler #2');
    await user.click(within(detail).getByRole('button', { name: 'Compare' }));
    expect(within(detail).queryByRole('combobox', { name: 'Compare with' })).toBeNull();
  });

  it('shows its seed to the last digit and the last ten of its workflow', async () => {
    const entries = Array.from({ length: 12 }, (_one, index) => entry(`p${index}`, boat(BIG_SEED - BigInt(index))));
    showHistory(createHistoryClient(entries), { selected: toPromptId('p11') });
    const seeds = await screen.findByRole('region', { name: 'Seeds' });
    expect(within(seeds).getAllByText('18446744073709551604')).toHaveLength(2);
    await waitFor(() => expect(within(seeds).getByText('Last 10 seeds of runs without a workflow’s name')).toBeTruthy());
    const recent = within(seeds).getByText('18446744073709551613');
    expect(recent.getAttribute('href')).toBe('#/history/p2');
    expect(within(seeds).queryByText('18446744073709551614')).toBeNull();
  });

  it('runs again with a new seed and nothing else changed', async () => {
    const submitPrompt = vi.fn((_request: Parameters<ApiClient['submitPrompt']>[0]) =>
      Promise.resolve({ kind: 'accepted' as const, promptId: toPromptId('new'), number: 1, nodeErrors: {} }),
    );
    const { user } = showHistory({ ...createHistoryClient([entry('p1', boat(7))]), submitPrompt }, { selected: toPromptId('p1') });
    await user.click(
      await within(await screen.findByRole('region', { name: 'Run details' })).findByRole('button', { name: 'Run with new seed' }),
    );
    expect(await screen.findByText('Queued Job p1 again')).toBeTruthy();
    const sent = submitPrompt.mock.lastCall?.[0].prompt as JsonObject;
    const { seed } = (sent['2'] as { inputs: JsonObject }).inputs;
    expect(seed).not.toBe(7);
    expect(sent).toEqual(boat(seed as number));
  });

  it('offers no new seed where there is none', async () => {
    showHistory(createHistoryClient(['p1']), { selected: toPromptId('p1') });
    const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'Run with new seed' });
    expect(button.disabled).toBe(true);
    expect(button.title).toBe('This job has no seed of its own');
  });

  it('tells the time of each node of a run that was watched here', async () => {
    const { session } = showHistory(createHistoryClient([entry('p1', boat(7))]), { selected: toPromptId('p1') });
    const section = await screen.findByRole('region', { name: 'Time per node' });
    expect(section.textContent).toContain('no page that is open here watched this run');
    const node = (tookMs: number | null) => ({
      state: 'done' as const,
      value: 1,
      max: 1,
      output: null,
      text: null,
      startedAtMs: 0,
      tookMs,
    });
    const run = { promptId: toPromptId('p1'), state: 'done' as const, startedAtMs: 0, currentNodeId: null, error: null };
    act(() =>
      session.live.setState({
        runs: {
          [run.promptId]: { ...run, nodes: { [toNodeId('1')]: node(1_000), [toNodeId('2')]: node(3_000), [toNodeId('3')]: node(null) } },
        },
      }),
    );
    const rows = within(within(section).getByRole('list', { name: 'Time per node' })).getAllByRole('listitem');
    expect(rows.map((row) => row.textContent)).toEqual(['Sampler #23.0 s75 %', 'Wish #11.0 s25 %']);
  });
});

describe('taking values over', () => {
  const info = parseObjectInfo({
    Text: { input: { required: { text: ['STRING', {}] } }, output: ['COND'], name: 'Text' },
    Sampler: {
      input: {
        required: {
          positive: ['COND'],
          seed: ['INT', { default: 0, min: 0, max: 18446744073709551615n }],
          steps: ['INT', { default: 20, min: 1, max: 100 }],
        },
      },
      output: [],
      name: 'Sampler',
    },
  });
  const workflow = {
    version: 0.4,
    nodes: [
      { id: 2, type: 'Sampler', inputs: [{ name: 'positive', type: 'COND', link: null }], outputs: [], widgets_values: [1, 'fixed', 20] },
    ],
    links: [],
  };
  const values = (document: Parameters<typeof writeWorkflow>[0]) =>
    (writeWorkflow(document)['nodes'] as JsonObject[])[0]?.['widgets_values'];

  it('writes one or all into the open workflow, each as one undo step', async () => {
    const client = { ...createHistoryClient([entry('p1', boat(BIG_SEED, 33))]), objectInfo: () => Promise.resolve(info) };
    const { user, workspace } = showHistory(client, { selected: toPromptId('p1') });
    await screen.findByRole('region', { name: 'Parameters' });
    expect(screen.queryByRole('button', { name: /^Take over/ })).toBeNull();
    const { document } = readWorkflow(workflow);
    act(() => void workspace.open(document, { name: 'boat', origin: { kind: 'draft' } }));
    const id = workspace.documents.getState().activeId;
    if (id === null) throw new Error('nothing is open');
    const current = () => workspace.documents.getState().documents[id]?.document ?? document;

    expect(await screen.findByText('2 values differ from the open workflow “boat”.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Take over seed of Sampler' }));
    expect(values(current())).toEqual([BIG_SEED, 'fixed', 20]);
    expect(await screen.findByText('Took over 1 value into “boat”')).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Take over seed of Sampler' })).toBeNull());
    act(() => workspace.undo(id));
    await user.click(await screen.findByRole('button', { name: 'Take over all' }));
    expect(values(current())).toEqual([BIG_SEED, 'fixed', 33]);
    act(() => workspace.undo(id));
    expect(values(current())).toEqual([1, 'fixed', 20]);
  });
});
