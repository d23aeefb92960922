import { describe, expect, it } from 'vitest';
import { toNodeId } from '@/protocol/ids';
import { createDocument } from '../document/create-document';
import type { GraphNode, SubgraphDefinition, SubgraphId, WorkflowDocument } from '../document/model';
import { createManualClock } from '@/lib/clock';
import { copyNodes, parseClipboard, pasteNodes, type Clipping } from './clipboard';
import { duplicateNodes } from './duplicate';
import { findAddedNodes } from './edit-graph';
import { findIncomingLink } from './ends';
import { addGroupAround, nodesInGroup } from './groups';
import { findInconsistencies, ids, SAMPLE_TYPES, sampleDocument, withSample } from './fixtures/sample';
import { deleteNodes, setPinned } from './nodes';
import { parsePastedText } from './parse-pasted';
import { findPastePoint } from './paste-point';

const graphId = 'root';
const nodeOf = (document: WorkflowDocument, id: string): GraphNode => {
  const node = document.root.nodes.get(toNodeId(id));
  if (node === undefined) throw new Error(`no node ${id}`);
  return node;
};

const copied = (document: WorkflowDocument, ...numbers: number[]): Clipping => {
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

  it('brings the groups whose nodes are all copied, each under an id of its own', () => {
    const framed = addGroupAround(addGroupAround(sampleDocument(), { graphId, nodeIds: ids(2, 3), title: 'both' }), {
      graphId,
      nodeIds: ids(1, 2, 3),
      title: 'all',
    });
    const clipboard = copied(framed, 2, 3);
    expect(clipboard.document.root.groups.map(({ title }) => title)).toEqual(['both']);
    const after = pasteNodes(framed, { graphId, clipboard, at: { x: 2000, y: 500 } });
    expect(after.root.groups.map(({ title }) => title)).toEqual(['both', 'all', 'both']);
    expect(nodesInGroup(after, { graphId, index: 2 })).toEqual(['4', '5']);
    expect(nodesInGroup(after, { graphId, index: 0 })).toEqual(['2', '3']);
    expect(new Set(after.root.groups.map(({ source }) => source?.['id'])).size).toBe(3);
    expect(copied(framed, 2).document.root.groups).toEqual([]);
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
  const dependencies = { startWorker: () => null, clock: createManualClock() };

  it('inserts a whole workflow with its wires, groups and group node definitions', async () => {
    const brought = {
      nodes: [
        { id: 1, type: 'Source', pos: [100, 100], outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [1] }] },
        { id: 2, type: 'workflow>Two', pos: [400, 100], inputs: [{ name: 'first', type: 'IMAGE', link: 1 }] },
      ],
      links: [[1, 1, 0, 2, 0, 'IMAGE']],
      groups: [{ title: 'Brought', bounding: [90, 40, 200, 200] }],
      extra: { groupNodes: { Two: { nodes: [] } } },
    };
    const clipboard = await parsePastedText(JSON.stringify(brought), SAMPLE_TYPES, dependencies);
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

  it('inserts an API prompt by the node types', async () => {
    const clipboard = await parsePastedText('{"a":{"class_type":"Show","inputs":{"label":"x"}}}', SAMPLE_TYPES, dependencies);
    expect([...(clipboard?.document.root.nodes.values() ?? [])]).toMatchObject([{ type: 'Show', widgetValues: { values: ['x'] } }]);
  });

  it('takes no other text', async () => {
    for (const text of ['', 'once upon a time', '{"name":"package"}', '[1]', '{"nodes":[],"links":[]}']) {
      expect(await parsePastedText(text, SAMPLE_TYPES, dependencies)).toBeNull();
    }
  });
});

describe('wires from outside', () => {
  const feeds = (document: WorkflowDocument, id: number): readonly (string | undefined)[] =>
    ['first', 'second'].map((name) => findIncomingLink(document, graphId, { nodeId: toNodeId(id), name })?.originId);

  it('come back on wish, also after the copied nodes were cut', () => {
    const clipboard = copied(sampleDocument(), 2);
    const cut = deleteNodes(sampleDocument(), { graphId, nodeIds: ids(2) });
    const after = pasteNodes(cut, { graphId, clipboard, keepsIncoming: true });
    expect(feeds(after, 4)).toEqual(['1', '1']);
    expect(findInconsistencies(after)).toEqual([]);
    expect(feeds(pasteNodes(cut, { graphId, clipboard }), 4)).toEqual([undefined, undefined]);
  });

  it('come from the node of the same id and class in another document only', () => {
    const clipboard = copied(sampleDocument(), 2);
    const same = pasteNodes(withSample(createDocument(), 1, 'Source'), { graphId, clipboard, keepsIncoming: true });
    expect(feeds(same, 2)).toEqual(['1', '1']);
    expect(findInconsistencies(same)).toEqual([]);
    const other = pasteNodes(withSample(createDocument(), 1, 'Number'), { graphId, clipboard, keepsIncoming: true });
    expect(feeds(other, 2)).toEqual([undefined, undefined]);
    expect(findInconsistencies(other)).toEqual([]);
  });

  it('are left out where a note about them makes no sense', () => {
    const text = copyNodes(sampleDocument(), { graphId, nodeIds: ids(2) }) ?? '';
    const odd = {
      ...(JSON.parse(text) as object),
      incoming: [null, 7, { originId: '1' }, { originId: '1', originClass: 'Source', targetId: '2', input: 'no' }],
    };
    const clipboard = parseClipboard(JSON.stringify(odd));
    if (clipboard === null) throw new Error('not read');
    const after = pasteNodes(sampleDocument(), { graphId, clipboard, keepsIncoming: true });
    expect(feeds(after, 4)).toEqual([undefined, undefined]);
    expect(findInconsistencies(after)).toEqual([]);
  });
});

describe('findPastePoint', () => {
  it('goes where it is wanted, and a step aside from what lies there already', () => {
    const { document } = copied(sampleDocument(), 1, 2);
    const at = { x: 100, y: 100 };
    const pasted = document.root.nodes.values();
    expect(findPastePoint(createDocument().root, pasted, at)).toEqual(at);
    const clipboard = copied(sampleDocument(), 1, 2);
    const once = pasteNodes(createDocument(), { graphId, clipboard, at });
    const next = findPastePoint(once.root, document.root.nodes.values(), at);
    expect(next).toEqual({ x: 120, y: 120 });
    const twice = pasteNodes(once, { graphId, clipboard, at: next });
    expect(findPastePoint(twice.root, document.root.nodes.values(), at)).toEqual({ x: 140, y: 140 });
  });
});
