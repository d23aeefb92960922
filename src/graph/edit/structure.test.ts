import { describe, expect, it } from 'vitest';
import type { GraphGroup, GraphNode, WorkflowDocument } from '../document/model';
import { writeWorkflow } from '../document/write-workflow';
import { readWorkflow } from '../import/read-workflow';
import { nodeRect } from '../layout/place';
import { alignNodes, distributeNodes, placeAll, type AlignTo } from './arrange';
import { ids, sampleDocument } from './fixtures/sample';
import {
  addGroupAround,
  deleteGroup,
  isGroupCollapsed,
  moveGroup,
  nodesInGroup,
  resizeGroup,
  setGroupCollapsed,
  setGroupColor,
  setGroupPinned,
  setGroupTitle,
} from './groups';
import { moveNodes, setPinned } from './nodes';

const graphId = 'root';
const at = { graphId, index: 0 } as const;
const grouped = (...chosen: readonly number[]) => addGroupAround(sampleDocument(), { graphId, nodeIds: ids(...chosen), title: 'Mine' });
const groupOf = (document: WorkflowDocument, index = 0): GraphGroup => {
  const group = document.root.groups[index];
  if (group === undefined) throw new Error(`no group ${index}`);
  return group;
};
const placesOf = (document: WorkflowDocument) => [...document.root.nodes.values()].map(({ position }) => [position.x, position.y]);
const again = (document: WorkflowDocument) => readWorkflow(writeWorkflow(document)).document;

describe('a group', () => {
  it('is put around nodes and holds exactly those', () => {
    const document = grouped(1, 2);
    expect(nodesInGroup(document, at)).toEqual(ids(1, 2));
    const { x, y, width, height } = groupOf(document).bounds;
    for (const rect of [...document.root.nodes.values()].slice(0, 2).map(nodeRect)) {
      expect([rect.x > x, rect.y > y, rect.x + rect.width < x + width, rect.y + rect.height < y + height]).toEqual([
        true,
        true,
        true,
        true,
      ]);
    }
    expect(groupOf(again(document))).toMatchObject({ title: 'Mine', bounds: groupOf(document).bounds, source: { id: 1 } });
    const before = sampleDocument();
    expect(addGroupAround(before, { graphId, nodeIds: ids(77), title: 'x' })).toBe(before);
  });

  it('carries its nodes and the groups inside, but no pinned node', () => {
    const inner = addGroupAround(setPinned(grouped(1, 2), { graphId, nodeIds: ids(1), isPinned: true }), {
      graphId,
      nodeIds: ids(2),
      title: 'In',
    });
    const moved = moveGroup(resizeGroup(inner, { ...at, bounds: { x: 0, y: -400, width: 1500, height: 900 } }), {
      ...at,
      by: { x: 5, y: 7 },
      carries: true,
    });
    const by = placesOf(moved).map(([x, y], index) => [
      Number(x) - Number(placesOf(inner)[index]?.[0]),
      Number(y) - Number(placesOf(inner)[index]?.[1]),
    ]);
    expect(by).toEqual([
      [0, 0],
      [5, 7],
      [5, 7],
    ]);
    expect(groupOf(moved, 1).bounds.x - groupOf(inner, 1).bounds.x).toBe(5);
  });

  it('moves alone when asked to', () => {
    const before = grouped(1, 2);
    const moved = moveGroup(before, { ...at, by: { x: 5, y: 7 }, carries: false });
    expect(placesOf(moved)).toEqual(placesOf(before));
    expect(groupOf(moved).bounds.x - groupOf(before).bounds.x).toBe(5);
    expect(moveGroup(before, { ...at, by: { x: 0, y: 0 }, carries: true })).toBe(before);
  });

  it('takes title, colour and fold, saves them, and gives them up again', () => {
    const before = grouped(1);
    const changed = setGroupCollapsed(setGroupColor(setGroupTitle(before, { ...at, title: 'Other' }), { ...at, color: '#a1309b' }), {
      ...at,
      isCollapsed: true,
    });
    const saved = groupOf(again(changed));
    expect(saved).toMatchObject({ title: 'Other', color: '#a1309b' });
    expect(isGroupCollapsed(saved)).toBe(true);
    const back = setGroupCollapsed(setGroupColor(setGroupTitle(changed, { ...at, title: 'Mine' }), { ...at, color: null }), {
      ...at,
      isCollapsed: false,
    });
    expect(writeWorkflow(back)).toEqual(writeWorkflow(before));
  });

  it('that is folded keeps the nodes it had, and carries those alone', () => {
    const folded = setGroupCollapsed(grouped(1), { ...at, isCollapsed: true });
    const covered = resizeGroup(folded, { ...at, bounds: { x: -900, y: -900, width: 9000, height: 9000 } });
    expect(nodesInGroup(covered, at)).toEqual(ids(1));
    const moved = moveGroup(covered, { ...at, by: { x: 5, y: 7 }, carries: true });
    expect(placesOf(moved)[1]).toEqual(placesOf(covered)[1]);
    expect(placesOf(moved)[0]).not.toEqual(placesOf(covered)[0]);
    expect(nodesInGroup(again(covered), at)).toEqual(ids(1));
    expect(nodesInGroup(setGroupCollapsed(covered, { ...at, isCollapsed: false }), at)).toHaveLength(3);
  });

  it('that is pinned stays', () => {
    const pinned = setGroupPinned(grouped(1), { ...at, isPinned: true });
    expect(moveGroup(pinned, { ...at, by: { x: 5, y: 7 }, carries: true })).toBe(pinned);
    expect(writeWorkflow(setGroupPinned(pinned, { ...at, isPinned: false }))).toEqual(writeWorkflow(grouped(1)));
  });

  it('is not made narrower than the least, and is taken away without its nodes', () => {
    const document = resizeGroup(grouped(1), { ...at, bounds: { x: 1, y: 2, width: 3, height: 4 } });
    expect(groupOf(document).bounds).toEqual({ x: 1, y: 2, width: 140, height: 80 });
    expect(writeWorkflow(deleteGroup(document, at))).toEqual(writeWorkflow(sampleDocument()));
  });

  it('that is not there changes nothing', () => {
    const before = sampleDocument();
    expect(setGroupTitle(before, { ...at, title: 'x' })).toBe(before);
    expect(deleteGroup(before, at)).toBe(before);
    expect(moveGroup(before, { ...at, by: { x: 1, y: 1 }, carries: true })).toBe(before);
    expect(nodesInGroup(before, at)).toEqual([]);
  });
});

