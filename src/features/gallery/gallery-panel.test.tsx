import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { ApiClient } from '@/api/client';
import { ApiError } from '@/lib/errors';
import type { JsonObject } from '@/lib/json';
import type { History, HistoryEntry } from '@/protocol/history';
import { toNodeId, toPromptId } from '@/protocol/ids';
import { buildHistory, buildHistoryEntry, buildQueue } from '@/testing/builders';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { commands } from './commands';
import type { GalleryFilters } from './gallery-items';
import { GalleryPanel } from './gallery-panel';

interface ShowOptions {
  readonly filters?: GalleryFilters;
  readonly output?: string;
}

/** The panel with its address kept beside it. */
function show(client: Partial<ApiClient>, options: ShowOptions = {}) {
  const parts = createPageParts();
  return { ...renderWithSession(<Routed {...options} />, { client, wrap: parts.wrap }), workspace: parts.workspace };
}

function Routed({ filters: first = {}, output: firstOutput }: ShowOptions) {
  const [filters, setFilters] = useState(first);
  const [output, setOutput] = useState<string | null>(firstOutput ?? null);
  return (
    <GalleryPanel
      layout="page"
      filters={filters}
      onFiltersChange={setFilters}
      {...(output === null ? {} : { openOutput: output })}
      onOpenOutput={setOutput}
    />
  );
}

function withHistory(entries: readonly (string | HistoryEntry)[]): Partial<ApiClient> {
  return { history: () => Promise.resolve(buildHistory(entries)) };
}

const file = (filename: string, change: JsonObject = {}): JsonObject => ({ filename, subfolder: '', type: 'output', ...change });
const MIXED = buildHistoryEntry('p2', {
  outputs: {
    '2': { images: [file('a.png', { subfolder: 'deep' }), file('clip.mp4')] },
    '3': { audio: [file('song.flac')], text: ['a haiku'], '3d': [file('thing.glb')], other: [file('data.bin')] },
  },
  prompt: { '6': { class_type: 'CLIPTextEncode', inputs: { text: 'a lighthouse' } } },
});

const tiles = () => within(screen.getByRole('list', { name: 'Outputs' })).getAllByRole('listitem');
const refs = () => tiles().map((tile) => tile.dataset['output']);

