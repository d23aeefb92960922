import { act, screen, waitFor, within } from '@testing-library/react';
import { memo, Profiler, type ComponentProps, type ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GalleryPanel } from '@/features/gallery';
import { GraphView, ProblemsPanel } from '@/features/graph-view';
import { activeView } from '@/features/graph-view/active-view';
import { sampleNode, sampleObjectInfo } from '@/features/graph-view/fixtures/sample-graph';
import type * as NodeViewModule from '@/features/graph-view/nodes/node-view';
import { HistoryPanel } from '@/features/history';
import { LibraryPanel } from '@/features/library';
import { QueuePanel } from '@/features/queue';
import { ServerPanel } from '@/features/server';
import { createDocument } from '@/graph/document/create-document';
import type { WorkflowDocument } from '@/graph/document/model';
import { addNode, setTitle } from '@/graph/edit/nodes';
import { toNodeId, toPromptId } from '@/protocol/ids';
import { parseFeatures, parseSystemStats } from '@/protocol/system';
import type { SystemStats } from '@/protocol/system';
import { keys } from '@/session/keys';
import type { Session } from '@/session/session';
import { buildHistory, buildQueue } from '@/testing/builders';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { NO_RUNS } from '@/workspace/runs';
import { ConnectionStatus } from './shell/connection-status';

/** What rendered since it was last emptied: ids of nodes, and names of panels. */
const rendered = new Set<string>();
const note = (id: string): void => void rendered.add(id);

