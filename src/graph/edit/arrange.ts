import type { NodeId } from '@/protocol/ids';
import type { GraphGroup, GraphId, GraphNode, Point, WorkflowDocument } from '../document/model';
import { boundsOfRects, nodeRect, type Rect } from '../layout/place';
import { editGraph, findGraph } from './edit-graph';
import { moveNodes, type NodesArgs } from './nodes';

/** Nodes to be arranged. */
export interface ArrangeArgs extends NodesArgs {
  /** The room a node takes where that is known better than from its saved size: it may be drawn larger. */
  readonly rectOf?: (node: GraphNode) => Rect;
}

/** The line that nodes are brought to: an edge of all of them together, or their middle. */
export type AlignTo = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom';

/** Brings nodes to one line; title bars count as part of a node, pinned nodes stay. */
export function alignNodes(document: WorkflowDocument, args: ArrangeArgs & { to: AlignTo }): WorkflowDocument {
  const boxes = chosenBoxes(document, args);
  const bounds = boundsOfRects(boxes.map(({ rect }) => rect));
  if (bounds === null || boxes.length < 2) return document;
  return moveBoxes(
    document,
    args.graphId,
    boxes.map((box) => ({ ...box, to: alignRect(box.rect, bounds, args.to) })),
  );
}

function alignRect(rect: Rect, bounds: Rect, to: AlignTo): Rect {
  if (to === 'left') return { ...rect, x: bounds.x };
  if (to === 'right') return { ...rect, x: bounds.x + bounds.width - rect.width };
  if (to === 'center') return { ...rect, x: bounds.x + (bounds.width - rect.width) / 2 };
  if (to === 'top') return { ...rect, y: bounds.y };
  if (to === 'bottom') return { ...rect, y: bounds.y + bounds.height - rect.height };
  return { ...rect, y: bounds.y + (bounds.height - rect.height) / 2 };
}

/**
 * Makes the gaps between nodes equal along one direction; the first and the last stay where they are. Fewer than three nodes have no gaps
 * to share. Gaps are negative where the nodes have no room.
 */
export function distributeNodes(document: WorkflowDocument, args: ArrangeArgs & { along: 'x' | 'y' }): WorkflowDocument {
  const { along } = args;
  const size = along === 'x' ? 'width' : 'height';
  const sorted = chosenBoxes(document, args).toSorted((a, b) => a.rect[along] - b.rect[along]);
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined || sorted.length < 3) return document;
  const between = sorted.slice(1, -1);
  const room = last.rect[along] - (first.rect[along] + first.rect[size]);
  const taken = between.reduce((sum, { rect }) => sum + rect[size], 0);
  const gap = (room - taken) / (sorted.length - 1);
  let at = first.rect[along] + first.rect[size] + gap;
  const placed = between.map((box) => {
    const to = { ...box.rect, [along]: at };
    at += box.rect[size] + gap;
    return { ...box, to };
  });
  return moveBoxes(document, args.graphId, placed);
}

interface Box {
  readonly node: GraphNode;
  readonly rect: Rect;
}

function chosenBoxes(document: WorkflowDocument, { graphId, nodeIds, rectOf = nodeRect }: ArrangeArgs): readonly Box[] {
  const nodes = findGraph(document, graphId)?.nodes;
  return [...new Set(nodeIds)].flatMap((id) => {
    const node = nodes?.get(id);
    return node === undefined ? [] : [{ node, rect: rectOf(node) }];
  });
}

function moveBoxes(document: WorkflowDocument, graphId: GraphId, boxes: readonly (Box & { readonly to: Rect })[]): WorkflowDocument {
  const positions = new Map<NodeId, Point>();
  for (const { node, rect, to } of boxes) {
    positions.set(node.id, { x: node.position.x + to.x - rect.x, y: node.position.y + to.y - rect.y });
  }
  return moveNodes(document, { graphId, positions });
}

/** Puts nodes and groups where a layout wants them, as one edit. Pinned nodes stay; groups are named by their position in the list. */
export function placeAll(
  document: WorkflowDocument,
  args: { graphId: GraphId; positions: ReadonlyMap<NodeId, Point>; groups: ReadonlyMap<number, Rect> },
): WorkflowDocument {
  const moved = moveNodes(document, args);
  return editGraph(moved, args.graphId, (graph) => {
    const groups = graph.groups.map((group, index): GraphGroup => {
      const bounds = args.groups.get(index);
      return bounds === undefined || isSameRect(bounds, group.bounds) ? group : { ...group, bounds };
    });
    return groups.every((group, index) => group === graph.groups[index]) ? graph : { ...graph, groups };
  });
}

function isSameRect(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
