// @vitest-environment node
import { screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startEmbeddedServer, type EmbeddedServer } from '@/embedded/index';
import type { WidgetSpec } from '@/graph/node-types/node-type';
import { objectInfoQuery } from '@/session/queries/node-types';
import { COMMIT, renderField, type RenderedField } from '@/testing/render-field';

const IMAGE: WidgetSpec = {
  kind: 'combo',
  default: null,
  options: [],
  upload: 'image',
  uploadFolder: 'input',
  isMultiselect: false,
  remoteRoute: null,
  control: null,
};

let server: EmbeddedServer;

beforeEach(async () => {
  server = await startEmbeddedServer({ maxUploadBytes: 10_000 });
});

afterEach(() => server.stop());

function renderUpload(): RenderedField {
  return renderField({ widget: IMAGE, value: '', nodeClass: 'LoadImage' }, { server });
}

async function choose({ user }: RenderedField, content: string, name = 'cat.png'): Promise<void> {
  await user.upload(screen.getByLabelText('File for x'), new File([content], name, { type: 'image/png' }));
}

it('chooses the uploaded file and reads the definition again, which then lists it', async () => {
  const view = renderUpload();
  const { queryClient } = view.session;
  const query = objectInfoQuery(view.session);
  await queryClient.query(query);
  const isListed = (): boolean => JSON.stringify(queryClient.getQueryData(query.queryKey)?.nodes.get('LoadImage')).includes('cat.png');
  expect(isListed()).toBe(false);
  await choose(view, 'one');
  await expect.poll(() => view.heard).toEqual(['cat.png', COMMIT]);
  await expect.poll(isListed).toBe(true);
});

it('takes the new name when another file has the old one', async () => {
  const view = renderUpload();
  await choose(view, 'one');
  await expect.poll(() => view.heard).toEqual(['cat.png', COMMIT]);
  await choose(view, 'two');
  await expect.poll(() => view.heard).toEqual(['cat.png', COMMIT, 'cat (1).png', COMMIT]);
  expect((await screen.findByRole('status')).textContent).toBe('Saved as cat (1).png: another file had the name');
});

it('learns from the answer what is too large when the server cannot say so before', async () => {
  server.control.failRoute('/features', 404);
  const view = renderUpload();
  await choose(view, 'x'.repeat(20_000), 'big.png');
  expect((await screen.findByRole('alert')).textContent).toMatch(/^big\.png is larger than the server takes\. /);
  expect(view.heard).toEqual([]);
});

it('asks the server for its limit first', async () => {
  const view = renderUpload();
  await vi.waitFor(() => expect(server.control.requests().map(({ path }) => path)).toContain('/api/features'));
  await vi.waitFor(() => expect(view.session.queryClient.isFetching()).toBe(0));
  await choose(view, 'x'.repeat(20_000), 'big.png');
  expect((await screen.findByRole('alert')).textContent).toMatch(/larger than the server takes \(10\.0 kB\)/);
  expect(server.control.requests().some(({ path }) => path.endsWith('/upload/image'))).toBe(false);
});

it('says when the connection breaks, and works again at the next try', async () => {
  server.control.failRoute('/upload/image', 'reset', 1);
  const view = renderUpload();
  await choose(view, 'one');
  expect((await screen.findByRole('alert')).textContent).toBe(
    'The connection broke while cat.png was sent. Nothing was changed; try again.',
  );
  await choose(view, 'one');
  await expect.poll(() => view.heard).toEqual(['cat.png', COMMIT]);
  expect(screen.queryByRole('alert')).toBeNull();
});

it('can be cancelled under way', async () => {
  server.control.slowRoute('/upload/image', 60_000);
  const view = renderUpload();
  await choose(view, 'one');
  await view.user.click(await screen.findByRole('button', { name: 'Cancel upload' }));
  expect((await screen.findByRole('status')).textContent).toBe('Upload of cat.png cancelled; nothing was changed');
  expect(view.heard).toEqual([]);
});
