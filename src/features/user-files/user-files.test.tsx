import { screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/lib/errors';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession, type RenderOptions } from '@/testing/render-with-session';
import { UserFilesSection } from './user-files-section';

type Client = NonNullable<RenderOptions['client']>;

function Routed({ first }: { readonly first: string | null }) {
  const [path, setPath] = useState(first);
  return <UserFilesSection selectedPath={path} onSelect={setPath} />;
}

/** A user's folder that others may change under the page. */
function createFiles(first: Readonly<Record<string, string>>) {
  const kept = new Map(Object.entries(first));
  const missing = (): never => {
    throw new ApiError('http', { status: 404, url: '' });
  };
  const written = (path: string) => ({ kind: 'written', file: { path, sizeBytes: 1, modifiedAtMs: 1, createdAtMs: null } }) as const;
  const toText = (body: string | Blob): Promise<string> => (typeof body === 'string' ? Promise.resolve(body) : body.text());
  const client: Client = {
    users: () => Promise.resolve({ kind: 'single' }),
    listUserEntries: () =>
      Promise.resolve(
        [...kept].map(([path, text]) => ({ path, name: path, type: 'file' as const, sizeBytes: text.length, modifiedAtMs: 1_000 })),
      ),
    readUserdataBytes: async (path) => new TextEncoder().encode((await Promise.resolve(kept.get(path))) ?? missing()),
    writeUserdata: async (path, body, { overwrite }) => {
      if (!overwrite && kept.has(path)) return { kind: 'exists' };
      kept.set(path, await toText(body));
      return written(path);
    },
    moveUserdata: (from, to, { overwrite }) => {
      if (!overwrite && kept.has(to)) return Promise.resolve({ kind: 'exists' });
      kept.set(to, kept.get(from) ?? missing());
      kept.delete(from);
      return Promise.resolve(written(to));
    },
    deleteUserdata: (path) => Promise.resolve(void kept.delete(path)),
  };
  return { kept, client };
}

function renderFiles(client: Client, selected: string | null = null) {
  return renderWithSession(<Routed first={selected} />, { client, wrap: createPageParts().wrap });
}

describe('the user’s files', () => {
  it('are a tree that the keyboard walks', async () => {
    const { client } = createFiles({ 'a.txt': 'x', 'workflows/b.json': '{}', 'workflows/deep/c.json': '[]' });
    const { user } = renderFiles(client);
    const tree = await screen.findByRole('tree', { name: 'Files' });
    const names = (): readonly string[] =>
      within(tree)
        .getAllByRole('treeitem')
        .map((item) => item.textContent);
    expect(names()).toEqual(['workflows', 'a.txt']);
    tree.focus();
    await user.keyboard('{ArrowRight}');
    expect(names()).toEqual(['workflows', 'deep', 'b.json', 'a.txt']);
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(await screen.findByRole('textbox', { name: 'Content of b.json' })).toHaveProperty('value', '{}');
    await user.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(names()).toEqual(['workflows', 'a.txt']);
  });

  it('are edited; what is no JSON is said to be', async () => {
    const { client, kept } = createFiles({ 'a.json': '{}' });
    const { user } = renderFiles(client, 'a.json');
    const content = await screen.findByRole('textbox', { name: 'Content of a.json' });
    await user.type(content, '!');
    expect(screen.getByRole('alert').textContent).toMatch(/no JSON/);
    expect(screen.getByRole('button', { name: 'Save as it is' })).toBeDefined();
    await user.clear(content);
    await user.type(content, '[[1]');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(kept.get('a.json')).toBe('[1]'));
    expect(await screen.findByText('Saved a.json')).toBeDefined();
  });

  it('that were changed elsewhere are kept beside what was edited here', async () => {
    const { client, kept } = createFiles({ 'a.txt': 'old' });
    const { user } = renderFiles(client, 'a.txt');
    await user.type(await screen.findByRole('textbox', { name: 'Content of a.txt' }), ' mine');
    kept.set('a.txt', 'theirs');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/Changed elsewhere meanwhile/);
    await user.click(screen.getByRole('button', { name: 'Keep both' }));
    expect(await screen.findByRole('textbox', { name: 'Content of a (1).txt' })).toHaveProperty('value', 'old mine');
    expect(Object.fromEntries(kept)).toEqual({ 'a.txt': 'theirs', 'a (1).txt': 'old mine' });
  });

  it('keep what was edited while one looks at another', async () => {
    const { client } = createFiles({ 'a.txt': 'old', 'b.txt': 'other' });
    const { user } = renderFiles(client, 'a.txt');
    await user.type(await screen.findByRole('textbox', { name: 'Content of a.txt' }), '!');
    await user.click(screen.getByRole('treeitem', { name: 'b.txt' }));
    await screen.findByRole('textbox', { name: 'Content of b.txt' });
    await user.click(screen.getByRole('treeitem', { name: 'a.txt' }));
    expect(await screen.findByRole('textbox', { name: 'Content of a.txt' })).toHaveProperty('value', 'old!');
  });

  it('are moved, but never over another, and deleted after a question', async () => {
    const { client, kept } = createFiles({ 'a#1 50% +ü.txt': 'x', 'b.txt': 'y' });
    const { user } = renderFiles(client, 'a#1 50% +ü.txt');
    await user.click(await screen.findByRole('button', { name: 'Rename or move' }));
    const path = await screen.findByRole('textbox', { name: 'Folder and name' });
    await user.clear(path);
    await user.type(path, '../b.txt{Enter}');
    expect(screen.getByRole('alert').textContent).toMatch(/“\.\.”/);
    await user.clear(path);
    await user.type(path, 'b.txt{Enter}');
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/There is b\.txt already/));
    await user.clear(path);
    await user.type(path, 'sub/c.txt{Enter}');
    expect(await screen.findByRole('article', { name: 'sub/c.txt' })).toBeDefined();
    expect(Object.fromEntries(kept)).toEqual({ 'b.txt': 'y', 'sub/c.txt': 'x' });
    await user.click(screen.getByRole('button', { name: 'Delete' }));
    await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect([...kept.keys()]).toEqual(['b.txt']));
    expect(await screen.findByText('Choose a file to see, edit, rename or delete it.')).toBeDefined();
  });

  it('are uploaded; a name that is taken keeps both', async () => {
    const { client, kept } = createFiles({ 'a.txt': 'old' });
    const { user } = renderFiles(client);
    await screen.findByRole('tree');
    await user.upload(screen.getByLabelText('Upload files', { selector: 'input' }), [new File(['new'], 'a.txt'), new File(['b'], 'b.txt')]);
    await user.click(await screen.findByRole('button', { name: 'Keep both' }));
    await waitFor(() => expect(Object.fromEntries(kept)).toEqual({ 'a.txt': 'old', 'b.txt': 'b', 'a (1).txt': 'new' }));
  });

  it('say so when there are none, when they cannot be listed and when an old server lists only some', async () => {
    const { client } = createFiles({});
    const { unmount: leaveOld } = renderFiles({
      ...client,
      listUserEntries: () => Promise.resolve(null),
      listUserdata: () => Promise.resolve([{ path: 'w/a.json', sizeBytes: 2, modifiedAtMs: 1, createdAtMs: null }]),
    });
    expect(await screen.findByText(/too old to list empty folders/)).toBeDefined();
    leaveOld();
    const { unmount: leaveEmpty } = renderFiles(client);
    expect(await screen.findByText('No files yet')).toBeDefined();
    leaveEmpty();
    renderFiles({ ...client, listUserEntries: () => Promise.reject(new ApiError('http', { status: 500, url: '' })) });
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeDefined();
  });
});
