import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/lib/json';
import { toNodeId } from '@/protocol/ids';
import { setWidgetValue } from '../edit/widget';
import { exportPrompt } from '../export/export-prompt';
import { selectDirectWidgets } from './direct-widgets';
import { documentNodeTypes } from './document-types';
import { INNER, nestedDocument, OUTER } from './fixtures/nested-graph';
import { nodeOf, TYPES } from './fixtures/small-graph';
import type { GraphId, WorkflowDocument } from './model';
import { findInnermostPlace, findValuePlace } from './promoted-values';

const placeOf = (document: WorkflowDocument, graphId: GraphId, nodeId: number, name: string) =>
  findValuePlace(document, documentNodeTypes(document, TYPES), { graphId, nodeId: toNodeId(nodeId), name });
const set = (document: WorkflowDocument, nodeId: number, value: number) =>
  setWidgetValue(document, { graphId: 'root', nodeId: toNodeId(nodeId), name: 'amount', value, nodeTypes: TYPES });
const factorOf = (document: WorkflowDocument, id: string) => {
  const node = exportPrompt(document, TYPES).prompt[id] as JsonObject | undefined;
  return (node?.['inputs'] as JsonObject | undefined)?.['factor'];
};

describe('where a promoted value is kept', () => {
  it('is the instance that has a value of its own', () => {
    const document = nestedDocument({ widgets_values: [3] });
    expect(placeOf(document, 'root', 5, 'amount')).toEqual({ graphId: 'root', nodeId: '5', name: 'amount' });
  });

  it('is the innermost node when no instance on the way has one', () => {
    expect(placeOf(nestedDocument(), 'root', 5, 'amount')).toEqual({ graphId: INNER, nodeId: '12', name: 'factor' });
    expect(placeOf(nestedDocument({ widgets_values: [null] }), 'root', 5, 'amount').nodeId).toBe('12');
  });

  it('is the node itself for everything that is not promoted', () => {
    const document = nestedDocument();
    expect(placeOf(document, OUTER, 8, 'width')).toEqual({ graphId: OUTER, nodeId: '8', name: 'width' });
    expect(placeOf(document, 'root', 5, 'nothing').nodeId).toBe('5');
  });

  it('leads to the class whose input it is', () => {
    const document = nestedDocument({ widgets_values: [3] });
    const types = documentNodeTypes(document, TYPES);
    expect(findInnermostPlace(document, types, { graphId: 'root', nodeId: toNodeId(5), name: 'amount' })).toMatchObject({
      graphId: INNER,
      nodeId: '12',
    });
  });
});

describe('writing a promoted value', () => {
  it('changes one instance where each has its own, and is what is sent', () => {
    const document = set(nestedDocument({ widgets_values: [3] }), 5, 4);
    expect(nodeOf(document, 5).widgetValues).toEqual({ form: 'array', values: [4] });
    expect(document.subgraphs.get(INNER)?.nodes.get(toNodeId(12))?.widgetValues).toMatchObject({ values: [1.5] });
    expect([factorOf(document, '5:7:12'), factorOf(document, '6:7:12')]).toEqual([4, 9]);
  });

  it('changes the inner node where the file keeps it there, and is what is sent', () => {
    const document = set(nestedDocument(), 5, 4);
    expect(nodeOf(document, 5).widgetValues).toEqual({ form: 'array', values: [] });
    expect(factorOf(document, '5:7:12')).toBe(4);
  });
});

describe('widgets shown directly', () => {
  const proxies = {
    properties: {
      proxyWidgets: [
        ['-1', 'amount'],
        ['8', 'width'],
        ['8', 'gone'],
        ['7', '$$preview'],
      ],
    },
  };

  it('are those of inner nodes that no input leads to', () => {
    const document = nestedDocument(proxies);
    const widgets = selectDirectWidgets(document, nodeOf(document, 5), documentNodeTypes(document, TYPES));
    expect(widgets.map(({ slot, node, graphId }) => [slot.name, slot.value, node.id, graphId])).toEqual([['width', 512, '8', OUTER]]);
  });

  it('are none on other nodes', () => {
    const document = nestedDocument(proxies);
    const types = documentNodeTypes(document, TYPES);
    expect(selectDirectWidgets(document, nodeOf(document, 6), types)).toEqual([]);
    expect(selectDirectWidgets(document, nodeOf(document, 1), types)).toEqual([]);
  });
});
