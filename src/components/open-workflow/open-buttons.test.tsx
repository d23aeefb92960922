import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/lib/errors';
import { stringifyExactJson } from '@/lib/exact-json';
import type { UserFile } from '@/protocol/userdata';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession, type RenderOptions } from '@/testing/render-with-session';
import { tinyDocument, tinyFile } from '../run-workflow/fixtures/tiny-workflow';
import { OpenFileButton } from './open-file-button';
import { SavedWorkflowsButton } from './saved-workflows-dialog';
import { WorkflowDropZone } from './workflow-drop-zone';

const text = stringifyExactJson(tinyFile());
const workflowFile = (name: string, content = text): File => new File([content], name, { type: 'application/json' });

function renderPart(ui: Parameters<typeof renderWithSession>[0], client: RenderOptions['client'] = {}) {
  const parts = createPageParts();
  const view = renderWithSession(ui, { client, wrap: parts.wrap });
  const names = (): readonly string[] => {
    const { order, documents } = parts.workspace.documents.getState();
    return order.map((id) => documents[id]?.name ?? '');
  };
  return { ...view, workspace: parts.workspace, names };
}

describe('the button "Open workflow file"', () => {
  it('opens the chosen files beside each other and says so', async () => {
    const onOpened = vi.fn();
    const { user, names, workspace } = renderPart(<OpenFileButton onOpened={onOpened} />);
    expect(screen.getByRole('button', { name: 'Open workflow file' })).toBeDefined();
    await user.upload(screen.getByLabelText('Open workflow file', { selector: 'input' }), [workflowFile('a.json'), workflowFile('b.json')]);
    await waitFor(() => expect(onOpened).toHaveBeenCalledTimes(1));
    expect(names()).toEqual(['a', 'b']);
    expect(onOpened).toHaveBeenCalledWith(workspace.documents.getState().activeId);
    expect(await screen.findByText('Opened b')).toBeDefined();
  });

  it('says why a file cannot be opened and leaves what is open alone', async () => {
    const onOpened = vi.fn();
    const { user, names, workspace } = renderPart(<OpenFileButton onOpened={onOpened} />);
    workspace.open(tinyDocument(), { name: 'mine', origin: { kind: 'draft' } });
    await user.upload(screen.getByLabelText('Open workflow file', { selector: 'input' }), workflowFile('bad.json', '{'));
    expect(await screen.findAllByText(/“bad\.json” is not valid JSON/)).not.toEqual([]);
    expect(names()).toEqual(['mine']);
    expect(onOpened).not.toHaveBeenCalled();
  });
});

describe('the drop zone', () => {
  const withFiles = (...files: File[]) => ({ dataTransfer: { types: ['Files'], files, dropEffect: 'none' } });

  it('shows where to drop, and opens what is dropped', async () => {
    const { names } = renderPart(
      <WorkflowDropZone>
        <p>graph</p>
      </WorkflowDropZone>,
    );
    const inside = screen.getByText('graph');
    fireEvent.dragOver(inside, withFiles());
    expect(screen.getByText('Drop to open the workflow')).toBeDefined();
    fireEvent.drop(inside, withFiles(workflowFile('dropped.json')));
    expect(screen.queryByText('Drop to open the workflow')).toBeNull();
    await waitFor(() => expect(names()).toEqual(['dropped']));
  });

  it('leaves a drop alone that something inside has taken, and what is no file', () => {
    const { names } = renderPart(
      <WorkflowDropZone>
        <p onDragOver={(event) => event.preventDefault()} onDrop={(event) => event.preventDefault()}>
          upload
        </p>
        <p>graph</p>
      </WorkflowDropZone>,
    );
    fireEvent.dragOver(screen.getByText('upload'), withFiles());
    expect(screen.queryByText('Drop to open the workflow')).toBeNull();
    fireEvent.drop(screen.getByText('upload'), withFiles(workflowFile('a.json')));
    fireEvent.dragOver(screen.getByText('graph'), { dataTransfer: { types: ['text/plain'], files: [] } });
    expect(screen.queryByText('Drop to open the workflow')).toBeNull();
    expect(names()).toEqual([]);
  });
});

