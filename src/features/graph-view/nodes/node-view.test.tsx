import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { NodeRunState, RunProgress } from '@/jobs/job';
import { setMode } from '@/graph/edit/nodes';
import { setWidgetValue } from '@/graph/edit/widget';
import type { WorkflowDocument } from '@/graph/document/model';
import { toNodeId, toPromptId, type NodeId } from '@/protocol/ids';
import { buildError, buildRun } from '@/testing/builders';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { NodeStage } from '../fixtures/render-graph';
import { sampleDocument, sampleTypes } from '../fixtures/sample-graph';
import { createSampleView } from '../fixtures/sample-view';

const promptId = toPromptId('p1');

function show(nodeId: string, document: WorkflowDocument = sampleDocument()) {
  const { workspace, wrap } = createPageParts();
  const view = createSampleView(document, workspace);
  const { controller } = view;
  workspace.runs.setState({ [controller.documentId]: { promptIds: [promptId], isSubmitting: false, refusal: null } });
  const utils = renderWithSession(<NodeStage controller={controller} nodeId={toNodeId(nodeId)} />, { wrap });
  const progress = (id: string, state: Partial<NodeRunState>, run: Partial<RunProgress> = {}): void => {
    const node: NodeRunState = { state: 'waiting', value: 0, max: 0, output: null, text: null, startedAtMs: null, tookMs: null, ...state };
    const nodes: Record<NodeId, NodeRunState> = { [toNodeId(id)]: node };
    act(() => utils.session.live.setState({ runs: { [promptId]: buildRun('p1', { nodes, ...run }) } }));
  };
  return { ...utils, ...view, progress, node: () => screen.getByRole('group', { name: /#/ }) };
}

function descriptionOf(element: HTMLElement): string | null | undefined {
  return document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent;
}

describe('a node', () => {
  it('is a group by title and id, with its sockets and controls by name', () => {
    const { node } = show('3');
    expect(node()).toHaveProperty('dataset.nodeId', '3');
    expect(screen.getByRole('group', { name: 'Sampler #3' })).toBe(node());
    expect(node().getAttribute('aria-roledescription')).toBe('node');
    expect(screen.getByRole('button', { name: 'input model of Sampler' })).toBeDefined();
    expect(screen.getByRole('button', { name: 'output LATENT of Sampler' })).toBeDefined();
    expect(screen.getByRole<HTMLInputElement>('spinbutton', { name: 'steps' }).value).toBe('20');
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'control after generate' }).value).toBe('randomize');
  });

  it('tells screen readers how it fares and how it is wired, once the keyboard is on it', () => {
    const { node, progress, controller } = show(
      '3',
      setMode(sampleDocument(), { graphId: 'root', nodeIds: new Set([toNodeId(3)]), mode: 4 }),
    );
    expect(node().getAttribute('aria-describedby')).toBeNull();
    act(() => controller.view.setState({ focusedNode: toNodeId(3), activeNode: toNodeId(3) }));
    progress('3', { state: 'running', value: 4, max: 20 });
    expect(descriptionOf(node())).toBe('Running 4 of 20, Bypassed, 2 of 3 inputs wired, 1 wire out');
    expect(descriptionOf(screen.getByRole('button', { name: 'input model of Sampler' }))).toBe('type MODEL, wired from Load model #1');
    expect(descriptionOf(screen.getByRole('button', { name: 'output LATENT of Sampler' }))).toBe('type LATENT, wired to Save latent #4');
    expect(descriptionOf(screen.getByRole('button', { name: 'input latent of Sampler' }))).toBe('type LATENT, optional, no wire');
  });

  it('writes what is typed into the document, as one undo step', async () => {
    const { user, open } = show('2');
    await user.type(screen.getByRole('textbox', { name: 'text' }), 'a boat');
    await user.tab();
    const changed = setWidgetValue(sampleDocument(), {
      graphId: 'root',
      nodeId: toNodeId(2),
      name: 'text',
      value: 'a boat',
      nodeTypes: sampleTypes,
    });
    expect(open().document.root.nodes.get(toNodeId(2))?.widgetValues).toEqual(changed.root.nodes.get(toNodeId(2))?.widgetValues);
    expect(open().past).toHaveLength(1);
  });

  it('changes the companion of the seed', async () => {
    const { user, open } = show('3');
    await user.selectOptions(screen.getByRole('combobox', { name: 'control after generate' }), 'fixed');
    expect(open().document.root.nodes.get(toNodeId(3))?.widgetValues).toMatchObject({ values: [0, 'fixed', 20] });
  });

  it('names what is special about it', () => {
    show('3', setMode(sampleDocument(), { graphId: 'root', nodeIds: [toNodeId(3)], mode: 4 }));
    expect(screen.getByRole('img', { name: 'Bypassed' })).toBeDefined();
  });

  it('keeps the values of an unknown class, readable but not editable', async () => {
    const document = sampleDocument();
    const nodes = new Map(document.root.nodes);
    const sampler = nodes.get(toNodeId(3));
    if (sampler !== undefined) nodes.set(toNodeId(3), { ...sampler, type: 'FromAnotherPack', title: 'Old one' });
    show('3', { ...document, root: { ...document.root, nodes } });
    expect(await screen.findByRole('img', { name: 'Missing' })).toBeDefined();
    expect(screen.getByText(/The server has no node type/)).toBeDefined();
    const kept = screen.getAllByRole<HTMLInputElement>('textbox', { name: /kept and sent as it is/ });
    expect(kept.map((field) => field.value)).toContain('20');
    expect(kept.every((field) => field.readOnly)).toBe(true);
    expect(screen.getByRole('button', { name: 'input model of Old one' })).toBeDefined();
  });
});

