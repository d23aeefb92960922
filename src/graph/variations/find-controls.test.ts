import { describe, expect, it } from 'vitest';
import { INNER, nestedDocument, OUTER } from '../document/fixtures/nested-graph';
import { linked, sketchDocument, sketchTypes, TYPES } from '../document/fixtures/small-graph';
import type { WorkflowDocument } from '../document/model';
import type { NodeTypes } from '../node-types/node-type';
import { applyChanges } from './expand';
import { findControls } from './find-controls';

const names = (document: WorkflowDocument, types: NodeTypes = TYPES): readonly string[] =>
  findControls(document, types).map(
    ({ graphId, nodeTitle, nodeId, name }) => `${graphId === 'root' ? '' : 'inner '}${nodeTitle} #${nodeId} ${name}`,
  );

describe('controls that can be varied', () => {
  it('are those whose value is sent: not fed by a wire, of nodes that run and that the server has', () => {
    const document = sketchDocument(
      [
        { id: 1, type: 'Sampler', title: 'First', widgets_values: [7, 'fixed', 9] },
        { id: 2, type: 'Sampler', mode: 2, widgets_values: [7, 'fixed', 9] },
        { id: 3, type: 'Sampler', mode: 4, widgets_values: [7, 'fixed', 9] },
        { id: 4, type: 'Gone', widgets_values: [7] },
        { id: 5, type: 'Note', widgets_values: ['words'] },
        { id: 6, type: 'Empty', inputs: [linked('width', 'INT', 1, true)], widgets_values: [512] },
        { id: 7, type: 'PrimitiveNode', outputs: [{ name: 'INT', type: 'INT', links: [1] }], widgets_values: [64, 'fixed'] },
      ],
      [[1, 7, 0, 6, 0, 'INT']],
    );
    expect(names(document)).toEqual(['First #1 seed', 'First #1 steps', 'PrimitiveNode #7 value']);
  });

  it('leave out what cannot be written as one text', () => {
    const types = sketchTypes({
      T: { inputs: { many: [['a', 'b'], { multiselect: true }], odd: ['ODD', { widgetType: 'ODD' }], one: ['INT', {}] } },
    });
    expect(names(sketchDocument([{ id: 1, type: 'T', widgets_values: [['a'], {}, 3] }]), types)).toEqual(['T #1 one']);
  });

  it('are those of subgraphs too, what these promote on the instance only', () => {
    const document = nestedDocument();
    const found = findControls(document, TYPES);
    expect(found.some(({ graphId, name }) => graphId === 'root' && name === 'amount')).toBe(true);
    expect(found.filter(({ graphId }) => graphId === OUTER).map(({ nodeTitle, name }) => [nodeTitle, name])).toEqual([
      ['Outer › Empty', 'width'],
    ]);
    expect(found.filter(({ graphId }) => graphId === INNER)).toEqual([]);
  });

  it('can be set where they were found', () => {
    const document = nestedDocument();
    const inner = findControls(document, TYPES).find(({ graphId }) => graphId === OUTER);
    if (inner === undefined) throw new Error('no inner control');
    const changed = applyChanges(document, [{ ...inner, value: 768 }], TYPES);
    expect(findControls(changed, TYPES).find(({ graphId }) => graphId === OUTER)?.value).toBe(768);
  });
});
