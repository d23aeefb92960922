import { screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { shiftNodes } from '@/graph/edit/nodes';
import { ApiError } from '@/lib/errors';
import { parseObjectInfo } from '@/protocol/object-info';
import { toNodeId } from '@/protocol/ids';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession, type RenderOptions } from '@/testing/render-with-session';
import { isUnsaved } from '@/workspace/documents';
import { tinyDocument } from '../run-workflow/fixtures/tiny-workflow';
import { ExportPromptButton, SaveWorkflowButton } from './save-buttons';
import { SaveDialogs } from './save-dialogs';

type Client = NonNullable<RenderOptions['client']>;
const downloads: string[] = [];

beforeEach(() => {
  downloads.length = 0;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
    downloads.push(this.download);
  });
});
afterEach(() => vi.restoreAllMocks());

function renderPart(client: Client = {}) {
  const parts = createPageParts();
  const id = parts.workspace.open(tinyDocument(), { name: 'Portrait', origin: { kind: 'draft' } });
  parts.workspace.edit(id, (document) => shiftNodes(document, { graphId: 'root', nodeIds: [toNodeId(1)], by: { x: 1, y: 0 } }));
  const view = renderWithSession(
    <>
      <SaveWorkflowButton />
      <ExportPromptButton />
      <SaveDialogs />
    </>,
    { client, wrap: parts.wrap },
  );
  const open = () => {
    const found = parts.workspace.documents.getState().documents[id];
    if (found === undefined) throw new Error('not open');
    return found;
  };
  return { ...view, ...parts, id, open };
}

const written = (path: string) => ({ kind: 'written', file: { path, sizeBytes: 1, modifiedAtMs: 5_000, createdAtMs: null } }) as const;

describe('the button "Save workflow"', () => {
  it('asks a new document for its name and saves it on the server', async () => {
    const writeUserdata = vi.fn<NonNullable<Client['writeUserdata']>>((path) => Promise.resolve(written(path)));
    const { user, open } = renderPart({ writeUserdata });
    await user.click(screen.getByRole('button', { name: 'Save workflow' }));
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, 'people/Ada{Enter}');
    expect(await screen.findByText('Saved on the server as workflows/people/Ada.json')).toBeDefined();
    expect(writeUserdata.mock.calls[0]?.[0]).toBe('workflows/people/Ada.json');
    expect(open()).toMatchObject({ name: 'people/Ada', origin: { kind: 'userdata', path: 'workflows/people/Ada.json', modified: 5_000 } });
    expect(isUnsaved(open())).toBe(false);
  });

  it('does not take a name that leaves the folder', async () => {
    const { user, open } = renderPart();
    await user.click(screen.getByRole('button', { name: 'Save workflow' }));
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.click(screen.getByRole('button', { name: 'Save on the server' }));
    expect(screen.getByRole('alert').textContent).toBe('Give the workflow a name.');
    await user.type(name, '../settings{Enter}');
    expect(screen.getByRole('alert').textContent).toMatch(/cannot hold/);
    expect(isUnsaved(open())).toBe(true);
  });

  it('asks before it overwrites', async () => {
    const writeUserdata = vi.fn<NonNullable<Client['writeUserdata']>>((path, _body, { overwrite }) =>
      Promise.resolve(overwrite ? written(path) : { kind: 'exists' }),
    );
    const { user, open } = renderPart({ writeUserdata });
    await user.click(screen.getByRole('button', { name: 'Save workflow' }));
    await user.click(await screen.findByRole('button', { name: 'Save on the server' }));
    const question = await screen.findByRole('alertdialog', { name: 'Overwrite the saved workflow?' });
    expect(question.textContent).toMatch(/workflows\/Portrait\.json/);
    expect(isUnsaved(open())).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Overwrite' }));
    await waitFor(() => expect(isUnsaved(open())).toBe(false));
  });

  it('can save to a file instead', async () => {
    const { user, open } = renderPart();
    await user.click(screen.getByRole('button', { name: 'Save workflow' }));
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, 'Ada');
    await user.click(screen.getByRole('button', { name: 'Save to a file' }));
    expect(downloads).toEqual(['Ada.json']);
    expect(open()).toMatchObject({ name: 'Ada', origin: { kind: 'file', fileName: 'Ada.json' } });
  });

  it('says why nothing could be saved', async () => {
    const refuse = () => Promise.reject(new ApiError('http', { url: '', status: 401 }));
    const { user, open } = renderPart({ writeUserdata: refuse });
    await user.click(screen.getByRole('button', { name: 'Save workflow' }));
    await user.click(await screen.findByRole('button', { name: 'Save on the server' }));
    expect(await screen.findAllByText(/“Portrait” was not saved.*401/)).not.toEqual([]);
    expect(isUnsaved(open())).toBe(true);
  });

  it('is off without a document, and says so', () => {
    const { workspace, id, rerender } = renderPart();
    workspace.close(id);
    rerender(<SaveWorkflowButton />);
    const button = screen.getByRole('button', { name: 'Save workflow' });
    expect(button).toHaveProperty('disabled', true);
    expect(button.title).toBe('No workflow is open');
  });
});

describe('the button "Export API prompt"', () => {
  it('downloads the prompt', async () => {
    const info = parseObjectInfo({
      EmptyImage: { input: { required: { width: ['INT'], height: ['INT'], batch_size: ['INT'], color: ['INT'] } }, output: ['IMAGE'] },
      SaveImage: { input: { required: { images: ['IMAGE'], filename_prefix: ['STRING'] } }, output: [], output_node: true },
    });
    const { user } = renderPart({ objectInfo: () => Promise.resolve(info) });
    await user.click(screen.getByRole('button', { name: 'Export API prompt' }));
    expect(await screen.findByText('API prompt exported to Portrait-api.json')).toBeDefined();
    expect(downloads).toEqual(['Portrait-api.json']);
  });

  it('exports nothing without node types, and says so', async () => {
    const refuse = () => Promise.reject(new ApiError('http', { url: '', status: 500 }));
    const { user } = renderPart({ objectInfo: refuse });
    await user.click(screen.getByRole('button', { name: 'Export API prompt' }));
    expect(await screen.findAllByText(/Nothing exported.*500/)).not.toEqual([]);
    expect(downloads).toEqual([]);
  });
});