describe('a node in a run', () => {
  it('shows its own progress', () => {
    const { progress, node } = show('3');
    expect(screen.queryByRole('progressbar')).toBeNull();
    progress('3', { state: 'running', value: 5, max: 20 });
    const bar = screen.getByRole('progressbar', { name: 'Progress of Sampler' });
    expect(bar.getAttribute('aria-valuenow')).toBe('25');
    expect(bar.getAttribute('aria-valuetext')).toBe('5 of 20');
    expect(node().dataset['nodeState']).toBe('running');
    progress('3', { state: 'cached' });
    expect(screen.getByRole('img', { name: 'Taken from cache' })).toBeDefined();
  });

  it('says how long it took', () => {
    const { progress } = show('3');
    progress('3', { state: 'done', tookMs: 3_400 });
    expect(screen.getByText('Last run 3.4 s')).toBeDefined();
    progress('3', { state: 'done', tookMs: 3 });
    expect(screen.queryByText(/Last run/)).toBeNull();
  });

  it('keeps the time of an earlier run until it has run again', () => {
    const { progress, workspace, controller, session } = show('3');
    progress('3', { state: 'done', tookMs: 3_400 });
    const { runs } = session.live.getState();
    const next = toPromptId('p2');
    act(() => {
      workspace.runs.setState({ [controller.documentId]: { promptIds: [promptId, next], isSubmitting: false, refusal: null } });
      session.live.setState({ runs: { ...runs, [next]: buildRun('p2', { nodes: {} }) } });
    });
    expect(screen.getByText('Last run 3.4 s')).toBeDefined();
    const running: NodeRunState = { state: 'running', value: 0, max: 1, output: null, text: null, startedAtMs: 1, tookMs: null };
    act(() => session.live.setState({ runs: { ...runs, [next]: buildRun('p2', { nodes: { [toNodeId(3)]: running } }) } }));
    expect(screen.queryByText(/Last run/)).toBeNull();
  });

  it('leaves other nodes’ progress alone', () => {
    const { progress } = show('3');
    progress('2', { state: 'running', value: 1, max: 2 });
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('says at its foot why it failed', () => {
    const { progress } = show('3');
    progress('3', { state: 'failed' }, { state: 'failed', error: buildError({ nodeId: toNodeId(3), message: 'CUDA out of memory' }) });
    expect(screen.getByRole('img', { name: 'Failed' })).toBeDefined();
    expect(screen.getByRole('listitem').textContent).toMatch(
      /^The server ran out of memory\.Make the picture or the batch smaller.*CUDA out of memoryDetails of the run$/,
    );
    expect(screen.getByRole('link', { name: 'Details of the run' }).getAttribute('href')).toBe('#/history/p1');
  });

  it('marks the input the failure is about until it holds something else', async () => {
    const { progress, user } = show('3');
    const steps = () => screen.getByRole<HTMLInputElement>('spinbutton', { name: 'steps' });
    const given = { steps: [Number(steps().value)], cfg: [8] };
    const error = buildError({ nodeId: toNodeId(3), message: "'steps' must be odd", currentInputs: given });
    progress('3', { state: 'failed' }, { state: 'failed', error });
    expect(steps().getAttribute('aria-invalid')).toBe('true');
    await user.clear(steps());
    await user.type(steps(), '21{Enter}');
    expect(steps().getAttribute('aria-invalid')).not.toBe('true');
  });

  it('shows what it made, one after the other', async () => {
    const { progress, user } = show('4');
    const images = ['a.png', 'b.png'].map((filename) => ({ filename, subfolder: '', type: 'output' }));
    progress('4', { state: 'done', output: { images } });
    expect(screen.getByRole('img', { name: 'a.png, output of Save latent' })).toHaveProperty(
      'src',
      expect.stringContaining('filename=a.png'),
    );
    await user.click(screen.getByRole('button', { name: 'Next output' }));
    expect(screen.getByRole('img', { name: 'b.png, output of Save latent' })).toBeDefined();
  });

  it('shows the live preview while the run goes on', () => {
    const { progress, session } = show('3');
    progress('3', { state: 'running', value: 1, max: 2 }, { state: 'running' });
    const id = toNodeId(3);
    act(() => session.live.setState({ previews: { [id]: { promptId, nodeId: id, url: 'blob:x', blob: new Blob() } } }));
    expect(screen.getByRole('img', { name: 'Live preview of Sampler' })).toHaveProperty('src', 'blob:x');
    progress('3', { state: 'done' }, { state: 'done' });
    expect(screen.queryByRole('img', { name: 'Live preview of Sampler' })).toBeNull();
  });

  it('words a refusal at its foot and marks the input at fault', () => {
    const { workspace, controller, open } = show('3');
    const problem = { severity: 'error', code: 'value-below-min', nodeId: '3', input: 'steps', params: { value: 0, limit: 1 } } as const;
    act(() =>
      workspace.runs.setState({
        [controller.documentId]: { promptIds: [], isSubmitting: false, refusal: { problems: [problem], document: open().document } },
      }),
    );
    const list = screen.getByRole('list');
    expect(within(list).getByText('“steps” is 0, the least is 1.')).toBeDefined();
    expect(screen.getByRole('spinbutton', { name: 'steps' }).getAttribute('aria-invalid')).toBe('true');
  });
});

describe('a node and the keyboard', () => {
  it('is entered with Enter and left with Escape', async () => {
    const { user, node } = show('3');
    node().focus();
    await user.keyboard('{Enter}');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('input model of Sampler');
    await user.keyboard('{Escape}');
    expect(node().matches(':focus')).toBe(true);
  });

  it('moves with Shift and arrows, and gives the keyboard on with arrows', async () => {
    const { user, node, open, controller } = show('3');
    node().focus();
    await user.keyboard('{Shift>}{ArrowRight}{/Shift}');
    expect(open().document.root.nodes.get(toNodeId(3))?.position.x).toBe(910);
    await user.keyboard('{ArrowRight}');
    expect(controller.view.getState().focusWanted).toBe('4');
  });

  it('opens its menu by key, selecting it', async () => {
    const { user, node, open, controller } = show('3');
    node().focus();
    await user.keyboard('{Shift>}{F10}{/Shift}');
    expect(controller.view.getState().menu).toMatchObject({ kind: 'nodes', nodeId: '3' });
    expect([...open().selection]).toEqual(['3']);
  });

  it('disconnects an input with Delete and asks for partners with Enter', async () => {
    const { user, wires, controller } = show('3');
    screen.getByRole('button', { name: 'input model of Sampler' }).focus();
    await user.keyboard('{Delete}');
    expect(wires()).not.toContain('1.0→3.model');
    await user.keyboard('{Enter}');
    expect(controller.view.getState().partnersOf).toMatchObject({ nodeId: '3', name: 'model' });
  });

  it('is renamed in place; Escape keeps the title', async () => {
    const { user, open, controller } = show('3');
    const begin = () => act(() => controller.view.setState({ renaming: toNodeId(3) }));
    begin();
    await user.type(screen.getByRole('textbox', { name: 'Title of the node' }), 'no{Escape}');
    expect(open().document.root.nodes.get(toNodeId(3))?.title).toBeUndefined();
    begin();
    await user.clear(screen.getByRole('textbox', { name: 'Title of the node' }));
    await user.type(screen.getByRole('textbox', { name: 'Title of the node' }), 'Mine{Enter}');
    expect(screen.getByRole('group', { name: 'Mine #3' })).toBeDefined();
  });
});