describe('lining nodes up', () => {
  const scattered = moveNodes(sampleDocument(), {
    graphId,
    positions: new Map([...ids(1, 2, 3)].map((id, index) => [id, { x: [0, 700, 320][index] ?? 0, y: [0, 33, 500][index] ?? 0 }])),
  });
  const rects = (document: WorkflowDocument) => [...document.root.nodes.values()].map(nodeRect);

  it.each<[AlignTo, (rect: { x: number; y: number; width: number; height: number }) => number]>([
    ['left', (rect) => rect.x],
    ['center', (rect) => rect.x + rect.width / 2],
    ['right', (rect) => rect.x + rect.width],
    ['top', (rect) => rect.y],
    ['middle', (rect) => rect.y + rect.height / 2],
    ['bottom', (rect) => rect.y + rect.height],
  ])('%s: all have it in common, and a second time changes nothing', (to, lineOf) => {
    const aligned = alignNodes(scattered, { graphId, nodeIds: ids(1, 2, 3), to });
    expect(new Set(rects(aligned).map(lineOf)).size).toBe(1);
    expect(alignNodes(aligned, { graphId, nodeIds: ids(1, 2, 3), to })).toBe(aligned);
  });

  it.each(['x', 'y'] as const)('equal gaps along %s, ends stay', (along) => {
    const size = along === 'x' ? 'width' : 'height';
    const spread = distributeNodes(scattered, { graphId, nodeIds: ids(1, 2, 3), along });
    const sorted = rects(spread).toSorted((a, b) => a[along] - b[along]);
    const gaps = sorted.slice(1).map((rect, index) => rect[along] - (sorted[index]?.[along] ?? 0) - (sorted[index]?.[size] ?? 0));
    expect(gaps[0]).toBeCloseTo(gaps[1] ?? Number.NaN);
    const before = rects(scattered).map((rect) => rect[along]);
    expect([sorted[0]?.[along], sorted[2]?.[along]]).toEqual([Math.min(...before), Math.max(...before)]);
  });

  it('goes by the room a node is said to take', () => {
    const rectOf = (node: GraphNode) => ({ x: node.position.x, y: node.position.y - 30, width: 1000, height: 100 });
    const aligned = alignNodes(scattered, { graphId, nodeIds: ids(1, 2), to: 'right', rectOf });
    expect(placesOf(aligned).map(([x]) => x)).toEqual([700, 700, 320]);
  });

  it('puts nodes and groups where a layout wants them, in one edit', () => {
    const before = grouped(1);
    const bounds = { x: 1, y: 2, width: 300, height: 400 };
    const placed = placeAll(before, {
      graphId,
      positions: new Map([...ids(2)].map((id) => [id, { x: 9, y: 9 }])),
      groups: new Map([[0, bounds]]),
    });
    expect([placesOf(placed)[1], groupOf(placed).bounds]).toEqual([[9, 9], bounds]);
    expect(placeAll(placed, { graphId, positions: new Map(), groups: new Map([[0, bounds]]) })).toBe(placed);
  });

  it('one node has no line, two have no gap to share', () => {
    expect(alignNodes(scattered, { graphId, nodeIds: ids(1), to: 'left' })).toBe(scattered);
    expect(distributeNodes(scattered, { graphId, nodeIds: ids(1, 2), along: 'x' })).toBe(scattered);
  });
});
