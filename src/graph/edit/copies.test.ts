import { describe, expect, it } from 'vitest';
import { toNodeId } from '@/protocol/ids';
import { createDocument } from '../document/create-document';
import type { GraphNode, SubgraphDefinition, SubgraphId, WorkflowDocument } from '../document/model';
import { copyNodes, parseClipboard, pasteNodes } from './clipboard';
import { duplicateNodes } from './duplicate';
import { findAddedNodes } from './edit-graph';
import { findIncomingLink } from './ends';
import { findInconsistencies, ids, SAMPLE_TYPES, sampleDocument } from './fixtures/sample';
import { setPinned } from './nodes';
import { parsePastedText } from './parse-pasted';

const graphId = 'root';
const nodeOf = (document: WorkflowDocument, id: string): GraphNode => {
  const node = document.root.nodes.get(toNodeId(id));
  if (node === undefined) throw new Error(`no node ${id}`);
  return node;
};

const copied = (document: WorkflowDocument, ...numbers: number[]): WorkflowDocument => {
  const clipboard = parseClipboard(copyNodes(document, { graphId, nodeIds: ids(...numbers) }) ?? '');
  if (clipboard === null) throw new Error('nothing copied');
  return clipboard;
};

describe('duplicateNodes', () => {
  it('copies nodes with the wires between them only', () => {
    const before = sampleDocument();
    const after = duplicateNodes(before, { graphId, nodeIds: ids(2, 3), keepsIncoming: false });
    expect(findAddedNodes(before, after, graphId)).toEqual(['4', '5']);
    expect(nodeOf(after, '4').inputs.find((input) => input.name === 'first')?.link).toBeNull();
    expect(findIncomingLink(after, graphId, { nodeId: toNodeId(5), name: 'images' })?.originId).toBe('4');
    expect(findInconsistencies(after)).toEqual([]);
  });

  it('keeps the wires from outside when asked', () => {
    const after = duplicateNodes(sampleDocument(), { graphId, nodeIds: ids(2), keepsIncoming: true });
    expect(findIncomingLink(after, graphId, { nodeId: toNodeId(4), name: 'first' })?.originId).toBe('1');
    expect(nodeOf(after, '1').outputs[0]?.links).toHaveLength(4);
    expect(findInconsistencies(after)).toEqual([]);
  });

  it('puts copies beside the original, free to move', () => {
    const before = setPinned(sampleDocument(), { graphId, nodeIds: ids(1), isPinned: true });
    const after = duplicateNodes(before, { graphId, nodeIds: ids(1), keepsIncoming: false, offset: { x: 10, y: 20 } });
    const { position } = nodeOf(before, '1');
    expect(nodeOf(after, '4')).toMatchObject({ position: { x: position.x + 10, y: position.y + 20 }, isPinned: false });
  });

  it('does nothing without nodes', () => {
    const document = sampleDocument();
    expect(duplicateNodes(document, { graphId, nodeIds: ids(99), keepsIncoming: true })).toBe(document);
    expect(copyNodes(document, { graphId, nodeIds: ids(99) })).toBeNull();
  });
});

describe('copy and paste', () => {
  it('carries nodes into another document, values and inner wires included', () => {
    const other = createDocument();
    const after = pasteNodes(other, { graphId, clipboard: copied(sampleDocument(), 2, 3), at: { x: 1000, y: 500 } });
    expect([...after.root.nodes.values()].map((node) => node.type)).toEqual(['Blend', 'Show']);
    expect(after.root.links.size).toBe(1);
    expect(nodeOf(after, '1').position).toEqual({ x: 1000, y: 500 });
    expect(nodeOf(after, '1').widgetValues).toEqual(nodeOf(sampleDocument(), '2').widgetValues);
    expect(findInconsistencies(after)).toEqual([]);
  });

  it('gives new ids each time', () => {
    const clipboard = copied(sampleDocument(), 1, 2);
    const once = pasteNodes(sampleDocument(), { graphId, clipboard });
    const twice = pasteNodes(once, { graphId, clipboard });
    expect([...twice.root.nodes.keys()]).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(findInconsistencies(twice)).toEqual([]);
  });

  it.each([
    '',
    'hello',
    '{"type":"comfydeck-nodes"}',
    '{"type":"comfydeck-nodes","workflow":{"nodes":7}}',
    '"comfydeck-nodes"',
    '{"nodes":[]}',
  ])('takes no other text for nodes: %s', (text) => {
    expect(parseClipboard(text)).toBeNull();
  });
});