describe('the list of saved workflows', () => {
  const file = (path: string, modifiedAtMs: number): UserFile => ({ path, sizeBytes: 10, modifiedAtMs, createdAtMs: null });
  const files = [file('old.json', 1_000), file('people/ada.json', 2_000), file('.index.json', 3_000), file('note.txt', 4_000)];
  const openList = async (client: RenderOptions['client']) => {
    const view = renderPart(<SavedWorkflowsButton />, client);
    await view.user.click(screen.getByRole('button', { name: 'Open saved workflow' }));
    return view;
  };

  it('shows workflows newest first and opens the chosen one', async () => {
    const readUserdata = vi.fn(() => Promise.resolve(text));
    const { user, names } = await openList({ listUserdata: () => Promise.resolve(files), readUserdata });
    await screen.findByRole('list', { name: 'Saved workflows' });
    const rows = screen.getAllByRole('listitem').map((row) => row.textContent);
    expect(rows.map((row) => row.replace(/\d.*$/, ''))).toEqual([expect.stringMatching(/^people\/ada/), expect.stringMatching(/^old/)]);
    await user.click(screen.getByRole('button', { name: /^people\/ada/ }));
    await waitFor(() => expect(names()).toEqual(['people/ada']));
    expect(readUserdata).toHaveBeenCalledWith('workflows/people/ada.json');
  });

  it('puts bookmarked ones first, and renames one in place', async () => {
    const moveUserdata = vi.fn(() => Promise.resolve({ kind: 'exists' as const }));
    const { user } = await openList({
      listUserdata: () => Promise.resolve(files),
      listUserEntries: () =>
        Promise.resolve([{ path: 'workflows/.index.json', name: '.index.json', type: 'file', sizeBytes: 1, modifiedAtMs: 0 }]),
      readUserdataBytes: () => Promise.resolve(new TextEncoder().encode('{"favorites":["workflows/old.json"]}')),
      moveUserdata,
    });
    await waitFor(() => expect(screen.getAllByRole('listitem')[0]?.textContent).toMatch(/^old/));
    expect(screen.getByRole('button', { name: 'Bookmark old', pressed: true })).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'More about old' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Rename or move…' }));
    const field = screen.getByRole('textbox', { name: 'New name of old' });
    await user.clear(field);
    await user.type(field, 'people/ada{Enter}');
    expect(moveUserdata).toHaveBeenCalledWith('workflows/old.json', 'workflows/people/ada.json', { overwrite: false });
    expect(await screen.findAllByText('There is a workflow called “people/ada” already. Nothing was changed.')).not.toEqual([]);
  });

  it('offers templates, our own and those of the server, and opens one', async () => {
    const template = { name: 'sky', title: 'Blue sky', description: 'Clouds', mediaSubtype: 'webp' };
    const { user, names } = await openList({
      listUserdata: () => Promise.resolve(files),
      templateIndex: () => Promise.resolve([{ title: 'Weather', templates: [template] }]),
      workflowTemplates: () => Promise.resolve(new Map([['rain-pack', ['drizzle']]])),
      coreTemplate: () => Promise.resolve(tinyFile()),
    });
    await user.click(screen.getByRole('button', { name: 'Templates' }));
    await screen.findByRole('region', { name: 'Weather' });
    expect(
      screen
        .getAllByRole('region')
        .map((group) => group.getAttribute('aria-label'))
        .slice(1),
    ).toEqual(['Without a model', 'Weather', 'rain-pack']);
    await user.type(screen.getByRole('searchbox', { name: 'Search templates' }), 'cloud');
    await user.click(screen.getByRole('button', { name: /Blue sky/ }));
    await waitFor(() => expect(names()).toEqual(['Blue sky']));
  });

  it('narrows by name and says when nothing is left', async () => {
    const { user } = await openList({ listUserdata: () => Promise.resolve(files) });
    await user.type(await screen.findByRole('searchbox', { name: 'Search saved workflows' }), 'ADA');
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
    await user.type(screen.getByRole('searchbox'), 'x');
    expect(screen.getByText(/No saved workflow is called “ADAx”/)).toBeDefined();
  });

  it('teaches the next step where nothing is saved', async () => {
    await openList({ listUserdata: () => Promise.resolve(null) });
    expect(await screen.findByText('No saved workflows yet')).toBeDefined();
  });

  it('says why it cannot be had, and tries again on request', async () => {
    let tries = 0;
    const refuse = () =>
      tries++ === 0 ? Promise.reject(new ApiError('http', { url: '', status: 403 })) : Promise.resolve(files.slice(0, 1));
    const { user } = await openList({ listUserdata: refuse });
    expect((await screen.findByRole('alert')).textContent).toMatch(/could not be listed.*403/);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('button', { name: /^old/ })).toBeDefined();
  });
});
