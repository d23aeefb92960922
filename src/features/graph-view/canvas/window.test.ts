import { describe, expect, it } from 'vitest';
import { toNodeId, type NodeId } from '@/protocol/ids';
import type { Rect } from './viewport';
import { selectWindow, type WindowRequest } from './window';

const row = (count: number): ReadonlyMap<NodeId, Rect> =>
  new Map(Array.from({ length: count }, (_, i) => [toNodeId(i), { x: i * 100, y: 0, width: 80, height: 50 }]));

const request = (over: Partial<WindowRequest>): WindowRequest => ({
  nodes: row(100),
  visible: { x: 0, y: 0, width: 1000, height: 600 },
  mounted: new Set(),
  pinned: new Set(),
  budget: Infinity,
  isFar: false,
  ...over,
});

const ids = (set: ReadonlySet<NodeId>): readonly number[] => [...set].map(Number);

describe('selectWindow', () => {
  it('mounts what is in view plus a margin, nothing else', () => {
    const { mounted, isComplete } = selectWindow(request({}));
    expect(ids(mounted)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(isComplete).toBe(true);
  });

  it('keeps mounted nodes for longer than it admits new ones', () => {
    const { mounted } = selectWindow(request({ mounted: new Set([toNodeId(14), toNodeId(40)]) }));
    expect(mounted.has(toNodeId(14))).toBe(true);
    expect(mounted.has(toNodeId(40))).toBe(false);
  });

  it('adds no more than the budget and says that more is waiting', () => {
    const first = selectWindow(request({ budget: 5 }));
    expect(first.mounted.size).toBe(5);
    expect(first.isComplete).toBe(false);
    const second = selectWindow(request({ budget: 50, mounted: first.mounted }));
    expect(second.isComplete).toBe(true);
  });

  it('answers the same set when nothing changed', () => {
    const { mounted } = selectWindow(request({}));
    expect(selectWindow(request({ mounted })).mounted).toBe(mounted);
  });

  it('mounts only pinned nodes when far, wherever they are', () => {
    const { mounted } = selectWindow(request({ isFar: true, pinned: new Set([toNodeId(70)]) }));
    expect(ids(mounted)).toEqual([70]);
  });
});