describe('pasting instances', () => {
  const inner = 'inner' as SubgraphId;
  const outer = 'outer' as SubgraphId;
  const instance = (id: number, type: SubgraphId): GraphNode => ({ ...nodeOf(sampleDocument(), '1'), id: toNodeId(id), type });
  const definition = (id: SubgraphId, nodes: readonly GraphNode[]): SubgraphDefinition => ({
    ...createDocument().root,
    nodes: new Map(nodes.map((node) => [node.id, node])),
    id,
    name: id,
    inputs: [],
    outputs: [],
    source: { id, name: id },
  });
  const root = { ...createDocument().root, nodes: new Map([[toNodeId(9), instance(9, outer)]]) };
  const subgraphs = new Map([
    [outer, definition(outer, [instance(11, inner)])],
    [inner, definition(inner, [])],
  ]);
  const document: WorkflowDocument = { ...createDocument(), root, subgraphs };

  it('brings their definitions along, nested ones too', () => {
    const after = pasteNodes(createDocument(), { graphId, clipboard: copied(document, 9) });
    expect([...after.subgraphs.keys()].sort()).toEqual(['inner', 'outer']);
    expect(after.root.nodes.size).toBe(1);
  });

  it('leaves out an instance that would contain itself', () => {
    const clipboard = copied(document, 9);
    expect(pasteNodes(document, { graphId: inner, clipboard })).toBe(document);
    expect(pasteNodes(document, { graphId: outer, clipboard })).toBe(document);
  });
});

describe('pasting text from elsewhere', () => {
  it('inserts a whole workflow with its wires, groups and group node definitions', () => {
    const brought = {
      nodes: [
        { id: 1, type: 'Source', pos: [100, 100], outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [1] }] },
        { id: 2, type: 'workflow>Two', pos: [400, 100], inputs: [{ name: 'first', type: 'IMAGE', link: 1 }] },
      ],
      links: [[1, 1, 0, 2, 0, 'IMAGE']],
      groups: [{ title: 'Brought', bounding: [90, 40, 200, 200] }],
      extra: { groupNodes: { Two: { nodes: [] } } },
    };
    const clipboard = parsePastedText(JSON.stringify(brought), SAMPLE_TYPES);
    if (clipboard === null) throw new Error('not read');
    const before = sampleDocument();
    const after = pasteNodes(before, { graphId: 'root', clipboard, at: { x: 1000, y: 500 } });
    const [source, group] = findAddedNodes(before, after, 'root').map((id) => after.root.nodes.get(id));
    expect(source?.position).toEqual({ x: 1000, y: 500 });
    expect(group?.inputs[0]?.link).toBe(source?.outputs[0]?.links[0]);
    expect(after.root.groups).toMatchObject([{ title: 'Brought', bounds: { x: 990, y: 440 } }]);
    expect(after.source['extra']).toMatchObject({ groupNodes: { Two: { nodes: [] } } });
    expect(findInconsistencies(after)).toEqual([]);
  });

  it('inserts an API prompt by the node types', () => {
    const clipboard = parsePastedText('{"a":{"class_type":"Show","inputs":{"label":"x"}}}', SAMPLE_TYPES);
    expect([...(clipboard?.root.nodes.values() ?? [])]).toMatchObject([{ type: 'Show', widgetValues: { values: ['x'] } }]);
  });

  it('takes no other text', () => {
    for (const text of ['', 'once upon a time', '{"name":"package"}', '[1]', '{"nodes":[],"links":[]}']) {
      expect(parsePastedText(text, SAMPLE_TYPES)).toBeNull();
    }
  });
});