vi.mock('@/features/graph-view/nodes/node-view', async (importOriginal) => {
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

const noop = (): void => undefined;
const PANELS: Readonly<Record<string, ReactNode>> = {
  queue: <QueuePanel />,
  history: <HistoryPanel layout="page" filters={{}} onFiltersChange={noop} onSelectJob={noop} />,
  gallery: <GalleryPanel layout="page" filters={{}} onFiltersChange={noop} onOpenOutput={noop} />,
  library: <LibraryPanel onAdd={() => true} />,
  problems: <ProblemsPanel />,
  server: <ServerPanel part="overview" onPartChange={noop} />,
  status: <ConnectionStatus />,
};

function createClient() {
  const queue = vi.fn(() => Promise.resolve(buildQueue(['p'], ['w1', 'w2'])));
  const history = vi.fn(() => Promise.resolve(buildHistory(['a', 'b'])));
  const stats = parseSystemStats({ system: { os: 'linux', comfyui_version: '0.33.0' }, devices: [] });
  const client = {
    queue,
    history,
    objectInfo: () => Promise.resolve(sampleObjectInfo),
    // Measured once: the server's panel asks by itself every few seconds, and each measurement is one more point of its chart.
    systemStats: vi.fn(() => new Promise<SystemStats>(() => undefined)).mockResolvedValueOnce(stats),
    features: () => Promise.resolve(parseFeatures({ max_upload_size: 1 })),
    extensions: () => Promise.resolve([]),
  };
  return { queue, history, client };
}

/** Everything there is at once, around the large graph. */
async function showLarge() {
  const { workspace, wrap } = createPageParts();
  const id = workspace.open(largeDocument(), { name: 'large', origin: { kind: 'draft' } });
  const { queue, history, client } = createClient();
  const ui = Object.entries({ graph: <GraphView documentId={id} />, ...PANELS }).map(([name, panel]) => (
    <Profiler key={name} id={name} onRender={note}>
      {panel}
    </Profiler>
  ));
  const utils = renderWithSession(ui, { wrap, client });
  const controller = activeView(workspace);
  if (controller === null) throw new Error('no view');
  await waitFor(() => expect(controller.areTypesKnown()).toBe(true));
  act(() => controller.moveTo({ x: 40, y: 80, zoom: 1 }));
  await waitFor(() => expect(screen.getAllByRole('group', { name: /^Sampler #/ }).length).toBeGreaterThanOrEqual(6));
  const { session } = utils;
  await waitFor(() => {
    expect(session.ledger.state.getState()).toMatchObject({ status: 'kept', isWhole: true });
    expect(rowsIn('Queue')).toBe(3);
    expect(rowsIn('History')).toBe(2);
    expect(screen.getAllByRole('treeitem').length).toBeGreaterThan(1);
  });
  // Setting all this up may take so long that what the page knows has aged: the measuring begins with fresh news.
  await poll(session);
  await settle();
  return { ...utils, workspace, id, controller, queue, history };
}

const rowsIn = (name: string): number => within(screen.getByRole('region', { name })).getAllByRole('listitem').length;

/** Nodes come in over several frames, and answers that were on their way come too: until two frames bring nothing more. */
async function settle(): Promise<void> {
  do {
    rendered.clear();
    await frames();
  } while (rendered.size > 0);
}

function frames(): Promise<void> {
  return act(() => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))));
}

/** What the session's poll does, with a new look at the history too. */
function poll({ queryClient, serverId }: Session): Promise<unknown> {
  return act(() =>
    Promise.all([keys.queue(serverId), keys.historyLists(serverId)].map((queryKey) => queryClient.refetchQueries({ queryKey }))),
  );
}

const isPanel = (id: string): boolean => id === 'graph' || id in PANELS;
const nodesRendered = (): readonly string[] => [...rendered].filter((id) => !isPanel(id)).sort();
const panelsRendered = (): readonly string[] => [...rendered].filter(isPanel).sort();

/** Messages as the server sends them while job `p` runs. */
const progress = (value: number): string =>
  JSON.stringify({
    type: 'progress_state',
    data: {
      prompt_id: 'p',
      nodes: {
        '2': {
          value,
          max: 20,
          state: 'running',
          node_id: '2',
          prompt_id: 'p',
          display_node_id: '2',
          parent_node_id: null,
          real_node_id: '2',
        },
      },
    },
  });

describe('with 500 nodes and every panel open, what is rendered', () => {
  it('is a few dozen nodes', async () => {
    await showLarge();
    expect(screen.getAllByRole('group', { name: /^Sampler #/ }).length).toBeLessThan(60);
  });

  it('on a poll that brings nothing new is nothing at all, and on one that does the queue', async () => {
    const { session, queue, history } = await showLarge();
    const asked = [queue.mock.calls.length, history.mock.calls.length];
    await poll(session);
    await frames();
    expect(queue.mock.calls.length).toBeGreaterThan(asked[0] ?? 0);
    expect(history.mock.calls.length).toBeGreaterThan(asked[1] ?? 0);
    expect([...rendered]).toEqual([]);
    queue.mockResolvedValue(buildQueue(['p'], ['w1']));
    await poll(session);
    await waitFor(() => expect(panelsRendered()).toContain('queue'));
    expect(nodesRendered()).toEqual([]);
  });

  it('on a progress message is the node it is about, and the row of its job', async () => {
    const { session, sockets, workspace, id } = await showLarge();
    const promptId = toPromptId('p');
    act(() => workspace.runs.setState({ [id]: { ...NO_RUNS, promptIds: [promptId] } }));
    const step = (value: number) => act(() => sockets.newest().receive(progress(value)));
    const bar = () =>
      within(screen.getByRole('group', { name: 'Sampler #2' }))
        .getByRole('progressbar')
        .getAttribute('aria-valuenow');
    step(1);
    await waitFor(() => expect(bar()).toBe('5'));
    await settle();
    step(2);
    await waitFor(() => expect(bar()).toBe('10'));
    await frames();
    expect(nodesRendered()).toEqual(['2']);
    expect(panelsRendered().filter((name) => name !== 'graph' && name !== 'queue')).toEqual([]);
    expect(session.live.getState().activePromptId).toBe(promptId);
  });

  it('on a keystroke in a control is the node it belongs to', async () => {
    const { user } = await showLarge();
    const node = screen.getByRole('group', { name: 'Sampler #2' });
    await user.click(within(node).getByRole('spinbutton', { name: /steps/ }));
    await settle();
    await user.keyboard('5');
    await frames();
    expect(nodesRendered()).toEqual(['2']);
    expect(panelsRendered()).toEqual(['graph']);
  });

  it('on selecting a node is that node', async () => {
    const { controller } = await showLarge();
    act(() => controller.select([toNodeId('3')]));
    await frames();
    expect(nodesRendered()).toEqual(['3']);
    expect(panelsRendered()).toEqual(['graph']);
    await settle();
    act(() => controller.select([toNodeId('2')]));
    expect(nodesRendered()).toEqual(['2', '3']);
  });

  it('on an edit is what the edit touched', async () => {
    const { controller } = await showLarge();
    act(() => controller.edit((document) => setTitle(document, { graphId: 'root', nodeId: toNodeId('4'), title: 'Named' })));
    await frames();
    expect(nodesRendered()).toEqual(['4']);
    expect(panelsRendered().filter((name) => name !== 'graph' && name !== 'problems')).toEqual([]);
  });
});
