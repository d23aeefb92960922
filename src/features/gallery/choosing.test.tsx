import { screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import type { ApiClient } from '@/api/client';
import { ApiError } from '@/lib/errors';
import { buildHistory, buildHistoryEntry } from '@/testing/builders';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { GalleryPanel } from './gallery-panel';

const FILE = /^comfydeck\/marks\/\d{4}-\d{2}\.json$/;

function Routed() {
  const [output, setOutput] = useState<string | null>(null);
  const [filters, setFilters] = useState({});
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

/** A server that keeps the user's files; `files` may be shared by two pages. */
function createUserFiles(files = new Map<string, string>()) {
  const client: Partial<ApiClient> = {
    listUserdata: (folder) =>
      Promise.resolve(
        [...files.keys()].map((path) => ({ path: path.slice(folder.length + 1), sizeBytes: 1, modifiedAtMs: 0, createdAtMs: 0 })),
      ),
    readUserdata: (path) => {
      const text = files.get(path);
      return text === undefined ? Promise.reject(new ApiError('http', { status: 404, url: path })) : Promise.resolve(text);
    },
    writeUserdata: (path, body) => {
      files.set(path, typeof body === 'string' ? body : '');
      return Promise.resolve({ kind: 'written', file: { path, sizeBytes: 1, modifiedAtMs: 0, createdAtMs: 0 } });
    },
  };
  return { files, client };
}

async function show(client: Partial<ApiClient> = createUserFiles().client) {
  const images = [1, 2, 3, 4, 5].map((n) => ({ filename: `${n}.png`, subfolder: '', type: 'output' }));
  const entry = buildHistoryEntry('p1', { outputs: { '2': { images } } });
  const view = renderWithSession(<Routed />, {
    client: { history: () => Promise.resolve(buildHistory([entry])), ...client },
    wrap: createPageParts().wrap,
  });
  await screen.findByRole('button', { name: 'Show 1.png' });
  return view;
}

const tile = (n: number) => screen.getByRole('button', { name: new RegExp(`^Show ${n}\\.png`) });
const chosen = () =>
  screen
    .queryAllByRole('button', { name: /, chosen$/ })
    .map((button) => button.getAttribute('aria-label')?.slice(5, 6))
    .join('');

describe('choosing several outputs', () => {
  it('works by keys: one, a range, all, none', async () => {
    const { user } = await show();
    tile(2).focus();
    await user.keyboard('s');
    expect(chosen()).toBe('2');
    await user.keyboard('{Shift>}{ArrowRight}{ArrowRight}{/Shift}');
    expect(chosen()).toBe('234');
    expect(tile(4).matches(':focus')).toBe(true);
    await user.keyboard('{Control>}a{/Control}');
    expect(chosen()).toBe('12345');
    expect(screen.getByRole('toolbar', { name: 'Chosen outputs' }).textContent).toContain('5 chosen');
    await user.keyboard('{Escape}');
    expect(chosen()).toBe('');
    expect(screen.queryByRole('toolbar', { name: 'Chosen outputs' })).toBeNull();
  });

  it('works by clicks with Ctrl and Shift, and by plain clicks while choosing', async () => {
    const { user } = await show();
    await user.keyboard('{Control>}');
    await user.click(tile(2));
    await user.keyboard('{/Control}{Shift>}');
    await user.click(tile(4));
    await user.keyboard('{/Shift}');
    expect(chosen()).toBe('234');
    await user.click(screen.getByRole('button', { name: 'Choose none' }));
    await user.click(screen.getByRole('button', { name: 'Choose several' }));
    await user.click(tile(5));
    expect(chosen()).toBe('5');
    expect(screen.queryByRole('dialog', { name: 'Viewer' })).toBeNull();
  });

  it('compares the pictures that were chosen', async () => {
    const { user } = await show();
    await user.click(screen.getByRole('button', { name: 'Choose several' }));
    for (const n of [1, 3, 5]) await user.click(tile(n));
    await user.click(screen.getByRole('button', { name: 'Compare' }));
    const compare = await screen.findByRole('region', { name: 'Compare' }, { timeout: 10_000 });
    expect(
      within(compare)
        .getAllByRole('img')
        .map((image) => image.getAttribute('alt')),
    ).toEqual(['Output 1.png', 'Output 3.png', 'Output 5.png']);
  });
});

describe('judging outputs', () => {
  it('marks by keys, steps on after a verdict, and keeps it on the server', async () => {
    const { client, files } = createUserFiles();
    const { user } = await show(client);
    tile(1).focus();
    await user.keyboard('f4y');
    expect(tile(2).matches(':focus')).toBe(true);
    await user.keyboard('x');
    expect(tile(3).matches(':focus')).toBe(true);
    expect(within(tile(1)).getByRole('img', { name: 'Favourite' })).toBeTruthy();
    expect(within(tile(1)).getByRole('img', { name: '4 stars' })).toBeTruthy();
    expect(within(tile(2)).getByRole('img', { name: 'Rejected' })).toBeTruthy();
    await waitFor(() => expect([...files.values()].join('')).toContain('"reject"'));
    expect([...files.keys()].every((path) => FILE.test(path))).toBe(true);
  });

  it('shows what another browser marked', async () => {
    const { client, files } = createUserFiles();
    const mark = { isFavourite: true, rating: 2, verdict: null, tags: [], atMs: 5 };
    files.set('comfydeck/marks/2026-10.json', JSON.stringify({ format: 'comfydeck-marks', outputs: { 'output/3.png': mark } }));
    await show(client);
    expect(await within(tile(3)).findByRole('img', { name: '2 stars' })).toBeTruthy();
  });

  it('says when a mark could not be kept', async () => {
    const { user } = await show({ ...createUserFiles().client, writeUserdata: () => Promise.reject(new ApiError('network', { url: '' })) });
    tile(1).focus();
    await user.keyboard('f');
    expect(await screen.findAllByText(/What you marked could not be kept on the server/)).not.toHaveLength(0);
  });

  it('filters by marks chosen below More filters', async () => {
    const { user } = await show();
    tile(2).focus();
    await user.keyboard('f');
    await user.click(screen.getByRole('button', { name: 'More filters' }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Marks' }), 'Favourites');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Show 1.png' })).toBeNull());
    expect(tile(2)).toBeTruthy();
  });

  it('goes on in the viewer, where tags are added too', async () => {
    const { user } = await show();
    await user.click(tile(1));
    const viewer = await screen.findByRole('dialog', { name: 'Viewer' });
    await user.keyboard('x');
    expect(await within(viewer).findByText(', 2 of 5')).toBeTruthy();
    await user.type(within(viewer).getByRole('textbox', { name: 'Add tag' }), 'sea{Enter}');
    await user.click(within(viewer).getByRole('button', { name: '3 stars' }));
    expect(within(viewer).getByRole('button', { name: 'Remove tag sea' })).toBeTruthy();
    expect(within(viewer).getByRole('button', { name: '3 stars' }).getAttribute('aria-pressed')).toBe('true');
  });
});

