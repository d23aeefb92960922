import { act, screen, waitFor } from '@testing-library/react';
import { Profiler } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { GalleryPanel } from '@/features/gallery';
import { GraphView } from '@/features/graph-view';
import { HistoryPanel } from '@/features/history';
import { QueuePanel } from '@/features/queue';
import { createDocument } from '@/graph/document/create-document';
import { createVirtualNode } from '@/graph/document/create-node';
import { addNode } from '@/graph/edit/nodes';
import { toNodeId } from '@/protocol/ids';
import { buildHistory, buildQueue } from '@/testing/builders';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { keys } from '@/session/keys';
import type { Session } from '@/session/session';

const noop = (): void => undefined;

function show(queue: () => Promise<ReturnType<typeof buildQueue>>) {
  const { workspace, wrap } = createPageParts();
  let document = createDocument();
  for (let id = 1; id <= 500; id++) {
    const position = { x: (id % 25) * 420, y: Math.floor(id / 25) * 340 };
    document = addNode(document, { graphId: 'root', node: createVirtualNode('Note', { id: toNodeId(id), position }) });
  }
  const id = workspace.open(document, { name: 'large', origin: { kind: 'draft' } });
  const rendered: string[] = [];
  const note = (panel: string): void => void rendered.push(panel);
  const ui = (
    <>
      <Profiler id="graph" onRender={note}>
        <GraphView documentId={id} />
      </Profiler>
      <Profiler id="queue" onRender={note}>
        <QueuePanel />
      </Profiler>
      <Profiler id="history" onRender={note}>
        <HistoryPanel layout="page" filters={{}} onFiltersChange={noop} onSelectJob={noop} />
      </Profiler>
      <Profiler id="gallery" onRender={note}>
        <GalleryPanel layout="page" filters={{}} onFiltersChange={noop} onOpenOutput={noop} />
      </Profiler>
    </>
  );
  const poll = (session: Session): Promise<unknown> =>
    act(() =>
      Promise.all([
        session.queryClient.refetchQueries({ queryKey: keys.queue(session.serverId) }),
        session.queryClient.refetchQueries({ queryKey: keys.historyLists(session.serverId) }),
      ]),
    );
  const history = vi.fn(() => Promise.resolve(buildHistory(['a', 'b'])));
  return { ...renderWithSession(ui, { wrap, client: { queue, history } }), rendered, history, poll };
}

describe('a poll', () => {
  it('that brings nothing new renders no panel, one that does renders the queue', async () => {
    let waiting = ['w1', 'w2'];
    const queue = vi.fn(() => Promise.resolve(buildQueue(['r'], waiting)));
    const { session, rendered, history, poll } = show(queue);
    await waitFor(() => expect(screen.getAllByRole('listitem').length).toBeGreaterThan(3));
    await poll(session);
    rendered.length = 0;
    const asked = [queue.mock.calls.length, history.mock.calls.length];
    await poll(session);
    expect(queue.mock.calls.length).toBeGreaterThan(asked[0] ?? 0);
    expect(history.mock.calls.length).toBeGreaterThan(asked[1] ?? 0);
    expect(rendered).toEqual([]);
    waiting = ['w1'];
    await poll(session);
    await waitFor(() => expect(rendered).toContain('queue'));
  });
});
