import { screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/lib/errors';
import type { ObjectInfo } from '@/protocol/object-info';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { LibraryPanel } from './library-panel';

const definition = (name: string, category: string) => ({
  name,
  display_name: name,
  category,
  description: `${name} does it.`,
  output: ['IMAGE'],
  input: {},
});
const info: ObjectInfo = {
  nodes: new Map([
    ['Blur', definition('Blur', 'image/filter')],
    ['Crop', definition('Crop', 'image')],
  ]),
  diagnostics: [],
};

function show(objectInfo: () => Promise<ObjectInfo> = () => Promise.resolve(info)) {
  const { workspace, wrap } = createPageParts();
  const onAdd = vi.fn((_name: string) => true);
  const utils = renderWithSession(<LibraryPanel onAdd={onAdd} />, { wrap, client: { objectInfo } });
  return { ...utils, workspace, onAdd };
}

const rows = (): readonly (string | null)[] => screen.getAllByRole('treeitem').map((row) => row.getAttribute('aria-label'));

describe('the node library', () => {
  it('is a tree that opens, adds and says what a type is, by the keys alone', async () => {
    const { user, onAdd } = show();
    const tree = await screen.findByRole('tree', { name: 'Node types' });
    expect(rows()).toEqual(['image', 'utils']);
    tree.focus();
    await user.keyboard('{ArrowRight}{ArrowDown}{ArrowRight}{ArrowDown}');
    expect(rows()).toEqual(['image', 'filter', 'Blur', 'Crop', 'utils']);
    expect(screen.getByText('Blur does it.')).toBeDefined();
    await user.keyboard('{Enter}');
    expect(onAdd).toHaveBeenCalledWith('Blur');
    await user.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(rows()).toEqual(['image', 'filter', 'Crop', 'utils']);
  });

  it('keeps favourites and what was added lately on shelves', async () => {
    const { user, workspace } = show();
    await user.type(await screen.findByRole('searchbox', { name: 'Filter node types' }), 'crop');
    const [found] = screen.getAllByRole('treeitem', { name: 'Crop' });
    await user.click(within(found ?? document.body).getByRole('button', { name: 'Mark Crop as favourite' }));
    expect(workspace.preferences.getState().favoriteNodes).toEqual(['Crop']);
    await user.clear(screen.getByRole('searchbox', { name: 'Filter node types' }));
    expect(rows().slice(0, 2)).toEqual(['Favourites', 'Crop']);
    screen.getByRole('tree').focus();
    await user.keyboard('{Home}{ArrowDown}f');
    expect(rows()).not.toContain('Favourites');
  });

  it('finds with filters, and says when nothing is found', async () => {
    const { user } = show();
    const field = await screen.findByRole('searchbox', { name: 'Filter node types' });
    await user.type(field, 'cat:filter');
    expect(rows()).toEqual(['Blur']);
    expect(screen.getByRole('status').textContent).toBe('1 type found');
    await user.type(field, ' zzz');
    expect(screen.getByRole('status').textContent).toBe('No node type matches.');
  });

  it('says when the list cannot be had, and tries again', async () => {
    const objectInfo = vi.fn((): Promise<ObjectInfo> => Promise.reject(new ApiError('http', { status: 403, url: '/object_info' })));
    const { user } = show(objectInfo);
    await screen.findByRole('alert');
    objectInfo.mockImplementation(() => Promise.resolve(info));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('tree')).toBeDefined();
  });

  it('says that a node needs a graph to go to', async () => {
    const { user, onAdd } = show();
    onAdd.mockReturnValue(false);
    await user.type(await screen.findByRole('searchbox', { name: 'Filter node types' }), 'crop');
    await user.click(screen.getByRole('treeitem', { name: 'Crop' }));
    expect(await screen.findByText(/Open a workflow first/)).toBeDefined();
  });
});
