import { describe, expect, it } from 'vitest';
import { readWorkflow } from '@/graph/import/read-workflow';
import { toNodeId } from '@/protocol/ids';
import { createSampleView } from '../fixtures/sample-view';
import { pathTitles } from '../subgraph-path';
import { enterSubgraph, leaveSubgraph, showNode } from '../view-actions';
import { displayIdOf } from '../view-store';
import { executionIdOf } from './problem-place';

const INNER = '11111111-1111-4111-8111-111111111111';
const OUTER = '22222222-2222-4222-8222-222222222222';

const node = (id: number, type: string) => ({ id, type, pos: [0, 0], size: [200, 100], flags: {}, mode: 0, inputs: [], outputs: [] });
const definition = (id: string, name: string, nodes: readonly ReturnType<typeof node>[]) => ({
  id,
  name,
  inputs: [],
  outputs: [],
  nodes,
  links: [],
});

/** Root node 5 is an instance of Outer, which holds node 7, an instance of Inner, which holds node 12. */
const { document } = readWorkflow({
  version: 0.4,
  nodes: [node(5, OUTER), node(6, 'Loader')],
  links: [],
  definitions: { subgraphs: [definition(INNER, 'Inner', [node(12, 'Sampler')]), definition(OUTER, 'Outer', [node(7, INNER)])] },
});

describe('executionIdOf', () => {
  it('is the node itself in the root, the way through instances inside definitions', () => {
    expect(executionIdOf(document, { severity: 'error', code: 'x', nodeId: '6' })).toBe('6');
    expect(executionIdOf(document, { severity: 'error', code: 'x', nodeId: '12', params: { graphId: INNER } })).toBe('5:7:12');
    expect(executionIdOf(document, { severity: 'error', code: 'no-output-node' })).toBeNull();
  });
});

describe('going into subgraphs', () => {
  it('jumps to a node inside by its execution id', () => {
    const { controller } = createSampleView(document);
    expect(showNode(controller, toNodeId('5:7:12'))).toBe(true);
    expect(controller.graphId()).toBe(INNER);
    expect(controller.view.getState().focusWanted).toBe('12');
    expect(displayIdOf(controller.view.getState().path, toNodeId(12))).toBe('5:7:12');
  });

  it('enters instances step by step and comes back', () => {
    const { controller } = createSampleView(document);
    expect(enterSubgraph(controller, toNodeId(6))).toBe(false);
    expect(enterSubgraph(controller, toNodeId(5))).toBe(true);
    expect(enterSubgraph(controller, toNodeId(7))).toBe(true);
    expect(pathTitles(document, controller.view.getState().path)).toEqual(['Outer', 'Inner']);
    leaveSubgraph(controller, 1);
    expect(controller.graphId()).toBe(OUTER);
    leaveSubgraph(controller, 0);
    expect(controller.graphId()).toBe('root');
  });
});
