import { describe, expect, it } from 'vitest';
import { toNodeId, type NodeId } from '@/protocol/ids';
import { firstNode, neighbourOf, wiredNeighbourOf } from './neighbours';
import type { Rect } from './viewport';

const at = (id: string, x: number, y: number): readonly [NodeId, Rect] => [toNodeId(id), { x, y, width: 100, height: 60 }];

const nodes: ReadonlyMap<NodeId, Rect> = new Map([at('a', 0, 0), at('right', 300, 20), at('diagonal', 150, 200), at('below', 10, 400)]);

describe('neighbourOf', () => {
  it('prefers a straight neighbour to a closer diagonal one', () => {
    expect(neighbourOf(nodes, toNodeId('a'), 'right')).toBe('right');
    expect(neighbourOf(nodes, toNodeId('a'), 'down')).toBe('below');
  });

  it('finds the way back', () => {
    expect(neighbourOf(nodes, toNodeId('right'), 'left')).toBe('a');
    expect(neighbourOf(nodes, toNodeId('below'), 'up')).toBe('a');
  });

  it('ends at the edge and at unknown nodes', () => {
    expect(neighbourOf(nodes, toNodeId('a'), 'left')).toBeNull();
    expect(neighbourOf(nodes, toNodeId('gone'), 'left')).toBeNull();
  });

  it('starts at the top left', () => {
    expect(firstNode(nodes)).toBe('a');
    expect(firstNode(new Map())).toBeNull();
  });
});

describe('wiredNeighbourOf', () => {
  const wires = [
    ['source', 'upper'],
    ['source', 'lower'],
    ['upper', 'sink'],
    ['other', 'sink'],
  ].map(([originId, targetId]) => ({ originId: toNodeId(originId ?? ''), targetId: toNodeId(targetId ?? '') }));
  const boxes = new Map([
    at('source', 0, 500),
    at('lower', 300, 400),
    at('upper', 300, 0),
    at('other', 300, 200),
    at('sink', 600, 0),
    at('lone', 310, 10),
  ]);
  const go = (from: string, direction: 'left' | 'right' | 'up' | 'down') =>
    wiredNeighbourOf(boxes, wires, { from: toNodeId(from), direction });

  it('follows wires, wherever the boxes are, the uppermost first', () => {
    expect(go('source', 'right')).toBe('upper');
    expect(go('lower', 'left')).toBe('source');
    expect(go('sink', 'left')).toBe('upper');
  });

  it('goes up and down among those on the same wires', () => {
    expect(go('upper', 'down')).toBe('other');
    expect(go('lower', 'up')).toBe('upper');
    expect(go('other', 'up')).toBe('upper');
    expect(go('other', 'down')).toBeNull();
  });

  it('ends where no wire leads on', () => {
    expect(go('sink', 'right')).toBeNull();
    expect(go('lone', 'up')).toBeNull();
    expect(go('source', 'left')).toBeNull();
  });
});
