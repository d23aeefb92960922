import { describe, expect, it } from 'vitest';
import { setPinned } from '@/graph/edit/nodes';
import type { Point } from '@/graph/document/model';
import { toNodeId } from '@/protocol/ids';
import { sampleDocument, sampleTypes } from '../fixtures/sample-graph';
import { toNodeDrag, toPositions } from './from-flow-changes';
import { buildScene } from './scene';
import { createFlowMapper } from './to-flow-nodes';

const document = sampleDocument();
const scene = buildScene(document.root, sampleTypes);
const one = toNodeId(1);
const three = toNodeId(3);
const four = toNodeId(4);

describe('document → React Flow', () => {
  it('gives only mounted nodes, with size and position', () => {
    const nodes = createFlowMapper()({ scene, mounted: new Set([one]), selection: new Set([one]), drag: null });
    const box = scene.nodes.get(one);
    expect(nodes).toHaveLength(1);
    expect(nodes[0]).toMatchObject({
      id: '1',
      selected: true,
      position: { x: box?.x, y: box?.y },
      measured: { width: box?.width, height: box?.height },
    });
  });

  it('keeps the object of a node that did not change', () => {
    const map = createFlowMapper();
    const request = { scene, mounted: new Set([one, three]), selection: new Set<typeof one>(), drag: null };
    const [a, b] = map(request);
    const [a2, b2] = map({ ...request, selection: new Set([three]) });
    expect(a2).toBe(a);
    expect(b2).not.toBe(b);
  });

  it('moves dragged nodes without touching the document', () => {
    const nodes = createFlowMapper()({
      scene,
      mounted: new Set([one, three]),
      selection: new Set(),
      drag: { ids: new Set([three]), dx: 10, dy: -5 },
    });
    const box = scene.nodes.get(three);
    expect(nodes[1]?.position).toEqual({ x: (box?.x ?? 0) + 10, y: (box?.y ?? 0) - 5 });
    expect(nodes[0]?.position.x).toBe(scene.nodes.get(one)?.x);
  });
});

describe('React Flow → document', () => {
  const positionChange = (id: string, dx: number) => ({
    type: 'position' as const,
    id,
    position: { x: (scene.nodes.get(toNodeId(id))?.x ?? 0) + dx, y: scene.nodes.get(toNodeId(id))?.y ?? 0 },
    dragging: true,
  });

  const snap = (_: Point, by: Point): Point => by;

  it('goes where snapping takes the node under the hand', () => {
    const toHundred = (from: Point, by: Point): Point => ({ x: Math.round((from.x + by.x) / 100) * 100 - from.x, y: by.y });
    const drag = toNodeDrag([positionChange('3', 70)], scene, { selection: new Set([three, four]), snap: toHundred });
    expect(drag).toMatchObject({ dx: 100, dy: 0 });
  });

  it('moves the whole selection by what one of it moved, mounted or not', () => {
    const drag = toNodeDrag([positionChange('3', 25)], scene, { selection: new Set([three, four]), snap });
    expect(drag).toMatchObject({ ids: new Set([three, four]), dx: 25, dy: 0 });
    expect(drag === null ? null : toPositions(drag, scene).get(four)).toEqual({ x: 1425, y: 0 });
  });

  it('moves a node outside the selection alone', () => {
    expect(toNodeDrag([positionChange('1', 5)], scene, { selection: new Set([three]), snap })?.ids).toEqual(new Set([one]));
  });

  it('leaves pinned nodes where they are', () => {
    const pinned = buildScene(setPinned(document, { graphId: 'root', nodeIds: [four], isPinned: true }).root, sampleTypes);
    expect(toNodeDrag([positionChange('3', 5)], pinned, { selection: new Set([three, four]), snap })?.ids).toEqual(new Set([three]));
  });

  it('ignores changes that move nothing', () => {
    expect(toNodeDrag([{ type: 'select', id: '1', selected: true }], scene, { selection: new Set(), snap })).toBeNull();
  });
});
