import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyDocument } from '@/components/run-workflow/fixtures/tiny-workflow';
import { withDeckNotes, type VariationNote } from '@/components/run-workflow/deck-notes';
import type { PromptRequest } from '@/protocol/prompt';
import { toPromptId } from '@/protocol/ids';
import { parseObjectInfo } from '@/protocol/object-info';
import { buildHistory, buildHistoryEntry, buildQueue, buildQueueItem } from '@/testing/builders';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession, type RenderOptions } from '@/testing/render-with-session';
import type { DocumentId } from '@/workspace/workspace';
import { commands } from './commands';
import { VariationsDialog } from './variations-dialog';
import { VariationsPanel } from './variations-panel';

// A chunk of its own in the page; here it is there before anyone looks.
beforeAll(() => import('./variations-setup'));

const INT = ['INT', { min: 1, max: 64 }];
const info = parseObjectInfo({
  EmptyImage: { input: { required: { width: INT, height: INT, batch_size: INT, color: ['INT'] } }, output: ['IMAGE'] },
  SaveImage: { input: { required: { images: ['IMAGE'], filename_prefix: ['STRING'] } }, output: [], output_node: true },
  PreviewImage: { input: { required: { images: ['IMAGE'] } }, output: [], output_node: true },
});

async function openDialog(client: RenderOptions['client'] = {}) {
  const { workspace, wrap } = createPageParts();
  const id = workspace.open(tinyDocument(), { name: 'tiny', origin: { kind: 'draft' } });
  const gone: string[] = [];
  const sent: PromptRequest[] = [];
  const submitPrompt = (request: PromptRequest) => {
    sent.push(request);
    return Promise.resolve({
      kind: 'accepted',
      promptId: request.promptId ?? toPromptId('p'),
      number: sent.length,
      nodeErrors: {},
    } as const);
  };
  const view = renderWithSession(<VariationsDialog onGo={(path) => gone.push(path)} />, {
    client: { objectInfo: () => Promise.resolve(info), submitPrompt, ...client },
    wrap,
  });
  const context = { session: view.session, workspace, navigate: () => undefined, announce: () => undefined };
  act(() => void commands.find((command) => command.id === 'variations.setUp')?.run(context));
  await screen.findByRole('dialog', { name: 'Run variations' });
  return { ...view, workspace, id, gone, sent };
}

const list = (number: number) => within(screen.getByRole('group', { name: new RegExp(`^List ${number}`) }));
const start = () => screen.getByRole<HTMLButtonElement>('button', { name: /^Queue / });

