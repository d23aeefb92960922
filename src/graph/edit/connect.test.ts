import { describe, expect, it } from 'vitest';
import { createVirtualNode } from '../document/create-node';
import { createDocument } from '../document/create-document';
import type { GraphNode, SubgraphDefinition, SubgraphId, WorkflowDocument } from '../document/model';
import { SUBGRAPH_INPUT_NODE, SUBGRAPH_OUTPUT_NODE } from '../document/model';
import { readWorkflow } from '../import/read-workflow';
import { toNodeId } from '@/protocol/ids';
import { connect, deleteLinks, disconnect } from './connect';
import { findIncomingLink } from './ends';
import { findInconsistencies, SAMPLE_TYPES, sampleDocument, wired, withSample } from './fixtures/sample';
import { addNode } from './nodes';

const into = (document: WorkflowDocument, id: number, name: string) => findIncomingLink(document, 'root', { nodeId: toNodeId(id), name });

const nodeOf = (document: WorkflowDocument, id: number): GraphNode => {
  const node = document.root.nodes.get(toNodeId(id));
  if (node === undefined) throw new Error(`no node ${id}`);
  return node;
};

describe('connect', () => {
  it('draws a wire of the output’s type that both ends know', () => {
    const document = wired(sampleDocument(), [1, 1], [2, 'mask']);
    expect(into(document, 2, 'mask')).toMatchObject({ originId: '1', originSlot: 1, type: 'MASK' });
    expect(findInconsistencies(document)).toEqual([]);
  });

  it('replaces the wire that fed the input', () => {
    const before = withSample(sampleDocument(), 4, 'Source');
    const document = wired(before, [4, 0], [2, 'first']);
    expect(into(document, 2, 'first')?.originId).toBe('4');
    expect(document.root.links.size).toBe(before.root.links.size);
    expect(findInconsistencies(document)).toEqual([]);
  });

  it('changes nothing when the same wire is there, or an end is not', () => {
    const document = sampleDocument();
    expect(wired(document, [1, 0], [2, 'first'])).toBe(document);
    expect(wired(document, [1, 7], [2, 'first'])).toBe(document);
    expect(wired(document, [1, 0], [2, 'nothing'])).toBe(document);
    expect(wired(document, [9, 0], [2, 'first'])).toBe(document);
  });

  it('feeds a value input that the file does not list, keeping its value', () => {
    const compressed = withSample(sampleDocument(), 5, 'Number');
    const blend = { ...nodeOf(compressed, 2), inputs: nodeOf(compressed, 2).inputs.filter((input) => input.name !== 'amount') };
    const file = { ...compressed, root: { ...compressed.root, nodes: new Map(compressed.root.nodes).set(blend.id, blend) } };
    const document = wired(file, [5, 0], [2, 'amount']);
    expect(into(document, 2, 'amount')?.originId).toBe('5');
    expect(nodeOf(document, 2).inputs.find((input) => input.name === 'amount')?.widget).toBe('amount');
    expect(nodeOf(document, 2).widgetValues).toEqual(nodeOf(compressed, 2).widgetValues);
  });

  it('uses an output that the file does not list', () => {
    const full = sampleDocument();
    const source = { ...nodeOf(full, 1), outputs: nodeOf(full, 1).outputs.slice(0, 1) };
    const file = { ...full, root: { ...full.root, nodes: new Map(full.root.nodes).set(source.id, source) } };
    const document = wired(file, [1, 1], [2, 'mask']);
    expect(nodeOf(document, 1).outputs[1]).toMatchObject({ name: 'MASK', type: 'MASK' });
    expect(findInconsistencies(document)).toEqual([]);
  });

  it('lets a matched output take the type of what feeds the input, wires behind it too', () => {
    const ready = withSample(sampleDocument(), 6, 'Pass');
    const behind = wired(ready, [6, 0], [2, 'mask']);
    const document = wired(behind, [1, 1], [6, 'any']);
    expect(nodeOf(document, 6).outputs[0]?.type).toBe('MASK');
    expect(into(document, 2, 'mask')?.type).toBe('MASK');
  });

  it('lets Reroutes pass a type on', () => {
    const reroute = (id: number) => createVirtualNode('Reroute', { id: toNodeId(id), position: { x: 0, y: 0 } });
    const placed = [7, 8].reduce((document, id) => addNode(document, { graphId: 'root', node: reroute(id) }), sampleDocument());
    const document = wired(wired(wired(placed, [7, 0], [8, '']), [8, 0], [2, 'mask']), [1, 1], [7, '']);
    expect(nodeOf(document, 8).outputs[0]?.type).toBe('MASK');
    expect(into(document, 2, 'mask')?.type).toBe('MASK');
    expect(findInconsistencies(document)).toEqual([]);
  });

  it('makes a primitive what its first target is', () => {
    const primitive: GraphNode = {
      ...createVirtualNode('PrimitiveNode', { id: toNodeId(9), position: { x: 0, y: 0 } }),
      outputs: [{ name: 'connect to widget input', type: '*', links: [] }],
    };
    const placed = addNode(sampleDocument(), { graphId: 'root', node: primitive });
    const document = wired(placed, [9, 0], [2, 'amount']);
    expect(nodeOf(document, 9).outputs[0]).toMatchObject({ type: 'FLOAT', source: { widget: { name: 'amount' } } });
    expect(nodeOf(document, 9).widgetValues).toEqual({ form: 'array', values: [0.5, 'fixed'] });
    expect(into(document, 2, 'amount')?.type).toBe('FLOAT');
  });
});

