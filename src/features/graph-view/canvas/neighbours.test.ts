import { describe, expect, it } from 'vitest';
import { toNodeId, type NodeId } from '@/protocol/ids';
import { firstNode, neighbourOf } from './neighbours';
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