describe('setting up variations', () => {
  it('counts the runs of a grid and queues one for each', async () => {
    const { user, gone, sent, workspace, id } = await openDialog();
    await user.type(await screen.findByRole('textbox', { name: 'Values' }), '16, 32');
    expect(screen.getByText('2 runs')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Add a list' }));
    expect(list(2).getByRole<HTMLSelectElement>('combobox', { name: 'Control' }).selectedOptions[0]?.textContent).toBe(
      'EmptyImage #1: height',
    );
    expect(start().disabled).toBe(true);
    await user.type(list(2).getByRole('textbox', { name: 'Values' }), '8..24 step 8');
    expect(screen.getByText('6 runs')).toBeTruthy();
    expect(screen.getByText(/fewer than three runs/)).toBeTruthy();
    await user.click(start());
    await waitFor(() => expect(gone).toHaveLength(1));
    expect(gone[0]).toMatch(/^\/variations\/\w+$/);
    const sizes = sent.map(({ prompt }) => {
      const { inputs } = prompt['1'] as { readonly inputs: { readonly width: number; readonly height: number } };
      return [inputs.width, inputs.height];
    });
    expect(sizes).toEqual([
      [16, 8],
      [32, 8],
      [16, 16],
      [32, 16],
      [16, 24],
      [32, 24],
    ]);
    expect(workspace.documents.getState().documents[id]?.document).toEqual(tinyDocument());
  });

  it('says what is wrong with a value, and queues nothing', async () => {
    const { user } = await openDialog();
    await user.type(await screen.findByRole('textbox', { name: 'Values' }), '16, 99, x, 1..');
    expect(screen.getByText('“99”: the most this control takes is 64.')).toBeTruthy();
    expect(screen.getByText('“x” is no value for this control.')).toBeTruthy();
    expect(start().disabled).toBe(true);
  });

  it('warns of runs that repeat another, and refuses two lists for one control', async () => {
    const { user } = await openDialog();
    await user.type(await screen.findByRole('textbox', { name: 'Values' }), '16 16');
    expect(screen.getByText(/^1 run repeats another one/)).toBeTruthy();
    expect(start().disabled).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Add a list' }));
    await user.selectOptions(list(2).getByRole('combobox', { name: 'Control' }), 'EmptyImage #1: width');
    await user.type(list(2).getByRole('textbox', { name: 'Values' }), '8');
    expect(screen.getByText(/^Two lists change .*width/)).toBeTruthy();
    expect(start().disabled).toBe(true);
  });

  it('reads a table and maps its columns', async () => {
    const { user, sent } = await openDialog();
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Values from' }), 'a CSV file');
    await user.upload(screen.getByLabelText('CSV file'), new File(['width,tall\n16,8\n32,24'], 'sizes.csv', { type: 'text/csv' }));
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Column “tall” goes to' }), 'EmptyImage #1: height');
    await user.click(screen.getByRole('button', { name: 'Queue 2 runs' }));
    await waitFor(() =>
      expect(sent.map(({ prompt }) => prompt['1'])).toMatchObject([
        { inputs: { width: 16, height: 8 } },
        { inputs: { width: 32, height: 24 } },
      ]),
    );
  });

  it('keeps what was written when it is closed', async () => {
    const { user, session, workspace } = await openDialog();
    await user.type(await screen.findByRole('textbox', { name: 'Values' }), '16');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    const context = { session, workspace, navigate: () => undefined, announce: () => undefined };
    act(() => void commands.find((command) => command.id === 'variations.setUp')?.run(context));
    expect((await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Values' })).value).toBe('16');
  });
});

const note = (change: Partial<VariationNote>) => ({
  extra_pnginfo: {
    workflow: withDeckNotes(
      {},
      {
        name: 'tiny',
        document: 'd' as DocumentId,
        variation: { group: 'g', axes: ['width', 'height'], labels: ['16', '8'], at: [0, 0], count: 4, isZipped: false, ...change },
      },
    ),
  },
});

describe('the grid of results', () => {
  it('shows each run at its place: picture, state, or nothing', async () => {
    const { wrap } = createPageParts();
    renderWithSession(<VariationsPanel group="g" onChoose={() => undefined} />, {
      wrap,
      client: {
        queue: () => Promise.resolve(buildQueue([], [buildQueueItem('waits', { extraData: note({ labels: ['16', '24'], at: [0, 1] }) })])),
        history: () =>
          Promise.resolve(
            buildHistory([
              buildHistoryEntry('ok', { extraData: note({}) }),
              buildHistoryEntry('bad', { end: 'error', outputs: {}, extraData: note({ labels: ['32', '8'], at: [1, 0] }) }),
            ]),
          ),
      },
    });
    const done = await screen.findByRole('link', { name: 'width 16, height 8, done' });
    expect(done.getAttribute('href')).toBe('#/gallery/output/ok.png?run=ok');
    expect(screen.getByRole('link', { name: 'width 32, height 8, failed' }).getAttribute('href')).toBe('#/history/bad');
    expect(screen.getByRole('link', { name: 'width 16, height 24, queued' }).getAttribute('href')).toBe('#/queue');
    expect(screen.getByText('not queued')).toBeTruthy();
    expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual(['width', 'height', '16', '32']);
    expect(screen.getAllByRole('rowheader').map(({ textContent }) => textContent)).toEqual(['8', '24']);
    expect(screen.getByRole('status').textContent).toBe('1 of 4 done, 1 failed, 1 run was not queued or not found');
  });

  it('teaches the next step while there is none, and says when one is not found', async () => {
    const { wrap } = createPageParts();
    const client = { history: () => Promise.resolve(buildHistory(['other'])) };
    const { unmount } = renderWithSession(<VariationsPanel group={null} onChoose={() => undefined} />, { wrap, client });
    expect(await screen.findByText('No variations yet')).toBeTruthy();
    unmount();
    renderWithSession(<VariationsPanel group="gone" onChoose={() => undefined} />, { wrap, client });
    expect(await screen.findByText('These variations are not among the jobs read so far')).toBeTruthy();
  });

  it('looks as far back as a set reaches', async () => {
    const { wrap } = createPageParts();
    const entries = Array.from({ length: 100 }, (_none, index) =>
      buildHistoryEntry(`r${index}`, {
        startedAtMs: 1_000 * (index + 1),
        extraData: note({ axes: ['width'], labels: [String(index)], at: [index], count: 100 }),
      }),
    );
    const history = ({ maxItems = 0 } = {}) => Promise.resolve(buildHistory(entries.slice(-maxItems)));
    renderWithSession(<VariationsPanel group="g" onChoose={() => undefined} />, { wrap, client: { history } });
    await waitFor(() => expect(screen.getAllByRole('link')).toHaveLength(100));
  });
});
