import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { setMode } from '@/graph/edit/nodes';
import { toNodeId, toPromptId } from '@/protocol/ids';
import { parseObjectInfo } from '@/protocol/object-info';
import type { SubmitOutcome } from '@/protocol/prompt';
import { historyQuery } from '@/session/queries/history';
import { buildHistory, buildHistoryEntry } from '@/testing/builders';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession, type RenderOptions } from '@/testing/render-with-session';
import type { DocumentId } from '@/workspace/workspace';
import { withDeckNotes } from './deck-notes';
import { tinyDocument, tinyFile } from './fixtures/tiny-workflow';
import { useDocumentRun, useRunProblems, useRunWorkflow } from './use-run-workflow';

const info = parseObjectInfo({
  EmptyImage: { input: { required: { width: ['INT'], height: ['INT'], batch_size: ['INT'], color: ['INT'] } }, output: ['IMAGE'] },
  SaveImage: { input: { required: { images: ['IMAGE'], filename_prefix: ['STRING'] } }, output: [], output_node: true },
  PreviewImage: { input: { required: { images: ['IMAGE'] } }, output: [], output_node: true },
});

function Probe({ id }: { readonly id: DocumentId }) {
  const { run, isSubmitting } = useRunWorkflow();
  const problems = useRunProblems(id);
  const promptId = useDocumentRun(id);
  return (
    <>
      <button type="button" disabled={isSubmitting} onClick={() => void run()}>
        Run
      </button>
      <ul aria-label="problems">
        {problems.map((problem) => (
          <li key={problem.code}>{problem.code}</li>
        ))}
      </ul>
      <output>{promptId ?? 'never run'}</output>
    </>
  );
}

function renderProbe(client: RenderOptions['client']) {
  const parts = createPageParts();
  const id = parts.workspace.open(tinyDocument(), { name: 'a', origin: { kind: 'draft' } });
  const view = renderWithSession(<Probe id={id} />, {
    client: { objectInfo: () => Promise.resolve(info), ...client },
    wrap: parts.wrap,
  });
  return { ...view, ...parts, id };
}

const accepted = (id: string): SubmitOutcome => ({ kind: 'accepted', promptId: toPromptId(id), number: 1, nodeErrors: {} });

describe('useRunWorkflow', () => {
  it('runs the document in front, says so, and binds the run to it', async () => {
    const { user } = renderProbe({ submitPrompt: () => Promise.resolve(accepted('p7')) });
    expect(screen.getByRole('status').textContent).toBe('never run');
    await user.click(screen.getByRole('button', { name: 'Run' }));
    expect(await screen.findByText('Queued')).toBeDefined();
    expect(screen.getByText('p7')).toBeDefined();
  });

  it('is busy while prompts are being sent', async () => {
    let answer = (_outcome: SubmitOutcome): void => undefined;
    const { user } = renderProbe({ submitPrompt: () => new Promise<SubmitOutcome>((resolve) => (answer = resolve)) });
    const button = screen.getByRole('button', { name: 'Run' });
    await user.click(button);
    await waitFor(() => expect(button).toHaveProperty('disabled', true));
    await act(() => Promise.resolve(answer(accepted('p1'))));
    await waitFor(() => expect(button).toHaveProperty('disabled', false));
  });

  it('shows a refusal until its node changes', async () => {
    const error = { type: 'value_not_in_list', message: '', details: '', inputName: 'width', extraInfo: {} };
    const nodeErrors = { [toNodeId(1)]: { classType: 'EmptyImage', errors: [error], dependentOutputs: [toNodeId(2)] } };
    const whole = { type: 'prompt_outputs_failed_validation', message: '', details: '', extraInfo: {} };
    const { user, workspace, id } = renderProbe({ submitPrompt: () => Promise.resolve({ kind: 'rejected', error: whole, nodeErrors }) });
    await user.click(screen.getByRole('button', { name: 'Run' }));
    expect((await screen.findByRole('listitem')).textContent).toBe('value-not-in-list');
    act(() => workspace.edit(id, (document) => setMode(document, { graphId: 'root', nodeIds: [toNodeId(1)], mode: 4 })));
    expect(screen.queryByRole('listitem')).toBeNull();
  });
});

describe('useDocumentRun', () => {
  it('finds a run from before a reload by the note it carries', async () => {
    const parts = createPageParts();
    const id = parts.workspace.open(tinyDocument(), { name: 'a', origin: { kind: 'draft' } });
    const workflow = withDeckNotes(tinyFile(), { name: 'a', document: id });
    const mine = buildHistoryEntry('old', { extraData: { extra_pnginfo: { workflow } } });
    const history = () => Promise.resolve(buildHistory([mine, buildHistoryEntry('of-others')]));
    const { session } = renderWithSession(<Probe id={id} />, { client: { history }, wrap: parts.wrap });
    await act(() => session.queryClient.query(historyQuery(session)));
    expect(await screen.findByText('old')).toBeDefined();
  });
});
