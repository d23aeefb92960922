import { describe, expect, it } from 'vitest';
import { runToEnd } from '@/lib/run-to-end';
import { toNodeId } from '@/protocol/ids';
import { sketchDocument, sketchTypes } from '../document/fixtures/small-graph';
import type { WorkflowDocument } from '../document/model';
import { readWorkflow } from '../import/read-workflow';
import { NO_NODE_TYPES } from '../node-types/parse-node-types';
import { preflightInSteps } from './preflight';

const TYPES = sketchTypes({
  Make: { inputs: {}, output: ['IMAGE'] },
  Sound: { inputs: {}, output: ['AUDIO'] },
  Turn: { inputs: { image: ['IMAGE', {}] }, output: ['IMAGE'] },
  Show: { inputs: { images: ['IMAGE', {}] }, output: [], entry: { output_node: true } },
});

function preflight(document: WorkflowDocument, types = TYPES) {
  return runToEnd(preflightInSteps(document, types));
}

const input = (name: string, link: number | null, type = 'IMAGE') => ({ name, type, link });
const output = (type: string, ...links: number[]) => ({ name: type, type, links });
const show = (link: number | null) => ({ id: 9, type: 'Show', inputs: [input('images', link)] });

describe('what stands against a run', () => {
  it('is nothing for a good document, an empty one, and without node types', () => {
    const good = sketchDocument([{ id: 1, type: 'Make', outputs: [output('IMAGE', 1)] }, show(1)], [[1, 1, 0, 9, 0, 'IMAGE']]);
    expect(preflight(good)).toEqual([]);
    expect(preflight(sketchDocument([]))).toEqual([]);
    expect(preflight(sketchDocument([show(null)]), NO_NODE_TYPES)).toEqual([]);
  });

  it('is looked for node by node, so that a page can live in between, in long chains too', () => {
    const length = 300;
    const turns = Array.from({ length }, (_, at) => ({
      id: at + 10,
      type: 'Turn',
      inputs: [input('image', at + 1)],
      outputs: [output('IMAGE', at + 2)],
    }));
    const nodes = [{ id: 1, type: 'Make', outputs: [output('IMAGE', 1)] }, ...turns, show(length + 1)];
    const ends = [1, ...turns.map(({ id }) => id), 9];
    const links = ends.slice(1).map((target, at) => [at + 1, ends[at] ?? 0, 0, target, 0, 'IMAGE']);
    const steps = preflightInSteps(sketchDocument(nodes, links), TYPES);
    let count = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) count++;
    expect(step.value).toEqual([]);
    expect(count).toBeGreaterThan(2 * length);
  });

  it('is a bypass that leaves an input unfed', () => {
    const nodes = [{ id: 1, type: 'Turn', mode: 4, inputs: [input('image', null)], outputs: [output('IMAGE', 1)] }, show(1)];
    expect(preflight(sketchDocument(nodes, [[1, 1, 0, 9, 0, 'IMAGE']]))).toMatchObject([
      { severity: 'error', code: 'input-missing', nodeId: '9', input: 'images' },
    ]);
  });

  it('is a wire of the wrong type that a file brought along', () => {
    const nodes = [{ id: 1, type: 'Sound', outputs: [output('AUDIO', 1)] }, show(1)];
    expect(preflight(sketchDocument(nodes, [[1, 1, 0, 9, 0, 'AUDIO']]))).toMatchObject([
      { code: 'wire-type-mismatch', nodeId: '9', params: { received: 'AUDIO', wanted: 'IMAGE' } },
    ]);
  });

  it('tells each place once, in the words that say most', () => {
    expect(preflight(sketchDocument([show(null)])).map(({ code }) => code)).toEqual(['required-input-unconnected']);
    const loop = [
      { id: 1, type: 'Turn', inputs: [input('image', 2)], outputs: [output('IMAGE', 1)] },
      { id: 2, type: 'Turn', inputs: [input('image', 1)], outputs: [output('IMAGE', 2, 3)] },
      show(3),
    ];
    const links = [
      [1, 1, 0, 2, 0, 'IMAGE'],
      [2, 2, 0, 1, 0, 'IMAGE'],
      [3, 2, 0, 9, 0, 'IMAGE'],
    ];
    expect(preflight(sketchDocument(loop, links)).map(({ code, nodeId }) => [code, nodeId])).toEqual([
      ['cycle', '1'],
      ['cycle', '2'],
    ]);
  });

  it('is an input of a subgraph that nothing feeds, told at the node inside', () => {
    const definition = {
      id: 'a0000000-0000-4000-8000-000000000000',
      name: 'Inside',
      inputs: [{ id: 'i', name: 'image', type: 'IMAGE', linkIds: [5] }],
      outputs: [],
      nodes: [show(5)],
      links: [{ id: 5, origin_id: -10, origin_slot: 0, target_id: 9, target_slot: 0, type: 'IMAGE' }],
    };
    const { document } = readWorkflow({
      nodes: [{ id: 4, type: definition.id, inputs: [input('image', null)] }],
      links: [],
      definitions: { subgraphs: [definition] },
    });
    expect(document.root.nodes.has(toNodeId(4))).toBe(true);
    expect(preflight(document)).toMatchObject([
      { code: 'input-missing', nodeId: '9', input: 'images', params: { graphId: definition.id, instance: '4' } },
    ]);
  });
});
