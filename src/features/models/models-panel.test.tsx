import { act, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { ApiClient } from '@/api/client';
import { readWorkflow } from '@/graph/import/read-workflow';
import { ApiError } from '@/lib/errors';
import { toNodeId } from '@/protocol/ids';
import type { ModelFile } from '@/protocol/models';
import { parseObjectInfo } from '@/protocol/object-info';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import type { DocumentId } from '@/workspace/workspace';
import { ModelsPanel, type ModelsPlace } from './models-panel';

const LORAS = ['ink.safetensors', 'style/oil.safetensors'];
const NODES = parseObjectInfo({
  LoraLoader: {
    input: { required: { lora_name: [LORAS, {}], strength: ['FLOAT', { default: 1 }] } },
    output: ['MODEL'],
    python_module: 'nodes',
    display_name: 'Load LoRA',
  },
  CLIPTextEncode: {
    input: { required: { text: ['STRING', { multiline: true }] } },
    output: ['CONDITIONING'],
    python_module: 'nodes',
    display_name: 'CLIP Text Encode (Prompt)',
  },
});
const described = (name: string): ModelFile => ({
  name,
  pathIndex: 0,
  sizeBytes: 1024 ** 2,
  modifiedAtMs: 1_764_000_000_000,
  createdAtMs: null,
});
const missing = () => Promise.reject(new ApiError('http', { status: 404, url: '/experiment/models' }));
const FILES: Readonly<Record<string, readonly string[]>> = { loras: LORAS, embeddings: ['easy.pt'], checkpoints: [] };

const WHOLE: Partial<ApiClient> = {
  objectInfo: () => Promise.resolve(NODES),
  models: () => Promise.resolve(['checkpoints', 'loras', 'embeddings', 'custom_nodes']),
  modelFolders: () => Promise.resolve(Object.keys(FILES).map((name) => ({ name, folders: [], extensions: [] }))),
  modelFiles: (folder) => Promise.resolve((FILES[folder] ?? []).map(described)),
  modelsIn: (folder) => Promise.resolve(FILES[folder] ?? []),
  embeddings: () => Promise.resolve(['easy']),
  modelMetadata: () => Promise.resolve({ 'modelspec.title': 'Ink of old' }),
};

const WORKFLOW = {
  nodes: [
    { id: 1, type: 'LoraLoader', pos: [0, 0], size: [200, 100], widgets_values: ['style/oil.safetensors', 1] },
    { id: 2, type: 'CLIPTextEncode', pos: [300, 0], size: [200, 100], widgets_values: ['a cat'] },
  ],
  links: [],
  version: 0.4,
};

function Routed({ start }: { readonly start: Partial<ModelsPlace> }) {
  const [place, setPlace] = useState<ModelsPlace>({ folder: null, query: '', openKey: null, ...start });
  return <ModelsPanel place={place} onPlaceChange={setPlace} />;
}

function show({ client = {}, start = {} }: { readonly client?: Partial<ApiClient>; readonly start?: Partial<ModelsPlace> } = {}) {
  const { workspace, wrap } = createPageParts();
  const view = renderWithSession(<Routed start={start} />, { client: { ...WHOLE, ...client }, wrap });
  const openWorkflow = () => workspace.open(readWorkflow(WORKFLOW).document, { name: 'Two', origin: { kind: 'draft' } });
  const nodesOf = (id: DocumentId) => [...(workspace.documents.getState().documents[id]?.document.root.nodes.values() ?? [])];
  return { ...view, workspace, openWorkflow, nodesOf };
}

const rowNames = () =>
  within(screen.getByRole('list', { name: 'Models' }))
    .getAllByRole('button')
    .map((row) => row.getAttribute('aria-label'));

describe('the models page', () => {
  it('lists every kind, counts, finds by words and opens one with what its file says', async () => {
    const { user } = show();
    await waitFor(() => expect(rowNames()).toEqual(['Details of easy', 'Details of ink', 'Details of oil']));
    const kinds = screen.getByRole('navigation', { name: 'Kinds of models' });
    await waitFor(() =>
      expect(
        within(kinds)
          .getAllByRole('button')
          .map((kind) => kind.textContent),
      ).toEqual(['All models', 'checkpoints0', 'loras2', 'embeddings1']),
    );
    expect(screen.getByText('3 models, 3.1 MB')).toBeTruthy();
    await user.type(screen.getByRole('searchbox', { name: 'Search models' }), 'oil style');
    await waitFor(() => expect(rowNames()).toEqual(['Details of oil']));
    await user.click(screen.getByRole('button', { name: 'Details of oil' }));
    const detail = screen.getByRole('region', { name: 'Model details' });
    expect(await within(detail).findByText('Ink of old')).toBeTruthy();
    expect(detail.textContent).toContain('style/oil.safetensors');
    expect(detail.textContent).toContain('Open a workflow first.');
    await user.click(within(detail).getByRole('button', { name: 'Back to the models' }));
    expect(screen.queryByRole('region', { name: 'Model details' })).toBeNull();
  });

  it('draws only rows near the view of ten thousand, and the arrow keys reach the last one', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => described(`m${String(index).padStart(5, '0')}.safetensors`));
    const { user } = show({
      client: { modelFiles: (folder) => Promise.resolve(folder === 'loras' ? many : []) },
      start: { folder: 'loras' },
    });
    await screen.findByText('10,000 models, 10.5 GB');
    expect(rowNames().length).toBeLessThan(60);
    screen.getByRole('button', { name: 'Details of m00000' }).focus();
    await user.keyboard('{End}');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Details of m09999'));
  });

  it('with a server that tells names only says so and hides what it cannot order', async () => {
    show({ client: { modelFolders: missing } });
    await waitFor(() => expect(rowNames()).toHaveLength(3), { timeout: 10_000 });
    expect(screen.getByText(/tells only the names/)).toBeTruthy();
    expect(screen.queryByRole('combobox', { name: 'Order' })).toBeNull();
  });

  it('names the kinds that could not be read beside those that could, and tries again', async () => {
    const modelFiles = vi.fn<ApiClient['modelFiles']>((folder) =>
      folder === 'loras'
        ? Promise.reject(new ApiError('http', { status: 500, url: '/x' }))
        : Promise.resolve((FILES[folder] ?? []).map(described)),
    );
    const { user } = show({ client: { modelFiles } });
    expect(await screen.findByText(/^Not read: loras\./, {}, { timeout: 10_000 })).toBeTruthy();
    modelFiles.mockImplementation((folder) => Promise.resolve((FILES[folder] ?? []).map(described)));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(rowNames()).toHaveLength(3), { timeout: 10_000 });
    expect(screen.queryByText(/^Not read/)).toBeNull();
  });

  it('teaches what to do where nothing is, and says when a model is gone', async () => {
    show({ start: { folder: 'checkpoints', openKey: 'checkpoints/0/gone.ckpt' } });
    expect(await screen.findByText(/Put files into the server’s folder “checkpoints”/)).toBeTruthy();
    expect(screen.getByText('The server does not have this model any more')).toBeTruthy();
  });
});

