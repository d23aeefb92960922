import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { INNER, nestedDocument, OUTER } from '@/graph/document/fixtures/nested-graph';
import { sketchDocument } from '@/graph/document/fixtures/small-graph';
import type { WorkflowDocument } from '@/graph/document/model';
import type { NodeRunState, RunProgress } from '@/jobs/job';
import type { JsonObject } from '@/lib/json';
import { toNodeId, toPromptId, type NodeId } from '@/protocol/ids';
import { parseObjectInfo } from '@/protocol/object-info';
import { parseFeatures } from '@/protocol/system';
import { buildError, buildRun } from '@/testing/builders';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { GraphView } from './graph-view';
import { ProblemsPanel } from './problems/problems-panel';

const files = ['a/One.safetensors', 'b/two.safetensors'];
const info = parseObjectInfo({
  Load: { input: { required: { image: [['x.png']] } }, output: ['IMAGE', 'MASK'] },
  Scale: { input: { required: { image: ['IMAGE'], factor: ['FLOAT', { default: 2 }] } }, output: ['IMAGE'] },
  Empty: { input: { required: { width: ['INT', { default: 512 }] } }, output: ['LATENT'] },
  SaveImage: { input: { required: { images: ['IMAGE'], filename_prefix: ['STRING', {}] } }, output: [], output_node: true },
  Pick: { input: { required: { model: [files] } }, output: [], output_node: true, deprecated: true },
  Better: { input: {}, output: [], display_name: 'Better pick' },
});

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1600);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(1000);
});
afterEach(() => vi.restoreAllMocks());

const promptId = toPromptId('p1');

function show(document: WorkflowDocument, focusNodeId?: string) {
  const { workspace, wrap } = createPageParts();
  const id = workspace.open(document, { name: 'sample', origin: { kind: 'draft' } });
  workspace.runs.setState({ [id]: { promptIds: [promptId], isSubmitting: false, refusal: null } });
  const ui = (
    <>
      <GraphView documentId={id} {...(focusNodeId === undefined ? {} : { focusNodeId })} />
      <ProblemsPanel />
    </>
  );
  const utils = renderWithSession(ui, { wrap, client: { objectInfo: () => Promise.resolve(info) } });
  const open = () => {
    const found = workspace.documents.getState().documents[id];
    if (found === undefined) throw new Error('the document was closed');
    return found;
  };
  const progress = (nodes: Readonly<Record<string, Partial<NodeRunState>>>, change: Partial<RunProgress> = {}): void => {
    const blank: NodeRunState = { state: 'waiting', value: 0, max: 0, output: null, text: null, startedAtMs: null, tookMs: null };
    const states = Object.fromEntries(Object.entries(nodes).map(([key, node]) => [key, { ...blank, ...node }])) as Record<
      NodeId,
      NodeRunState
    >;
    act(() => utils.session.live.setState({ runs: { [promptId]: buildRun('p1', { nodes: states, ...change }) } }));
  };
  return { ...utils, workspace, id, open, progress };
}

const instance = () => screen.findByRole('group', { name: 'Outer #5' });
const crumbs = () =>
  within(screen.getByRole('navigation', { name: 'Open graphs' }))
    .getAllByRole('button')
    .map((button) => button.textContent);

