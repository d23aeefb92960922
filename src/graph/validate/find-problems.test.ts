import { describe, expect, it } from 'vitest';
import type { JsonValue } from '@/lib/json';
import { toNodeId } from '@/protocol/ids';
import { createDocument } from '../document/create-document';
import type { GraphNode, SubgraphDefinition, SubgraphId, WorkflowDocument } from '../document/model';
import { deleteLinks, disconnect } from '../edit/connect';
import { editNodes } from '../edit/edit-graph';
import { ids, SAMPLE_TYPES, sampleDocument, wired, withSample } from '../edit/fixtures/sample';
import { setMode } from '../edit/nodes';
import { setWidgetValue } from '../edit/widget';
import { NO_NODE_TYPES, parseNodeTypes } from '../node-types/parse-node-types';
import { findProblems, isProblemOf } from './find-problems';

const graphId = 'root';
const problems = (document: WorkflowDocument) => findProblems(document, SAMPLE_TYPES);
const set = (document: WorkflowDocument, nodeId: number, name: string, value: JsonValue) =>
  setWidgetValue(document, { graphId, nodeId: toNodeId(nodeId), name, value, nodeTypes: SAMPLE_TYPES });
const cut = (document: WorkflowDocument, nodeId: number, name: string) =>
  disconnect(document, { graphId, to: { nodeId: toNodeId(nodeId), name } });
const retyped = (document: WorkflowDocument, id: number, type: string): WorkflowDocument => ({
  ...document,
  root: editNodes(document.root, ids(id), (node) => ({ ...node, type })),
});