describe('outputs in one file', () => {
  it('says which could not be read, and packs the others', async () => {
    const packed: Blob[] = [];
    URL.createObjectURL = (blob: Blob) => {
      packed.push(blob);
      return 'blob:x';
    };
    const readFile: ApiClient['readFile'] = ({ filename }) =>
      filename === '2.png' ? Promise.reject(new ApiError('http', { status: 404, url: '' })) : Promise.resolve(new Uint8Array([1, 2, 3]));
    const { user } = await show({ ...createUserFiles().client, readFile });
    tile(1).focus();
    await user.keyboard('s{Shift>}{ArrowRight}{/Shift}');
    await user.click(screen.getByRole('button', { name: 'Download as ZIP' }));
    const dialog = await screen.findByRole('dialog', { name: 'Download 2 outputs' }, { timeout: 10_000 });
    await user.click(within(dialog).getByRole('button', { name: 'Download' }));
    expect(await screen.findAllByText('1 file left out, could not be read: 2.png')).not.toHaveLength(0);
    expect(packed).toHaveLength(1);
    expect(await packed[0]?.text()).toContain('1.png');
  });

  it('asks before the history is deleted, and says that files stay', async () => {
    const deleted: unknown[] = [];
    const deleteHistory: ApiClient['deleteHistory'] = (ids) => {
      deleted.push(...ids);
      return Promise.resolve();
    };
    const { user } = await show({ ...createUserFiles().client, deleteHistory });
    tile(1).focus();
    await user.keyboard('s');
    await user.click(screen.getByRole('button', { name: 'Delete from history' }));
    const dialog = await screen.findByRole('alertdialog');
    expect(dialog.textContent).toContain('The files stay on the server');
    await user.click(within(dialog).getByRole('button', { name: 'Delete from history' }));
    await waitFor(() => expect(deleted).toEqual(['p1']));
  });
});