describe('the gallery panel', () => {
  it('shows the shape of tiles while the history is read', () => {
    show({ history: () => new Promise(() => undefined) });
    expect(within(screen.getByRole('region', { name: 'Gallery' })).getByRole('status', { name: 'Reading the outputs' })).toBeTruthy();
  });

  it('says what will appear when there is nothing yet', async () => {
    show({});
    expect(await screen.findByText('No outputs yet')).toBeTruthy();
  });

  it('says why the outputs cannot be read, and tries again', async () => {
    const history = vi.fn(() => Promise.reject<History>(new ApiError('http', { status: 403, url: '/history' })));
    const { user } = show({ history });
    const alert = await screen.findByRole('alert', {}, { timeout: 10_000 });
    expect(alert.textContent).toContain('The outputs could not be read');
    history.mockResolvedValue(buildHistory(['p1']));
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    await screen.findByRole('list', { name: 'Outputs' });
    expect(refs()).toEqual(['output/p1.png']);
  });

  it('lists outputs of every kind, newest run first', async () => {
    show(withHistory(['p1', MIXED]));
    await screen.findByRole('list', { name: 'Outputs' });
    expect(refs()).toEqual([
      'output/deep/a.png',
      'output/clip.mp4',
      'output/song.flac',
      'text/p2/3/3',
      'output/thing.glb',
      'output/data.bin',
      'output/p1.png',
    ]);
    expect(screen.getByText('a haiku', { selector: 'button p' })).toBeTruthy();
  });

  it('loads at most four pictures at once, named by prompt or file', async () => {
    const outputs = { '2': { images: [1, 2, 3, 4, 5, 6].map((n) => file(`${n}.png`)) } };
    show(withHistory([buildHistoryEntry('p1', { outputs })]));
    await screen.findByRole('list', { name: 'Outputs' });
    const pictures = () => screen.getAllByRole<HTMLImageElement>('img');
    expect(pictures().map(({ src }) => new URL(src).searchParams.get('filename'))).toEqual(['1.png', '2.png', '3.png', '4.png']);
    expect(new URL(pictures()[0]?.src ?? '').searchParams.get('rand')).toBe('p1');
    expect(pictures()[0]?.alt).toBe('Output 1.png');
    fireEvent.load(pictures()[1] ?? document.body);
    expect(pictures()).toHaveLength(5);
    fireEvent.error(pictures()[0] ?? document.body);
    expect(screen.getByRole('img', { name: 'Output 1.png (not available)' })).toBeTruthy();
    expect(pictures().filter((one) => one.tagName === 'IMG')).toHaveLength(5);
  });

  it('filters by kind and text, and shows all again', async () => {
    const { user } = show(withHistory(['p1', MIXED]));
    await screen.findByRole('list', { name: 'Outputs' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), 'video');
    expect(refs()).toEqual(['output/clip.mp4']);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), '');
    await user.type(screen.getByRole('searchbox', { name: 'Search outputs' }), 'lighthouse');
    await waitFor(() => expect(tiles()).toHaveLength(6));
    await user.type(screen.getByRole('searchbox', { name: 'Search outputs' }), ' castle');
    expect(await screen.findByText('No output fits')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show all outputs' }));
    expect(tiles()).toHaveLength(7);
  });

  it('shows one run, and leaves it', async () => {
    const { user } = show(withHistory(['p1', MIXED]), { filters: { run: 'p1' } });
    await screen.findByRole('list', { name: 'Outputs' });
    expect(refs()).toEqual(['output/p1.png']);
    await user.click(screen.getByRole('button', { name: 'Show outputs of all runs' }));
    expect(tiles()).toHaveLength(7);
  });

  it('remembers the size of tiles', async () => {
    const { workspace } = show(withHistory(['p1']));
    await screen.findByRole('list', { name: 'Outputs' });
    fireEvent.change(screen.getByRole('slider', { name: 'Tile size' }), { target: { value: '320' } });
    expect(workspace.preferences.getState().galleryTileSizePx).toBe(320);
  });

  it('shows the live preview of a running job first, labelled so', async () => {
    const { session } = show({ ...withHistory(['p1']), queue: () => Promise.resolve(buildQueue(['p9'])) });
    await screen.findByRole('list', { name: 'Outputs' });
    expect(tiles()).toHaveLength(1);
    const id = toPromptId('p9');
    act(() =>
      session.live.setState({ previews: { [toNodeId('1')]: { promptId: id, nodeId: toNodeId('1'), url: 'blob:live', blob: new Blob() } } }),
    );
    await waitFor(() => expect(tiles()).toHaveLength(2));
    const [live] = tiles();
    expect(live?.dataset['jobState']).toBe('running');
    expect(live?.textContent).toBe('Live preview');
    expect(screen.getByRole<HTMLImageElement>('img', { name: 'Live preview of Job p9' }).src).toBe('blob:live');
  });

  it('is one tab stop; arrows move in two dimensions', async () => {
    const outputs = { '2': { images: [1, 2, 3, 4].map((n) => file(`${n}.png`)) } };
    const { user } = show(withHistory([buildHistoryEntry('p1', { outputs })]));
    await screen.findByRole('list', { name: 'Outputs' });
    const isFocused = (n: number): boolean => screen.getByRole('button', { name: `Show ${n}.png` }).matches(':focus');
    for (const _stop of ['choose', 'slider', 'search', 'kind', 'filters', 'grid']) await user.tab();
    expect(isFocused(1)).toBe(true);
    // Two columns at the usual width.
    await user.keyboard('{ArrowDown}');
    expect(isFocused(3)).toBe(true);
    await user.keyboard('{ArrowRight}');
    expect(isFocused(4)).toBe(true);
    await user.keyboard('{ArrowLeft}{ArrowUp}');
    expect(isFocused(1)).toBe(true);
  });
});

it('the command opens the newest output', async () => {
  const { session } = show(withHistory(['p1', buildHistoryEntry('p2', { outputs: {} })]));
  await screen.findByRole('list', { name: 'Outputs' });
  const navigate = vi.fn();
  const [command] = commands;
  const context = { session, workspace: createPageParts().workspace, navigate, announce: vi.fn() };
  expect(command?.isEnabled?.(context)).toBe(true);
  await command?.run(context);
  expect(navigate).toHaveBeenCalledWith('/gallery/output/p1.png');
});