describe('connecting inside a definition', () => {
  const id = 'def' as SubgraphId;
  const slot = (name: string, type: string) => ({ id: name, name, type, source: {} });
  const empty = createDocument();
  const inner = sampleDocument().root;
  const definition: SubgraphDefinition = {
    ...inner,
    id,
    name: 'def',
    inputs: [slot('picture', 'IMAGE')],
    outputs: [slot('result', 'IMAGE')],
    source: {},
  };
  const document = { ...empty, subgraphs: new Map([[id, definition]]) };
  const scope = { graphId: id, nodeTypes: SAMPLE_TYPES };

  it('reaches its inputs and outputs, one wire per output', () => {
    const fed = connect(document, { ...scope, from: { nodeId: SUBGRAPH_INPUT_NODE, slot: 0 }, to: { nodeId: toNodeId(2), name: 'first' } });
    expect(findIncomingLink(fed, id, { nodeId: toNodeId(2), name: 'first' })).toMatchObject({ originId: '-10', type: 'IMAGE' });
    const result = { nodeId: SUBGRAPH_OUTPUT_NODE, name: 'result' };
    const once = connect(fed, { ...scope, from: { nodeId: toNodeId(2), slot: 0 }, to: result });
    const twice = connect(once, { ...scope, from: { nodeId: toNodeId(1), slot: 0 }, to: result });
    expect(findIncomingLink(twice, id, result)?.originId).toBe('1');
    expect(twice.subgraphs.get(id)?.links.size).toBe(once.subgraphs.get(id)?.links.size);
    expect(disconnect(twice, { graphId: id, to: result }).subgraphs.get(id)?.links.size).toBe(inner.links.size);
  });
});

describe('disconnect', () => {
  it('takes the wire away at both ends', () => {
    const document = disconnect(sampleDocument(), { graphId: 'root', to: { nodeId: toNodeId(3), name: 'images' } });
    expect(into(document, 3, 'images')).toBeNull();
    expect(findInconsistencies(document)).toEqual([]);
  });

  it('changes nothing where there is no wire', () => {
    const document = sampleDocument();
    expect(disconnect(document, { graphId: 'root', to: { nodeId: toNodeId(2), name: 'mask' } })).toBe(document);
    expect(deleteLinks(document, { graphId: 'root', linkIds: [] })).toBe(document);
  });

  it('forgets native reroutes that no wire passes any more', () => {
    const read = readWorkflow({
      nodes: [
        { id: 1, type: 'A', outputs: [{ name: 'x', type: 'X', links: [1] }] },
        { id: 2, type: 'B', inputs: [{ name: 'x', type: 'X', link: 1 }] },
      ],
      links: [[1, 1, 0, 2, 0, 'X']],
      extra: { reroutes: [{ id: 1, pos: [0, 0], linkIds: [1] }] },
    }).document;
    expect(read.root.reroutes).toHaveLength(1);
    const document = disconnect(read, { graphId: 'root', to: { nodeId: toNodeId(2), name: 'x' } });
    expect(document.root.reroutes).toEqual([]);
  });
});