describe('putting into the workflow', () => {
  it('a model goes into the selected loader, once', async () => {
    const { user, workspace, openWorkflow, nodesOf } = show({ start: { openKey: 'loras/0/ink.safetensors' } });
    const id = openWorkflow();
    act(() => workspace.select(id, [toNodeId(1)]));
    await user.click(await screen.findByRole('button', { name: 'Insert into Load LoRA #1, lora_name' }));
    expect(await screen.findByRole('button', { name: 'Is in Load LoRA #1, lora_name' })).toHaveProperty('disabled', true);
    expect(JSON.stringify(nodesOf(id)[0])).toContain('ink.safetensors');
    expect(window.location.hash).toBe(`#/graph/${id}?node=1`);
    act(() => workspace.undo(id));
    expect(await screen.findByRole('button', { name: 'Insert into Load LoRA #1, lora_name' })).toBeTruthy();
  });

  it('an embedding goes behind the selected text, or becomes a new prompt node', async () => {
    const { user, workspace, openWorkflow, nodesOf } = show({ start: { openKey: 'embeddings/0/easy.pt' } });
    const id = openWorkflow();
    act(() => workspace.select(id, [toNodeId(1)]));
    expect(await screen.findByText('The selected node has no prompt text.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Insert into selected node' })).toHaveProperty('disabled', true);
    act(() => workspace.select(id, [toNodeId(2)]));
    await user.click(await screen.findByRole('button', { name: 'Insert into CLIP Text Encode (Prompt) #2, text' }));
    expect(JSON.stringify(nodesOf(id))).toContain('a cat, embedding:easy');
    await user.click(screen.getByRole('button', { name: 'Add as CLIP Text Encode (Prompt)' }));
    expect(nodesOf(id)).toHaveLength(3);
  });
});
