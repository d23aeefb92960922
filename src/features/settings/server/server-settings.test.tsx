import { screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/lib/errors';
import type { JsonObject, JsonValue } from '@/lib/json';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession, type RenderOptions } from '@/testing/render-with-session';
import { ServerSettingsSection } from './server-settings-section';

type Client = NonNullable<RenderOptions['client']>;

function Routed() {
  const [search, setSearch] = useState('');
  return <ServerSettingsSection search={search} onSearch={setSearch} />;
}

/** A server's settings that others may change under the page. */
function createSettings(first: JsonObject) {
  const kept = new Map(Object.entries(first));
  const saved: (readonly [string, JsonValue])[] = [];
  const client: Client = {
    users: () => Promise.resolve({ kind: 'single' }),
    settings: () => Promise.resolve(Object.fromEntries(kept)),
    setting: (id) => Promise.resolve(kept.get(id) ?? null),
    saveSetting: (id, value) => {
      kept.set(id, value);
      saved.push([id, value]);
      return Promise.resolve();
    },
  };
  return { kept, saved, client };
}

function renderSettings(client: Client) {
  return renderWithSession(<Routed />, { client, wrap: createPageParts().wrap });
}

describe('the server’s settings', () => {
  it('are edited as values of their kind, exact to the last digit', async () => {
    const { client, saved } = createSettings({ 'Comfy.Seed': 18446744073709551615n, 'Comfy.Name': 'x', 'Comfy.Keys': [{ a: 1 }] });
    const { user } = renderSettings(client);
    await user.click(await screen.findByRole('button', { name: 'Edit Comfy.Seed' }));
    const value = await screen.findByRole('textbox', { name: 'Value' });
    expect(value).toHaveProperty('value', '18446744073709551615');
    await user.clear(value);
    await user.type(value, '12 apples');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByRole('alert').textContent).toMatch(/no number/);
    await user.clear(value);
    await user.type(value, '18446744073709551614');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Value' })).toBeNull());
    expect(saved).toEqual([['Comfy.Seed', 18446744073709551614n]]);

    await user.click(screen.getByRole('button', { name: 'Edit Comfy.Keys' }));
    expect(await screen.findByRole('textbox', { name: 'Value' })).toHaveProperty('value', JSON.stringify([{ a: 1 }], null, 2));
  });

  it('are switched in the list', async () => {
    const { client, saved } = createSettings({ 'Comfy.Snap': false });
    const { user } = renderSettings(client);
    await user.click(await screen.findByRole('checkbox', { name: 'Comfy.Snap' }));
    await waitFor(() => expect(screen.getByRole('checkbox', { name: 'Comfy.Snap' })).toHaveProperty('checked', true));
    expect(saved).toEqual([['Comfy.Snap', true]]);
  });

  it('that were changed elsewhere meanwhile are not overwritten unasked', async () => {
    const { client, saved, kept } = createSettings({ 'Comfy.Name': 'mine' });
    const { user } = renderSettings(client);
    await user.click(await screen.findByRole('button', { name: 'Edit Comfy.Name' }));
    const value = await screen.findByRole('textbox', { name: 'Value' });
    await user.type(value, '!');
    kept.set('Comfy.Name', 'theirs');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/Changed elsewhere meanwhile.*theirs/);
    expect(saved).toEqual([]);
    expect(value).toHaveProperty('value', 'mine!');
    await user.click(screen.getByRole('button', { name: 'Take the server’s' }));
    expect(screen.getByRole('textbox', { name: 'Value' })).toHaveProperty('value', 'theirs');
    await user.type(screen.getByRole('textbox', { name: 'Value' }), '?');
    kept.set('Comfy.Name', 'theirs again');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await user.click(await screen.findByRole('button', { name: 'Save mine anyway' }));
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Value' })).toBeNull());
    expect(saved).toEqual([['Comfy.Name', 'theirs?']]);
  });

  it('are reset to null after a question', async () => {
    const { client, saved } = createSettings({ 'Comfy.Name': 'mine', 'Comfy.Unset': null });
    const { user } = renderSettings(client);
    expect(await screen.findByRole('button', { name: 'Reset Comfy.Unset' })).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('button', { name: 'Reset Comfy.Name' }));
    await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Reset' }));
    await waitFor(() => expect(saved).toEqual([['Comfy.Name', null]]));
    expect(await screen.findAllByText('not set')).toHaveLength(2);
  });

  it('can be added, as any kind; an id that exists is refused', async () => {
    const { client, saved } = createSettings({ 'Comfy.Name': 'mine' });
    const { user } = renderSettings(client);
    await user.click(await screen.findByRole('button', { name: 'Add setting' }));
    const id = await screen.findByRole('textbox', { name: 'Id' });
    await user.type(id, 'Comfy.Name');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByRole('alert').textContent).toMatch(/Edit that one instead/);
    await user.clear(id);
    await user.type(id, 'Deck.Size');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind of value' }), 'Number');
    await user.clear(screen.getByRole('textbox', { name: 'Value' }));
    await user.type(screen.getByRole('textbox', { name: 'Value' }), '0.5');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(saved).toEqual([['Deck.Size', 0.5]]));
  });

  it('are found by id and value; of 500 only those near the view exist', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`Pack.Setting${n}`, n === 321 ? 'needle' : n]));
    const { user } = renderSettings(createSettings(many).client);
    await screen.findByText('500 settings');
    expect(screen.getAllByRole('listitem').length).toBeLessThan(60);
    await user.type(screen.getByRole('searchbox', { name: 'Search settings' }), 'pack needle');
    expect(await screen.findByText('1 of 500 settings')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Edit Pack.Setting321' })).toBeDefined();
  });

  it('teach what comes here when there are none, and can be asked for again when they fail', async () => {
    const settings = vi.fn<NonNullable<Client['settings']>>().mockRejectedValue(new ApiError('http', { status: 404, url: '' }));
    const { user } = renderSettings({ users: () => Promise.resolve({ kind: 'single' }), settings });
    expect((await screen.findByRole('alert')).textContent).toMatch(/could not be read/);
    settings.mockResolvedValue({});
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('The server keeps no settings yet')).toBeDefined();
  });

  it('need a user where users are kept apart', async () => {
    renderSettings({ users: () => Promise.resolve({ kind: 'multi', users: [] }) });
    expect(await screen.findByText('No user is chosen')).toBeDefined();
    expect(screen.getByRole('link', { name: 'Choose user' })).toBeDefined();
  });
});
