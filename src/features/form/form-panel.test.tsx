import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { tinyDocument } from '@/components/run-workflow/fixtures/tiny-workflow';
import { readPins } from '@/graph/form/pins';
import type { PromptRequest } from '@/protocol/prompt';
import { ApiError } from '@/lib/errors';
import { parseObjectInfo } from '@/protocol/object-info';
import { toNodeId, toPromptId } from '@/protocol/ids';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession, type RenderOptions } from '@/testing/render-with-session';
import { FormPanel } from './form-panel';

const INT = ['INT', { min: 1, max: 64 }];
const info = parseObjectInfo({
  EmptyImage: { input: { required: { width: INT, height: INT, batch_size: INT, color: ['INT'] } }, output: ['IMAGE'] },
  SaveImage: { input: { required: { images: ['IMAGE'], filename_prefix: ['STRING'] } }, output: [], output_node: true },
  PreviewImage: { input: { required: { images: ['IMAGE'] } }, output: [], output_node: true },
});

function show(client: RenderOptions['client'] = {}, isOpen = true) {
  const { workspace, wrap } = createPageParts();
  const id = isOpen ? workspace.open(tinyDocument(), { name: 'tiny', origin: { kind: 'draft' } }) : null;
  const sent: PromptRequest[] = [];
  const submitPrompt = (request: PromptRequest) => {
    sent.push(request);
    return Promise.resolve({ kind: 'accepted', promptId: request.promptId ?? toPromptId('p'), number: 1, nodeErrors: {} } as const);
  };
  const view = renderWithSession(<FormPanel />, { client: { objectInfo: () => Promise.resolve(info), submitPrompt, ...client }, wrap });
  const current = () => {
    const open = id === null ? undefined : workspace.documents.getState().documents[id];
    if (open === undefined) throw new Error('not open');
    return open;
  };
  return { ...view, workspace, current, sent };
}

describe('the form', () => {
  it('edits the document by its most used controls, one undo step a field, and runs it', async () => {
    const { user, current, sent } = show();
    const width = await screen.findByLabelText('width');
    expect(screen.queryByLabelText('filename_prefix')).toBeNull();
    await user.clear(width);
    await user.type(width, '32{Enter}');
    await waitFor(() => expect(current().document.root.nodes.get(toNodeId(1))?.widgetValues).toMatchObject({ values: [32, 16, 1, 0] }));
    expect(current().past).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Run workflow' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.prompt).toMatchObject({ '1': { inputs: { width: 32 } } });
  });

  it('shows what its author chose, in the order chosen', async () => {
    const { user, current } = show();
    await user.click(await screen.findByRole('button', { name: 'Choose controls' }));
    await user.click(await screen.findByRole('checkbox', { name: /^Show filename_prefix of/ }));
    await user.click(screen.getByRole('checkbox', { name: /^Show color of/ }));
    await user.click(screen.getByRole('button', { name: /^Move color of .* up/ }));
    expect(readPins(current().document).map(({ name }) => name)).toEqual(['color', 'filename_prefix']);
    await user.click(screen.getByRole('button', { name: 'Done' }));
    const form = within(screen.getByRole('region', { name: 'Form' }));
    expect(form.getByLabelText('color')).toBeDefined();
    expect(form.getByLabelText('filename_prefix')).toBeDefined();
    expect(form.queryByLabelText('width')).toBeNull();
  });

  it('says so when nothing is open, and when the node types cannot be had', async () => {
    show({}, false);
    expect(screen.getByText('No workflow is open')).toBeDefined();
    show({ objectInfo: () => Promise.reject(new ApiError('http', { url: '', status: 500 })) });
    expect(await screen.findByRole('alert')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
  });
});
