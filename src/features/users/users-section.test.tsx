import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { shiftNodes } from '@/graph/edit/nodes';
import { tinyDocument } from '@/components/run-workflow/fixtures/tiny-workflow';
import { ApiError } from '@/lib/errors';
import { toNodeId } from '@/protocol/ids';
import type { Users } from '@/protocol/userdata';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession, type RenderOptions } from '@/testing/render-with-session';
import { UsersSection } from './users-section';

type Client = NonNullable<RenderOptions['client']>;

const TWO: Users = {
  kind: 'multi',
  users: [
    { id: 'ann_1', name: 'Ann' },
    { id: 'bob_2', name: 'Bob' },
  ],
};

function renderUsers(client: Client) {
  const parts = createPageParts();
  const onReload = vi.fn();
  const view = renderWithSession(<UsersSection onReload={onReload} />, { client, wrap: parts.wrap });
  return { ...view, ...parts, onReload };
}

describe('the users of a server', () => {
  it('are listed, and choosing one keeps the choice and loads the page anew', async () => {
    const { user, workspace, session, onReload } = renderUsers({ users: () => Promise.resolve(TWO) });
    session.page.tabName.write('comfydeck:0123');
    await user.click(await screen.findByRole('button', { name: 'Switch to Bob' }));
    await waitFor(() => expect(onReload).toHaveBeenCalledOnce());
    expect(workspace.preferences.getState()).toMatchObject({ userId: 'bob_2', homeUserId: 'bob_2', displayName: 'Bob' });
    expect(session.page.tabName.read()).toBe('');
  });

  it('keep apart what is kept here: only the first one chosen takes over what was there', async () => {
    const { user, workspace, onReload } = renderUsers({ users: () => Promise.resolve(TWO) });
    workspace.setPreferences({ userId: 'ann_1', homeUserId: 'ann_1', displayName: 'Queen Ann' });
    const ann = within(await screen.findByRole('list', { name: 'Users' })).getAllByRole('listitem')[0];
    await waitFor(() => expect(ann?.textContent).toBe('Annyou'));
    await user.click(screen.getByRole('button', { name: 'Switch to Bob' }));
    await waitFor(() => expect(onReload).toHaveBeenCalledOnce());
    expect(workspace.preferences.getState()).toMatchObject({ userId: 'bob_2', homeUserId: 'ann_1', displayName: 'Queen Ann' });
  });

  it('a user the server lost leaves what is kept here to the next', async () => {
    const { user, workspace, onReload } = renderUsers({ users: () => Promise.resolve(TWO) });
    workspace.setPreferences({ userId: 'gone', homeUserId: 'gone' });
    await user.click(await screen.findByRole('button', { name: 'Switch to Ann' }));
    await waitFor(() => expect(onReload).toHaveBeenCalledOnce());
    expect(workspace.preferences.getState()).toMatchObject({ userId: 'ann_1', homeUserId: 'ann_1' });
  });

  it('are not switched while unsaved work would be lost', async () => {
    const { user, workspace, onReload } = renderUsers({ users: () => Promise.resolve(TWO) });
    const id = workspace.open(tinyDocument(), { name: 'Portrait', origin: { kind: 'draft' } });
    workspace.edit(id, (document) => shiftNodes(document, { graphId: 'root', nodeIds: [toNodeId(1)], by: { x: 1, y: 0 } }));
    const button = await screen.findByRole('button', { name: 'Switch to Bob' });
    workspace.documents.setState({ draftFailure: 'unavailable' });
    vi.spyOn(workspace, 'flush').mockResolvedValue();
    await user.click(button);
    expect(await screen.findAllByText(/Save first: Portrait/)).not.toEqual([]);
    expect(onReload).not.toHaveBeenCalled();
    expect(workspace.preferences.getState().userId).toBeNull();
  });

  it('whose id no browser can send cannot be chosen', async () => {
    renderUsers({ users: () => Promise.resolve({ kind: 'multi', users: [{ id: 'zoë', name: 'Zoë' }] }) });
    const button = await screen.findByRole('button', { name: 'Switch to Zoë' });
    expect(button).toHaveProperty('disabled', true);
    expect(button.title).toMatch(/users\.json/);
  });

  it('can be made; a name that is taken is said to be', async () => {
    const createUser = vi
      .fn<NonNullable<Client['createUser']>>()
      .mockResolvedValueOnce({ kind: 'refused', reason: 'Duplicate username.' })
      .mockResolvedValueOnce({ kind: 'created', userId: 'cid_3' });
    const { user, onReload } = renderUsers({ users: () => Promise.resolve(TWO), createUser });
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await user.click(screen.getByRole('button', { name: 'Create user' }));
    expect(screen.getByRole('alert').textContent).toBe('Give the user a name.');
    await user.type(name, ' Bob {Enter}');
    expect((await screen.findByRole('alert')).textContent).toMatch(/There is a user called “Bob” already/);
    await user.clear(name);
    await user.type(name, 'Cid{Enter}');
    expect(await screen.findByText('User Cid was created')).toBeDefined();
    expect(createUser.mock.calls.map(([made]) => made)).toEqual(['Bob', 'Cid']);
    expect(onReload).not.toHaveBeenCalled();
  });

  it('the first one is chosen at once', async () => {
    const { user, workspace, onReload } = renderUsers({
      users: () => Promise.resolve({ kind: 'multi', users: [] }),
      createUser: () => Promise.resolve({ kind: 'created', userId: 'ann_1' }),
    });
    await screen.findByText('This server has no users yet');
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Ann{Enter}');
    await waitFor(() => expect(onReload).toHaveBeenCalledOnce());
    expect(workspace.preferences.getState().userId).toBe('ann_1');
  });

  it('a server without them says what it would need, beside a disabled form', async () => {
    renderUsers({ users: () => Promise.resolve({ kind: 'single' }) });
    expect(await screen.findByText(/--multi-user to keep/)).toBeDefined();
    const button = screen.getByRole('button', { name: 'Create user' });
    expect(button).toHaveProperty('disabled', true);
    expect(button.title).toMatch(/without --multi-user/);
  });

  it('that cannot be listed can be asked for again', async () => {
    const users = vi.fn<NonNullable<Client['users']>>().mockRejectedValue(new ApiError('http', { status: 404, url: '' }));
    const { user } = renderUsers({ users });
    expect((await screen.findByRole('alert')).textContent).toMatch(/could not be listed/);
    users.mockResolvedValue(TWO);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('button', { name: 'Switch to Ann' })).toBeDefined();
  });
});
