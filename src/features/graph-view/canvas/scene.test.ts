import { describe, expect, it } from 'vitest';
import { createVirtualNode } from '@/graph/document/create-node';
import { connect } from '@/graph/edit/connect';
import { addNode, moveNodes, setMode } from '@/graph/edit/nodes';
import { toNodeId } from '@/protocol/ids';
import { sampleDocument, sampleTypes } from '../fixtures/sample-graph';
import { buildScene, socketPoint } from './scene';

describe('buildScene', () => {
  const document = sampleDocument();
  const scene = buildScene(document.root, sampleTypes);

  it('draws a wire from dot to dot for every link', () => {
    expect(scene.links.map((link) => `${link.originId}.${link.originSlot}→${link.targetId}.${link.targetName}`).sort()).toEqual([
      '1.0→3.model',
      '1.1→2.clip',
      '2.0→3.positive',
      '3.0→4.samples',
    ]);
    const wire = scene.links.find((link) => link.targetName === 'samples');
    expect(socketPoint(scene, { nodeId: toNodeId(3), side: 'output', name: 'LATENT', index: 0 })).toEqual({ x: wire?.x1, y: wire?.y1 });
    expect(socketPoint(scene, { nodeId: toNodeId(4), side: 'input', name: 'samples', index: 0 })).toEqual({ x: wire?.x2, y: wire?.y2 });
    expect(wire?.type).toBe('LATENT');
  });

  it('keeps the objects of nodes an edit did not touch', () => {
    const moved = moveNodes(document, { graphId: 'root', positions: new Map([[toNodeId(4), { x: 2000, y: 50 }]]) });
    const next = buildScene(moved.root, sampleTypes);
    expect(next.nodes.get(toNodeId(1))).toBe(scene.nodes.get(toNodeId(1)));
    expect(next.nodes.get(toNodeId(4))?.x).toBe(2000);
  });

  it('marks wires into bypassed nodes', () => {
    const bypassed = setMode(document, { graphId: 'root', nodeIds: [toNodeId(3)], mode: 4 });
    const dashed = buildScene(bypassed.root, sampleTypes).links.filter((link) => link.isDashed);
    expect(dashed.map((link) => link.targetName).sort()).toEqual(['model', 'positive']);
  });

  it('bounds every node', () => {
    expect(scene.bounds).toMatchObject({ x: 0 });
    expect(scene.bounds?.width).toBeGreaterThan(1400);
  });

  it('draws a primitive with the control of the input it feeds', () => {
    const blank = createVirtualNode('PrimitiveNode', { id: toNodeId(9), position: { x: 0, y: 600 } });
    const output = { name: 'connect to widget input', type: '*', links: [] };
    const added = addNode(document, { graphId: 'root', node: { ...blank, outputs: [output] } });
    expect(buildScene(added.root, sampleTypes).nodes.get(toNodeId(9))?.layout.controls).toEqual([]);
    const wired = connect(added, {
      graphId: 'root',
      nodeTypes: sampleTypes,
      from: { nodeId: toNodeId(9), slot: 0 },
      to: { nodeId: toNodeId(3), name: 'steps' },
    });
    const primitive = buildScene(wired.root, sampleTypes).nodes.get(toNodeId(9));
    expect(primitive?.layout.controls.map(({ slot }) => [slot.role, slot.value])).toEqual([
      ['input', 20],
      ['control', 'fixed'],
    ]);
    expect(primitive?.layout.controls[0]?.slot.spec?.widget).toMatchObject({ kind: 'int', max: 100n });
  });

  it('survives links without ends', () => {
    const links = new Map(document.root.links);
    const nodes = new Map(document.root.nodes);
    nodes.delete(toNodeId(1));
    expect(buildScene({ ...document.root, nodes, links }, sampleTypes).links).toHaveLength(2);
  });
});
