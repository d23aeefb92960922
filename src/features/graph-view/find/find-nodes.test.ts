import { describe, expect, it } from 'vitest';
import { createSubgraph } from '@/graph/edit/create-subgraph';
import { setTitle } from '@/graph/edit/nodes';
import { setWidgetValue } from '@/graph/edit/widget';
import type { SubgraphId, WorkflowDocument } from '@/graph/document/model';
import { toNodeId } from '@/protocol/ids';
import { sampleDocument, sampleTypes } from '../fixtures/sample-graph';
import { findNodes } from './find-nodes';

const PROMPT = 'a lighthouse at dusk above a sea so calm that the boats of the harbour stand on their heads, oil on canvas';

function written(): WorkflowDocument {
  const titled = setTitle(sampleDocument(), { graphId: 'root', nodeId: toNodeId('3'), title: 'Second pass' });
  return setWidgetValue(titled, { graphId: 'root', nodeId: toNodeId('2'), name: 'text', value: PROMPT, nodeTypes: sampleTypes });
}

const ids = (query: string, document = written()): readonly string[] =>
  findNodes(document, sampleTypes, query).map((found) => found.executionId);

describe('findNodes', () => {
  it('finds by title, class, id and value', () => {
    expect(ids('second')).toEqual(['3']);
    expect(ids('sampler')).toEqual(['3']);
    expect(ids('#2')).toEqual(['2']);
    expect(ids('safetensors')).toEqual(['1']);
    expect(ids('lighthouse dusk')).toEqual(['2']);
    expect(ids('nothing of that')).toEqual([]);
    expect(ids('  ')).toEqual([]);
  });

  it('puts the id first, then titles, then classes, then values', () => {
    const document = setTitle(written(), { graphId: 'root', nodeId: toNodeId('4'), title: 'lighthouse' });
    expect(ids('lighthouse', document)).toEqual(['4', '2']);
    expect(ids('3', setTitle(written(), { graphId: 'root', nodeId: toNodeId('1'), title: '3 models' }))[0]).toBe('3');
  });

  it('says why a node was found, with the words in sight', () => {
    const [found] = findNodes(written(), sampleTypes, 'harbour');
    expect(found?.hit).toMatchObject({ kind: 'value', name: 'text' });
    expect(found?.hit?.kind === 'value' ? found.hit.text : '').toMatch(/^….*harbour/);
    expect(findNodes(written(), sampleTypes, 'sampler')[0]?.hit).toEqual({ kind: 'type', type: 'Sampler' });
  });

  it('looks inside instances, and tells the way there', () => {
    let slot = 0;
    const document = createSubgraph(written(), {
      graphId: 'root',
      nodeIds: [toNodeId('2')],
      definitionId: 'inner' as SubgraphId,
      name: 'Prompting',
      newSlotId: () => `slot-${slot++}`,
    });
    const inside = findNodes(document, sampleTypes, 'lighthouse').filter(({ executionId }) => executionId.includes(':'));
    expect(inside).toMatchObject([{ inside: ['Prompting'], hit: { kind: 'value' } }]);
  });
});