describe('a subgraph instance', () => {
  it('shows promoted values under the names of the definition and writes them', async () => {
    const { user, open } = show(nestedDocument({ widgets_values: [3] }));
    const field = within(await instance()).getByRole<HTMLInputElement>('spinbutton', { name: 'amount' });
    expect(field.value).toBe('3');
    expect(within(await instance()).getByText('strength')).toBeDefined();
    await user.clear(field);
    await user.type(field, '4{Enter}');
    expect(open().document.root.nodes.get(toNodeId(5))?.widgetValues).toEqual({ form: 'array', values: [4] });
  });

  it('is entered by double click and by Enter, to any depth, and left by the breadcrumb', async () => {
    const { user } = show(nestedDocument());
    fireEvent.doubleClick(within(await instance()).getByText('Outer'));
    const inner = await screen.findByRole('group', { name: 'Inner #7' });
    expect(crumbs()).toEqual(['sample', 'Outer']);
    act(() => inner.focus());
    await user.keyboard('{Enter}');
    const scale = await screen.findByRole('group', { name: 'Scale #12' });
    await waitFor(() => expect(scale.matches(':focus')).toBe(true));
    expect(crumbs()).toEqual(['sample', 'Outer', 'Inner']);
    expect(screen.getByRole('button', { name: 'output by of Subgraph inputs' })).toBeDefined();
    expect(screen.getByRole('button', { name: 'input IMAGE of Subgraph outputs' })).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'sample' }));
    await waitFor(async () => expect((await instance()).matches(':focus')).toBe(true));
  });

  it('opens inside at the node of the address', async () => {
    show(nestedDocument(), '5:7:12');
    const scale = await screen.findByRole('group', { name: 'Scale #12' });
    await waitFor(() => expect(scale.matches(':focus')).toBe(true));
  });

  it('shows the progress of what is inside, and the inner node shows its own', async () => {
    const { progress } = show(nestedDocument());
    await instance();
    progress({ '5:8': { state: 'done' }, '5:7:12': { state: 'running', value: 1, max: 2 } });
    const bar = within(await instance()).getByRole('progressbar', { name: 'Progress of Outer' });
    expect([bar.getAttribute('aria-valuenow'), bar.getAttribute('aria-valuetext')]).toEqual(['75', '1 of 2 nodes, now Scale #5:7:12']);
    expect(screen.getByRole('group', { name: 'Outer #6' }).dataset['nodeState']).toBeUndefined();
    fireEvent.doubleClick(within(await instance()).getByText('Outer'));
    expect((await screen.findByRole('group', { name: 'Inner #7' })).dataset['nodeState']).toBe('running');
    expect(screen.getByRole('group', { name: 'Empty #8' }).dataset['nodeState']).toBe('done');
  });

  it('names the inner node that failed and leads to it', async () => {
    const { user, progress } = show(nestedDocument());
    await instance();
    const error = buildError({ nodeId: toNodeId('5:7:12'), nodeType: 'Scale', message: 'out of memory' });
    progress({ '5:7:12': { state: 'failed' } }, { state: 'failed', error });
    const message = within(await instance()).getByRole('listitem');
    expect(message.textContent).toContain('Scale #5:7:12 failed: The server ran out of memory.');
    await user.click(within(message).getByRole('button', { name: 'Show it' }));
    expect(await screen.findByRole('group', { name: 'Scale #12' })).toBeDefined();
  });

  it('shows what inner nodes made', async () => {
    const { progress } = show(nestedDocument());
    await instance();
    progress({ '5:7:12': { state: 'done', output: { images: [{ filename: 'in.png', subfolder: '', type: 'temp' }] } } });
    expect(within(await instance()).getByRole('img', { name: 'in.png, output of Outer' })).toBeDefined();
  });

  it('says that there are errors inside; the problems list leads to them', async () => {
    const document = nestedDocument();
    const inner = document.subgraphs.get(INNER);
    if (inner === undefined) throw new Error('the fixture changed');
    const scale = inner.nodes.get(toNodeId(12));
    const nodes = new Map(inner.nodes);
    if (scale !== undefined) nodes.set(scale.id, { ...scale, type: 'Gone' });
    const { user } = show({ ...document, subgraphs: new Map(document.subgraphs).set(INNER, { ...inner, nodes }) });
    expect(await within(await instance()).findByRole('img', { name: '1 error inside' })).toBeDefined();
    const problems = screen.getByRole('region', { name: 'Problems' });
    await user.click(await within(problems).findByRole('button', { name: /Gone #12/ }));
    expect(await screen.findByRole('group', { name: 'Gone #12' })).toBeDefined();
    expect(crumbs()).toEqual(['sample', 'Outer', 'Inner']);
  });

  it('keeps the view valid when an undo takes the instance away', async () => {
    const { workspace, id } = show(nestedDocument());
    fireEvent.doubleClick(within(await instance()).getByText('Outer'));
    await screen.findByRole('group', { name: 'Inner #7' });
    act(() =>
      workspace.edit(id, (document) => ({ ...document, subgraphs: new Map([...document.subgraphs].filter(([key]) => key !== OUTER)) })),
    );
    expect(screen.queryByRole('navigation', { name: 'Open graphs' })).toBeNull();
    act(() => workspace.undo(id));
    expect(await instance()).toBeDefined();
  });
});

describe('missing things', () => {
  const pick = (id: number, value: string): JsonObject => ({
    id,
    type: 'Pick',
    pos: [id * 300, 0],
    size: [250, 80],
    widgets_values: [value],
  });
  const gone = (id: number, properties: JsonObject): JsonObject => ({
    id,
    type: `Gone${id}`,
    pos: [id * 300, 300],
    size: [200, 60],
    properties,
  });
  const broken = () =>
    sketchDocument([
      pick(1, 'one.safetensors'),
      pick(2, 'B\\TWO.safetensors'),
      pick(3, 'unlike.pt'),
      gone(4, { cnr_id: 'some-pack', ver: '1.0' }),
      gone(5, { cnr_id: 'some-pack', ver: '1.0' }),
      gone(6, {}),
    ]);
  const problems = () => screen.findByRole('region', { name: 'Problems' });

  it('are listed by pack, with the address as text', async () => {
    show(broken());
    const pack = await within(await problems()).findByRole('region', { name: 'Missing pack: some-pack 1.0' });
    expect(within(pack).getByText('https://registry.comfy.org/nodes/some-pack')).toBeDefined();
    expect(within(pack).queryByRole('link')).toBeNull();
    expect(within(pack).getAllByRole('button')).toHaveLength(2);
    expect(within(await problems()).getByRole('region', { name: 'Missing node types of unknown packs' })).toBeDefined();
  });

  it('takes the nearest file for one, or for all in one undo step', async () => {
    const { user, open, workspace, id } = show(broken());
    const value = (node: number) => open().document.root.nodes.get(toNodeId(node))?.widgetValues;
    await user.click(await within(await problems()).findByRole('button', { name: 'Use a/One.safetensors' }));
    expect(value(1)).toMatchObject({ values: ['a/One.safetensors'] });
    act(() => workspace.undo(id));
    await user.click(await within(await problems()).findByRole('button', { name: 'Repair all (2)' }));
    expect([value(1), value(2)]).toMatchObject([{ values: ['a/One.safetensors'] }, { values: ['b/two.safetensors'] }]);
    expect(value(3)).toMatchObject({ values: ['unlike.pt'] });
    expect(open().past).toHaveLength(1);
    await waitFor(() => expect(screen.queryByRole('button', { name: /^Repair all/ })).toBeNull());
  });

  it('leads to the list of a value that nothing is near', async () => {
    const { user, open } = show(broken());
    await user.click(await within(await problems()).findByRole('button', { name: 'Choose another: model · Pick #3' }));
    const list = () => within(screen.getByRole('group', { name: 'Pick #3' })).getByRole('combobox', { name: 'model' });
    // eslint-disable-next-line testing-library/no-node-access -- the DOM of tests does not match `:focus` on a select
    await waitFor(() => expect(document.activeElement).toBe(list()));
    expect([...open().selection]).toEqual(['3']);
  });

  it('says what replaces a deprecated type, once the server has told', async () => {
    const features = parseFeatures({ node_replacements: true });
    const { workspace, wrap } = createPageParts();
    workspace.open(broken(), { name: 'sample', origin: { kind: 'draft' } });
    const replacement = { newClass: 'Better', oldWidgetNames: null, inputs: [], outputs: null };
    renderWithSession(<ProblemsPanel />, {
      wrap,
      client: {
        objectInfo: () => Promise.resolve(info),
        features: () => Promise.resolve(features),
        nodeReplacements: () => Promise.resolve(new Map([['Pick', [replacement]]])),
      },
    });
    expect(await screen.findByText('“Pick” is deprecated (3 nodes). Replaced by: Better pick.')).toBeDefined();
  });
});
