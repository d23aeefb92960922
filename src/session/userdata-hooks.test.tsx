// @vitest-environment node
import { screen } from '@testing-library/react';
import { useQuery } from '@tanstack/react-query';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedServer } from '@/embedded/index';
import type { EmbeddedServer } from '@/embedded/index';
import { renderWithSession } from '@/testing/render-with-session';
import { useCreateUser, useDeleteUserdata, useMoveUserdata, useSaveSetting, useWriteUserdata } from './mutations/userdata';
import { settingsQuery, userdataQuery } from './queries/userdata';
import { useSession } from './session-provider';

function Files() {
  const session = useSession();
  const files = useQuery(userdataQuery(session, 'workflows'));
  const settings = useQuery(settingsQuery(session));
  const write = useWriteUserdata();
  const move = useMoveUserdata();
  const remove = useDeleteUserdata();
  const save = useSaveSetting();
  const create = useCreateUser();
  const names = files.data?.map((file) => file.path);
  return (
    <>
      <p>{`files: ${names?.length === 0 ? 'empty' : (names?.join(' ') ?? 'none')}`}</p>
      <p>{`language: ${JSON.stringify(settings.data?.['language'] ?? null)}`}</p>
      <p>{`written: ${write.data?.kind ?? write.status}`}</p>
      <p>{`created: ${create.data?.kind ?? create.status}`}</p>
      <button onClick={() => write.mutate({ path: 'workflows/a.json', body: '{}', overwrite: false })}>Write</button>
      <button onClick={() => move.mutate({ from: 'workflows/a.json', to: 'workflows/sub/b.json', overwrite: false })}>Move</button>
      <button onClick={() => remove.mutate('workflows/sub/b.json')}>Delete</button>
      <button onClick={() => save.mutate({ id: 'language', value: 'de' })}>Save</button>
      <button onClick={() => create.mutate('anna')}>Create</button>
    </>
  );
}

describe('files and settings of the user', () => {
  let server: EmbeddedServer;
  beforeAll(async () => {
    server = await startEmbeddedServer();
  });
  afterAll(() => server.stop());

  it('show every change', async () => {
    const { user } = renderWithSession(<Files />, { server });
    const click = (name: string) => user.click(screen.getByRole('button', { name }));
    await screen.findByText('files: none');
    await click('Write');
    await screen.findByText('files: a.json');
    await screen.findByText('written: written');
    await click('Write');
    await screen.findByText('written: exists');
    await click('Move');
    await screen.findByText('files: sub/b.json');
    await click('Delete');
    await screen.findByText('files: empty');
    await click('Save');
    await screen.findByText('language: "de"');
    expect(screen.getByText('created: idle')).toBeTruthy();
  });

  it('create users where the server keeps them apart', async () => {
    const shared = await startEmbeddedServer({ multiUser: true });
    const { user } = renderWithSession(<Files />, { server: shared });
    await user.click(screen.getByRole('button', { name: 'Create' }));
    await screen.findByText('created: created');
    await user.click(screen.getByRole('button', { name: 'Create' }));
    await screen.findByText('created: refused');
    await shared.stop();
  });
});
