import { act, screen, waitFor, within } from '@testing-library/react';
import { memo, Profiler, type ComponentProps } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDocument } from '@/graph/document/create-document';
import type { WorkflowDocument } from '@/graph/document/model';
import { addNode, setTitle } from '@/graph/edit/nodes';
import { toNodeId, toPromptId } from '@/protocol/ids';
import { buildRun } from '@/testing/builders';
import { NO_RUNS } from '@/workspace/runs';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { activeView } from './active-view';
import { sampleNode, sampleObjectInfo } from './fixtures/sample-graph';
import { GraphView } from './graph-view';
import type * as NodeViewModule from './nodes/node-view';

/** What rendered since it was last emptied: ids of nodes, and `graph` for anything at all in the view. */
const rendered = new Set<string>();
const note = (id: string): void => void rendered.add(id);

vi.mock('./nodes/node-view', async (importOriginal) => {
  const real = await importOriginal<typeof NodeViewModule>();
  const { NodeView } = real;
  const CountedNode = memo(function CountedNode(props: ComponentProps<typeof NodeView>) {
    return (
      <Profiler id={props.data.placed.id} onRender={note}>
        <NodeView {...props} />
      </Profiler>
    );
  });
  return { ...real, NodeView: CountedNode };
});

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1200);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800);
});
afterEach(() => vi.restoreAllMocks());

/** Samplers in a grid, the first of them in the corner of the view. */
function largeDocument(): WorkflowDocument {
  let document = createDocument();
  for (let i = 0; i < 500; i++) {
    const node = sampleNode('Sampler', String(i + 1), { x: (i % 25) * 420, y: Math.floor(i / 25) * 340 });
    document = addNode(document, { graphId: 'root', node });
  }
  return document;
}

async function showLarge() {
  const { workspace, wrap } = createPageParts();
  const id = workspace.open(largeDocument(), { name: 'large', origin: { kind: 'draft' } });
  const ui = (
    <Profiler id="graph" onRender={note}>
      <GraphView documentId={id} />
    </Profiler>
  );
  const utils = renderWithSession(ui, { wrap, client: { objectInfo: () => Promise.resolve(sampleObjectInfo) } });
  const controller = activeView(workspace);
  if (controller === null) throw new Error('no view');
  await waitFor(() => expect(controller.areTypesKnown()).toBe(true));
  act(() => controller.moveTo({ x: 40, y: 80, zoom: 1 }));
  const mounted = () => screen.getAllByRole('group', { name: /^Sampler #/ }).length;
  await waitFor(() => expect(mounted()).toBeGreaterThanOrEqual(6));
  await settle(mounted);
  return { ...utils, workspace, id, controller, mounted };
}

/** Nodes come in over several frames. */
async function settle(mounted: () => number): Promise<void> {
  for (let before = -1; before !== mounted();) {
    before = mounted();
    await act(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined)))));
  }
  rendered.clear();
}

const nodesRendered = (): readonly string[] => [...rendered].filter((id) => id !== 'graph').sort();

describe('with 500 nodes open, what is rendered', () => {
  it('is a few dozen nodes', async () => {
    const { mounted } = await showLarge();
    expect(mounted()).toBeLessThan(60);
  });

  it('on a progress message is the node it is about', async () => {
    const { session, workspace, id, mounted } = await showLarge();
    const promptId = toPromptId('p');
    const step = (value: number) =>
      session.live.setState({
        activePromptId: promptId,
        runs: {
          [promptId]: buildRun('p', {
            nodes: { [toNodeId('2')]: { state: 'running', value, max: 20, output: null, text: null, startedAtMs: null, tookMs: null } },
          }),
        },
      });
    act(() => {
      workspace.runs.setState({ [id]: { ...NO_RUNS, promptIds: [promptId] } });
      step(1);
    });
    await settle(mounted);
    act(() => step(2));
    await waitFor(() => expect(nodesRendered()).toEqual(['2']));
    const bar = within(screen.getByRole('group', { name: 'Sampler #2' })).getByRole('progressbar');
    expect(bar.getAttribute('aria-valuenow')).toBe('10');
  });

  it('on a keystroke in a control is the node it belongs to', async () => {
    const { user, mounted } = await showLarge();
    const node = screen.getByRole('group', { name: 'Sampler #2' });
    const field = within(node).getByRole('spinbutton', { name: /steps/ });
    await user.click(field);
    await settle(mounted);
    await user.keyboard('5');
    expect(nodesRendered()).toEqual(['2']);
  });

  it('on selecting a node is that node', async () => {
    const { controller, mounted } = await showLarge();
    act(() => controller.select([toNodeId('3')]));
    expect(nodesRendered()).toEqual(['3']);
    await settle(mounted);
    act(() => controller.select([toNodeId('2')]));
    expect(nodesRendered()).toEqual(['2', '3']);
  });

  it('on an edit is what the edit touched', async () => {
    const { controller } = await showLarge();
    act(() => controller.edit((document) => setTitle(document, { graphId: 'root', nodeId: toNodeId('4'), title: 'Named' })));
    expect(nodesRendered()).toEqual(['4']);
  });
});
