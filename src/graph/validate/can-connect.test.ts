import { describe, expect, it } from 'vitest';
import { toNodeId } from '@/protocol/ids';
import { createVirtualNode } from '../document/create-node';
import type { GraphNode, WorkflowDocument } from '../document/model';
import { SAMPLE_TYPES, sampleDocument, wired, withSample } from '../edit/fixtures/sample';
import { addNode } from '../edit/nodes';
import { checkConnection } from './can-connect';

const check = (document: WorkflowDocument, from: readonly [number, number], to: readonly [number, string]) =>
  checkConnection(
    { document, graphId: 'root', nodeTypes: SAMPLE_TYPES },
    { nodeId: toNodeId(from[0]), slot: from[1] },
    { nodeId: toNodeId(to[0]), name: to[1] },
  );

const withReroutes = (...numbers: number[]): WorkflowDocument =>
  numbers.reduce(
    (document, id) =>
      addNode(document, { graphId: 'root', node: createVirtualNode('Reroute', { id: toNodeId(id), position: { x: 0, y: 0 } }) }),
    sampleDocument(),
  );

describe('checkConnection', () => {
  it('has nothing against a wire that fits', () => {
    expect(check(sampleDocument(), [1, 1], [2, 'mask'])).toBeNull();
    expect(check(withSample(sampleDocument(), 4, 'Number'), [4, 0], [2, 'amount'])).toBeNull();
  });

  it('names the types that do not fit', () => {
    expect(check(sampleDocument(), [1, 0], [2, 'mask'])).toEqual({ code: 'types', outputType: 'IMAGE', inputType: 'MASK' });
  });

  it('refuses a node feeding itself, and a loop', () => {
    const document = withSample(sampleDocument(), 4, 'Blend');
    expect(check(document, [2, 0], [2, 'first'])).toEqual({ code: 'self' });
    expect(check(wired(document, [2, 0], [4, 'first']), [4, 0], [2, 'first'])).toEqual({ code: 'cycle' });
  });

  it('says what is missing', () => {
    expect(check(sampleDocument(), [9, 0], [2, 'first'])).toEqual({ code: 'missing-node' });
    expect(check(sampleDocument(), [1, 5], [2, 'first'])).toEqual({ code: 'missing-output' });
    expect(check(sampleDocument(), [1, 0], [2, 'third'])).toEqual({ code: 'missing-input' });
  });

  it('refuses values that take no wire', () => {
    expect(check(sampleDocument(), [1, 0], [2, 'way'])).toEqual({ code: 'socketless' });
  });

  it('looks through Reroutes in both directions', () => {
    const fed = wired(withReroutes(7, 8), [1, 0], [7, '']);
    expect(check(wired(fed, [7, 0], [8, '']), [8, 0], [2, 'mask'])).toEqual({ code: 'types', outputType: 'IMAGE', inputType: 'MASK' });
    const feeding = wired(withReroutes(7), [7, 0], [2, 'mask']);
    expect(check(feeding, [1, 0], [7, ''])).toEqual({ code: 'types', outputType: 'IMAGE', inputType: 'MASK' });
    expect(check(feeding, [1, 1], [7, ''])).toBeNull();
  });

  it('lets a primitive feed values only', () => {
    const primitive: GraphNode = {
      ...createVirtualNode('PrimitiveNode', { id: toNodeId(9), position: { x: 0, y: 0 } }),
      outputs: [{ name: 'x', type: '*', links: [] }],
    };
    const document = addNode(sampleDocument(), { graphId: 'root', node: primitive });
    expect(check(document, [9, 0], [2, 'first'])).toEqual({ code: 'needs-value' });
    expect(check(document, [9, 0], [2, 'amount'])).toBeNull();
    expect(check(wired(document, [9, 0], [2, 'amount']), [9, 0], [3, 'label'])).toEqual({
      code: 'types',
      outputType: 'FLOAT',
      inputType: 'STRING',
    });
  });

  it('lets a matched input change its type unless a sibling holds it', () => {
    const document = wired(withSample(sampleDocument(), 6, 'Pass'), [1, 0], [6, 'any']);
    expect(check(document, [1, 1], [6, 'any'])).toBeNull();
    const pair = wired(withSample(sampleDocument(), 6, 'Pair'), [1, 0], [6, 'left']);
    expect(check(pair, [1, 1], [6, 'left'])).toBeNull();
    expect(check(pair, [1, 1], [6, 'right'])).toEqual({ code: 'types', outputType: 'MASK', inputType: 'IMAGE' });
    expect(check(withSample(pair, 5, 'Number'), [5, 0], [6, 'left'])).toMatchObject({ code: 'types', inputType: 'IMAGE,MASK' });
  });

  it('ends on files that hold a loop of Reroutes', () => {
    const looped = wired(wired(withReroutes(7, 8), [7, 0], [8, '']), [8, 0], [7, '']);
    expect(check(looped, [8, 0], [2, 'mask'])).toBeNull();
    expect(check(looped, [1, 0], [8, ''])).toBeNull();
  });
});
