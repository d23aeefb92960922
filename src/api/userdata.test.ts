import { afterEach, describe, expect, it } from 'vitest';
import { findApiBase } from '@/config/api-base';
import { startEmbeddedServer, type EmbeddedServer } from '@/embedded/index';
import { systemClock } from '@/lib/clock';
import { createApiClient, type ApiClient } from './client';

let server: EmbeddedServer | null = null;

async function connect(options: { multiUser?: boolean; userId?: () => string | null } = {}): Promise<ApiClient> {
  server ??= await startEmbeddedServer({ multiUser: options.multiUser ?? false });
  return createApiClient({ base: findApiBase(server.url), clock: systemClock, userId: options.userId ?? (() => null) });
}

afterEach(async () => {
  await server?.stop();
  server = null;
});

describe('files of a user', () => {
  it('writes, lists, reads, moves and deletes', async () => {
    const client = await connect();
    expect(await client.listUserdata('workflows')).toBeNull();
    const written = await client.writeUserdata('workflows/sub/ä b.json', '{"seed":18446744073709551615}', { overwrite: false });
    expect(written).toMatchObject({ kind: 'written', file: { path: 'workflows/sub/ä b.json', sizeBytes: 29 } });
    expect(await client.listUserdata('workflows')).toEqual([]);
    expect((await client.listUserdata('workflows', { recurse: true }))?.map((file) => file.path)).toEqual(['sub/ä b.json']);
    expect(await client.readUserdata('workflows/sub/ä b.json')).toBe('{"seed":18446744073709551615}');

    const moved = await client.moveUserdata('workflows/sub/ä b.json', 'workflows/c.json', { overwrite: false });
    expect(moved).toMatchObject({ kind: 'written', file: { path: 'workflows/c.json' } });
    expect((await client.listUserEntries('workflows'))?.map((entry) => [entry.path, entry.type])).toEqual([
      ['workflows/sub', 'directory'],
      ['workflows/c.json', 'file'],
    ]);
    await client.deleteUserdata('workflows/c.json');
    await expect(client.readUserdata('workflows/c.json')).rejects.toMatchObject({ code: 'http', status: 404 });
    await expect(client.deleteUserdata('workflows/c.json')).rejects.toMatchObject({ code: 'http', status: 404 });
    expect(await client.listUserEntries('nowhere')).toBeNull();
  });

  it('a taken name is an outcome, not an error', async () => {
    const client = await connect();
    await client.writeUserdata('a.json', '1', { overwrite: false });
    await client.writeUserdata('b.json', '2', { overwrite: false });
    expect(await client.writeUserdata('a.json', '3', { overwrite: false })).toEqual({ kind: 'exists' });
    expect(await client.moveUserdata('b.json', 'a.json', { overwrite: false })).toEqual({ kind: 'exists' });
    expect(await client.readUserdata('a.json')).toBe('1');
    expect(await client.writeUserdata('a.json', new Blob(['4']), { overwrite: true })).toMatchObject({ kind: 'written' });
    expect(await client.readUserdata('a.json')).toBe('4');
    await expect(client.moveUserdata('gone.json', 'x.json', { overwrite: true })).rejects.toMatchObject({ status: 404 });
  });

  it.each(['50% off.json', 'a%20b.json', '100%.json', 'quote\'"&?#+.json'])('a file may be called %s', async (name) => {
    const client = await connect();
    await client.writeUserdata(`workflows/${name}`, 'x', { overwrite: false });
    expect((await client.listUserdata('workflows'))?.map((file) => file.path)).toEqual([name]);
    expect(await client.readUserdata(`workflows/${name}`)).toBe('x');
  });

  it('an HTML file of the user is a file, not a proxy’s page', async () => {
    const client = await connect();
    await client.writeUserdata('note.html', '<b>x</b>', { overwrite: false });
    expect(await client.readUserdata('note.html')).toBe('<b>x</b>');
  });

  it('paths outside are refused', async () => {
    const client = await connect();
    await expect(client.writeUserdata('../../x', 'x', { overwrite: true })).rejects.toMatchObject({ code: 'http', status: 403 });
    await expect(client.listUserdata('../..')).rejects.toMatchObject({ code: 'http', status: 403 });
  });
});

describe('settings', () => {
  it('keeps values of any form', async () => {
    const client = await connect();
    expect(await client.setting('Deck.a')).toBeNull();
    await client.saveSetting('Deck.a', { list: [1, 'two', null] });
    await client.saveSetting('Deck/b?', 'text');
    expect(await client.setting('Deck.a')).toEqual({ list: [1, 'two', null] });
    expect(await client.settings()).toMatchObject({ 'Deck.a': { list: [1, 'two', null] }, 'Deck/b?': 'text' });
    await client.saveSetting('Deck.a', null);
    expect(await client.setting('Deck.a')).toBeNull();
  });
});

describe('users', () => {
  it('a single-user server says so', async () => {
    const client = await connect();
    expect(await client.users()).toEqual({ kind: 'single' });
  });

  it('a multi-user server keeps them apart by Comfy-User', async () => {
    let user: string | null = null;
    const client = await connect({ multiUser: true, userId: () => user });
    await expect(client.settings()).rejects.toMatchObject({ code: 'http', status: 401, body: expect.stringContaining('401') as string });
    const created = await client.createUser('Alice');
    expect(await client.createUser('Alice')).toEqual({ kind: 'refused', reason: 'Duplicate username.' });
    user = created.kind === 'created' ? created.userId : null;
    expect(await client.users()).toEqual({ kind: 'multi', users: [{ id: user, name: 'Alice' }] });
    await client.writeUserdata('mine.json', '1', { overwrite: false });
    expect(await client.settings()).toEqual({});

    const other = await client.createUser('Bob');
    user = other.kind === 'created' ? other.userId : null;
    await expect(client.readUserdata('mine.json')).rejects.toMatchObject({ code: 'http', status: 404 });
    user = null;
    await expect(client.listUserEntries('')).rejects.toMatchObject({ code: 'http', status: 403 });
    await expect(client.listUserdata('')).rejects.toMatchObject({ code: 'http' });
  });
});