describe('findProblems', () => {
  it('has nothing to say about a good document, an empty one, or one without node types', () => {
    expect(problems(sampleDocument())).toEqual([]);
    expect(problems(createDocument())).toEqual([]);
    expect(findProblems(retyped(sampleDocument(), 1, 'Gone'), NO_NODE_TYPES)).toEqual([]);
  });

  it('names values out of range with the limit', () => {
    expect(problems(set(sampleDocument(), 1, 'seed', 101))).toEqual([
      { severity: 'error', code: 'value-above-max', nodeId: '1', input: 'seed', params: { value: '101', limit: '100' } },
    ]);
    expect(problems(set(sampleDocument(), 2, 'amount', -0.5))).toMatchObject([{ code: 'value-below-min', params: { limit: '0' } }]);
    expect(problems(set(sampleDocument(), 2, 'amount', 'much'))).toMatchObject([{ code: 'value-not-a-number' }]);
    expect(problems(set(sampleDocument(), 2, 'amount', '0.5'))).toEqual([]);
  });

  it('names values that are not in the list', () => {
    expect(problems(set(sampleDocument(), 2, 'way', 'melt'))).toMatchObject([
      { code: 'value-not-in-list', input: 'way', params: { value: 'melt' } },
    ]);
  });

  it('does not judge the value behind a wire', () => {
    const bad = set(withSample(sampleDocument(), 5, 'Number'), 2, 'amount', 7);
    expect(problems(bad)).toHaveLength(1);
    expect(problems(wired(bad, [5, 0], [2, 'amount']))).toEqual([]);
  });

  it('names required inputs without a wire, optional ones not', () => {
    expect(problems(cut(sampleDocument(), 2, 'second'))).toEqual([
      { severity: 'error', code: 'required-input-unconnected', nodeId: '2', input: 'second' },
    ]);
  });

  it('only warns where nodes that broadcast may feed the input', () => {
    const open = cut(sampleDocument(), 2, 'second');
    expect(
      problems(retyped(setMode(withSample(open, 4, 'Number'), { graphId, nodeIds: ids(4), mode: 2 }), 4, 'Anything Everywhere?')),
    ).toMatchObject([
      { code: 'required-input-unconnected', severity: 'warning' },
      { code: 'missing-node-type', severity: 'warning' },
    ]);
  });

  it('only warns where no output depends on the node', () => {
    const loose = withSample(sampleDocument(), 4, 'Blend');
    expect(new Set(problems(loose).map((problem) => problem.severity))).toEqual(new Set(['warning']));
  });

  it('names inputs fed by a muted node', () => {
    const muted = setMode(sampleDocument(), { graphId, nodeIds: ids(1), mode: 2 });
    expect(problems(muted).map(({ code, input }) => [code, input])).toEqual([
      ['input-from-muted', 'first'],
      ['input-from-muted', 'second'],
    ]);
  });

  it('does not judge muted nodes, except for their class', () => {
    const bad = setMode(set(sampleDocument(), 3, 'images', 1), { graphId, nodeIds: ids(3), mode: 2 });
    expect(problems(bad)).toEqual([{ severity: 'error', code: 'no-output-node' }]);
    expect(problems(retyped(bad, 3, 'Gone'))).toMatchObject([
      { severity: 'warning', code: 'missing-node-type', params: { type: 'Gone' } },
      {},
    ]);
  });

  it('names classes the server lacks as errors, wherever they stand', () => {
    const document = retyped(withSample(sampleDocument(), 4, 'Number'), 4, 'Gone');
    expect(problems(document)).toEqual([{ severity: 'error', code: 'missing-node-type', nodeId: '4', params: { type: 'Gone' } }]);
  });

  it('does not miss what only the browser knows', () => {
    const note: GraphNode = { ...(sampleDocument().root.nodes.get(toNodeId(1)) as GraphNode), id: toNodeId(8), type: 'MarkdownNote' };
    const document = sampleDocument();
    expect(problems({ ...document, root: { ...document.root, nodes: new Map(document.root.nodes).set(note.id, note) } })).toEqual([]);
  });

  it('names the nodes of a loop and no others', () => {
    const two = withSample(sampleDocument(), 4, 'Blend');
    const looped = wired(wired(wired(two, [2, 0], [4, 'first']), [1, 0], [4, 'second']), [4, 0], [2, 'second']);
    expect(problems(looped).map(({ code, nodeId }) => [code, nodeId])).toEqual([
      ['cycle', '2'],
      ['cycle', '4'],
    ]);
  });

  it('tells kinds of values it keeps without drawing them', () => {
    const { nodeTypes } = parseNodeTypes(
      new Map([['Odd', { input: { required: { curve: ['CURVE', { default: [] }] } }, output: [], output_node: true }]]),
    );
    const node: GraphNode = { ...(sampleDocument().root.nodes.get(toNodeId(1)) as GraphNode), type: 'Odd', inputs: [], outputs: [] };
    const document = { ...createDocument(), root: { ...createDocument().root, nodes: new Map([[node.id, node]]) } };
    expect(findProblems(document, nodeTypes)).toMatchObject([{ severity: 'info', code: 'unknown-widget-kept', input: 'curve' }]);
  });

  it('looks into definitions that are used, and says where', () => {
    const id = 'def' as SubgraphId;
    const inner = cut(sampleDocument(), 2, 'second').root;
    const definition: SubgraphDefinition = { ...inner, id, name: 'def', inputs: [], outputs: [], source: {} };
    const instance: GraphNode = { ...(sampleDocument().root.nodes.get(toNodeId(1)) as GraphNode), id: toNodeId(50), type: id };
    const empty = createDocument();
    const used = { ...empty, root: { ...empty.root, nodes: new Map([[instance.id, instance]]) }, subgraphs: new Map([[id, definition]]) };
    const [problem, ...others] = problems(used);
    expect(problem).toMatchObject({ code: 'required-input-unconnected', nodeId: '2', params: { graphId: id } });
    expect(others).toEqual([]);
    expect(problem !== undefined && isProblemOf(problem, id, toNodeId(2)) && !isProblemOf(problem, 'root', toNodeId(2))).toBe(true);
    const unused = setMode(used, { graphId, nodeIds: ids(50), mode: 4 });
    expect(problems(unused).map((other) => other.code)).toEqual(['no-output-node']);
  });

  it('counts a wire that the file lost as none', () => {
    const document = sampleDocument();
    const linkIds = [...document.root.links.keys()].slice(2);
    const links = deleteLinks(document, { graphId, linkIds }).root.links;
    expect(problems({ ...document, root: { ...document.root, links } })).toMatchObject([
      { code: 'required-input-unconnected', nodeId: '3' },
    ]);
  });
});
