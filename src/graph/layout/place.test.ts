import { describe, expect, it } from 'vitest';
import { ids, sampleDocument } from '../edit/fixtures/sample';
import { setCollapsed } from '../edit/nodes';
import { boundsOf, findFreePosition, NODE_GAP, nodeRect, TITLE_HEIGHT } from './place';

describe('place', () => {
  const { root } = sampleDocument();
  const [first] = [...root.nodes.values()];
  if (first === undefined) throw new Error('no node');

  it('counts the title bar above a node, and only that when it is collapsed', () => {
    expect(nodeRect(first)).toEqual({
      x: first.position.x,
      y: -TITLE_HEIGHT,
      width: first.size.width,
      height: first.size.height + TITLE_HEIGHT,
    });
    const collapsed = setCollapsed(sampleDocument(), { graphId: 'root', nodeIds: ids(1), isCollapsed: true }).root.nodes.get(first.id);
    expect(collapsed === undefined ? 0 : nodeRect(collapsed).height).toBe(TITLE_HEIGHT);
  });

  it('leaves a free place as it is and moves right of what is in the way', () => {
    const size = { width: 100, height: 50 };
    expect(findFreePosition(root, { x: -5000, y: 0 }, size)).toEqual({ x: -5000, y: 0 });
    const placed = findFreePosition(root, first.position, size);
    expect(placed.y).toBe(first.position.y);
    expect(placed.x).toBeGreaterThanOrEqual(first.position.x + first.size.width + NODE_GAP);
    const rects = [...root.nodes.values()].map(nodeRect);
    expect(rects.every((rect) => placed.x >= rect.x + rect.width || placed.x + size.width <= rect.x)).toBe(true);
  });

  it('has no bounds for nothing', () => {
    expect(boundsOf([])).toBeNull();
    expect(boundsOf([first])).toEqual(nodeRect(first));
  });
});
