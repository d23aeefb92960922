import { screen, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDocument } from '@/graph/document/create-document';
import { createVirtualNode } from '@/graph/document/create-node';
import { addNode } from '@/graph/edit/nodes';
import { setWidgetValue } from '@/graph/edit/widget';
import { NO_NODE_TYPES } from '@/graph/node-types/parse-node-types';
import { toNodeId } from '@/protocol/ids';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { NodeStage } from '../fixtures/render-graph';
import { createSampleView } from '../fixtures/sample-view';

const nodeId = toNodeId('1');
const HOSTILE = [
  '# Read me',
  '<img src="https://spy.example/a.png" onerror="alert(1)"><script>alert(2)</script>',
  '![a cat](https://spy.example/cat.png)',
  '[run](javascript:alert(3)) [data](data:text/html,x) [inside](#/settings) [docs](https://docs.example/x)',
  '- [x] done',
].join('\n\n');

// Its chunk is read before, so that no test waits for the compiler.
beforeAll(async () => {
  await import('./markdown-text');
});

function show(text: string) {
  const { workspace, wrap } = createPageParts();
  const node = createVirtualNode('MarkdownNote', { id: nodeId, position: { x: 0, y: 0 } });
  const empty = addNode(createDocument(), { graphId: 'root', node });
  const args = { graphId: 'root' as const, nodeId, name: '0', value: text, nodeTypes: NO_NODE_TYPES };
  const view = createSampleView(setWidgetValue(empty, args), workspace);
  const utils = renderWithSession(<NodeStage controller={view.controller} nodeId={nodeId} />, { wrap });
  return { ...utils, ...view };
}

describe('a Markdown note', () => {
  it('is shown as it is meant to be read', async () => {
    show(HOSTILE);
    expect(await screen.findByRole('heading', { name: 'Read me' })).toBeDefined();
    expect(screen.getByRole('listitem').textContent).toMatch(/^☑\s+done$/);
    const link = screen.getByRole('link', { name: 'docs' });
    expect(link).toMatchObject({ href: 'https://docs.example/x', target: '_blank', rel: 'noopener noreferrer' });
  });

  it('runs nothing, loads nothing and leads nowhere inside', async () => {
    show(HOSTILE);
    await screen.findByRole('heading', { name: 'Read me' });
    expect(screen.queryAllByRole('img').filter((element) => element.tagName === 'IMG')).toHaveLength(0);
    const places = screen.getAllByRole<HTMLAnchorElement>('link').map(({ href }) => href);
    expect(places).toEqual(['https://spy.example/cat.png', 'https://docs.example/x']);
    expect(screen.getByText('run').tagName).toBe('SPAN');
    expect(screen.getByText(/<script>/)).toBeDefined();
  });

  it('is written in place, as one undo step', async () => {
    const { user, open } = show('old');
    await screen.findByText('old');
    await user.click(screen.getByRole('button', { name: 'Edit note' }));
    const field = screen.getByRole('textbox');
    expect(field.matches(':focus')).toBe(true);
    await user.clear(field);
    await user.type(field, 'a *new* text');
    await user.tab();
    await user.tab();
    expect(within(await screen.findByText('new')).getByText('new').tagName).toBe('EM');
    expect(open().document.root.nodes.get(nodeId)?.widgetValues).toEqual({ form: 'array', values: ['a *new* text'] });
    expect(open().past).toHaveLength(1);
  });

  it('says how it is written while it is empty', async () => {
    const { user } = show('');
    await user.dblClick(screen.getByText('An empty note. Double-click to write.'));
    expect(screen.getByRole('textbox').matches(':focus')).toBe(true);
  });
});
