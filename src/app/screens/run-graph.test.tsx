import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleDocument, sampleObjectInfo } from '@/features/graph-view/fixtures/sample-graph';
import { setWidgetValue } from '@/graph/edit/widget';
import { exportPrompt } from '@/graph/export/export-prompt';
import { parseNodeTypes } from '@/graph/node-types/parse-node-types';
import { toFinishedJob } from '@/jobs/finished-job';
import { toNodeId } from '@/protocol/ids';
import { buildHistory, buildHistoryEntry } from '@/testing/builders';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { RunGraph } from './run-graph';

const TYPES = parseNodeTypes(sampleObjectInfo.nodes).nodeTypes;

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1200);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800);
});

/** The open workflow has 20 steps; the run had 33. */
function show() {
  const { workspace, wrap } = createPageParts();
  const id = workspace.open(sampleDocument(), { name: 'open now', origin: { kind: 'draft' } });
  const place = { graphId: 'root', nodeId: toNodeId('3'), name: 'steps', nodeTypes: TYPES } as const;
  const ran = setWidgetValue(sampleDocument(), { ...place, value: 33 });
  const entry = buildHistoryEntry('p', {
    prompt: exportPrompt(ran, TYPES).prompt,
    outputs: { '4': { text: ['made by the run'] } },
  });
  const client = { objectInfo: () => Promise.resolve(sampleObjectInfo), history: () => Promise.resolve(buildHistory([entry])) };
  const utils = renderWithSession(<RunGraph job={toFinishedJob(entry, true)} />, { wrap, client });
  const steps = () => workspace.documents.getState().documents[id]?.document.root.nodes.get(toNodeId('3'))?.widgetValues;
  return { ...utils, workspace, id, steps };
}

describe('a run as the graph it was', () => {
  it('shows its values and outputs on its nodes and takes no change', async () => {
    const { workspace, id, user } = show();
    const node = await screen.findByRole('group', { name: 'Sampler #3' });
    const fields = within(node).getByRole<HTMLFieldSetElement>('group');
    expect(fields.disabled).toBe(true);
    expect(within(fields).getByRole<HTMLInputElement>('spinbutton', { name: /steps/ }).value).toBe('33');
    expect(await screen.findByText('made by the run')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Add node' })).toBeNull();
    await user.pointer({ keys: '[MouseRight]', target: node });
    expect(screen.queryByRole('menu')).toBeNull();
    act(() => node.focus());
    await user.keyboard('{Delete}{ArrowRight}');
    expect(screen.getByRole('group', { name: 'Sampler #3' })).toBeDefined();
    expect(workspace.documents.getState().order, 'nothing was opened beside').toEqual([id]);
  });

  it('hands a value of a selected node to the open workflow, as one step', async () => {
    const { workspace, id, user, steps } = show();
    const before = steps();
    fireEvent.click(await screen.findByRole('group', { name: 'Sampler #3' }));
    const values = within(screen.getByRole('region', { name: 'Values of the selected nodes' }));
    await user.click(await values.findByRole('button', { name: /^Take over steps/ }));
    await waitFor(() => expect(steps()).not.toEqual(before));
    expect(JSON.stringify(steps())).toContain('33');
    act(() => workspace.undo(id));
    expect(steps()).toEqual(before);
  });

  it('says why a run without a workflow cannot be shown', async () => {
    const { wrap } = createPageParts();
    const job = { ...toFinishedJob(buildHistoryEntry('p'), true), prompt: null, workflow: null };
    renderWithSession(<RunGraph job={job} />, { wrap });
    expect(await screen.findByText('The graph of this run cannot be shown')).toBeDefined();
  });
});
