import type { NodeId } from '@/protocol/ids';
import type { GraphNode, Point, WorkflowDocument } from '../document/model';
import { boundsOf, nodeRect, TITLE_HEIGHT, type Rect } from '../layout/place';
import { findGraph } from './edit-graph';
import { moveNodes, type NodesArgs } from './nodes';

/** The line that nodes are brought to: an edge of all of them together, or their middle. */
export type AlignTo = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom';

/** Brings nodes to one line; title bars count as part of a node, pinned nodes stay. */
export function alignNodes(document: WorkflowDocument, args: NodesArgs & { to: AlignTo }): WorkflowDocument {
  const nodes = chosenNodes(document, args);
  const bounds = boundsOf(nodes);
  if (bounds === null || nodes.length < 2) return document;
  const placed = nodes.map((node) => [node.id, toPosition(alignRect(nodeRect(node), bounds, args.to))] as const);
  return moveNodes(document, { graphId: args.graphId, positions: new Map<NodeId, Point>(placed) });
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
export function distributeNodes(document: WorkflowDocument, args: NodesArgs & { along: 'x' | 'y' }): WorkflowDocument {
  const { along } = args;
  const size = along === 'x' ? 'width' : 'height';
  const rects = chosenNodes(document, args).map((node) => ({ id: node.id, rect: nodeRect(node) }));
  const sorted = rects.toSorted((a, b) => a.rect[along] - b.rect[along]);
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined || sorted.length < 3) return document;
  const room = last.rect[along] - (first.rect[along] + first.rect[size]);
  const taken = sorted.slice(1, -1).reduce((sum, { rect }) => sum + rect[size], 0);
  const gap = (room - taken) / (sorted.length - 1);
  const positions = new Map<NodeId, Point>();
  let at = first.rect[along] + first.rect[size] + gap;
  for (const { id, rect } of sorted.slice(1, -1)) {
    positions.set(id, toPosition({ ...rect, [along]: at }));
    at += rect[size] + gap;
  }
  return moveNodes(document, { graphId: args.graphId, positions });
}

function chosenNodes(document: WorkflowDocument, { graphId, nodeIds }: NodesArgs): readonly GraphNode[] {
  const nodes = findGraph(document, graphId)?.nodes;
  return [...new Set(nodeIds)].flatMap((id) => nodes?.get(id) ?? []);
}

/** A node's position is below its title bar. */
function toPosition({ x, y }: Rect): Point {
  return { x, y: y + TITLE_HEIGHT };
}
