import type { Graph, GraphNode, Point, Size } from '../document/model';

/** Height of the title bar, which stands above a node's position. Source: litegraph NODE_TITLE_HEIGHT. */
export const TITLE_HEIGHT = 30;
/** Room kept between nodes placed by this program. */
export const NODE_GAP = 40;

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The room a node takes with its title bar; a collapsed one is its title bar only. */
export function nodeRect({ position, size, isCollapsed }: GraphNode): Rect {
  const height = isCollapsed ? 0 : size.height;
  return { x: position.x, y: position.y - TITLE_HEIGHT, width: size.width, height: height + TITLE_HEIGHT };
}

/** The smallest rectangle around some nodes; `null` for none. */
export function boundsOf(nodes: Iterable<GraphNode>): Rect | null {
  return boundsOfRects([...nodes].map(nodeRect));
}

/** The smallest rectangle around others; `null` for none. */
export function boundsOfRects(rects: Iterable<Rect>): Rect | null {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const rect of rects) {
    left = Math.min(left, rect.x);
    top = Math.min(top, rect.y);
    right = Math.max(right, rect.x + rect.width);
    bottom = Math.max(bottom, rect.y + rect.height);
  }
  return left === Infinity ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * A place for a new node near `wanted` (its position, below the title bar) where it covers no other: the wanted place, else to the right
 * of whatever is in the way, again and again.
 */
export function findFreePosition(graph: Graph, wanted: Point, size: Size): Point {
  const taken = [...graph.nodes.values()].map(nodeRect);
  let { x } = wanted;
  for (;;) {
    const rect = { x, y: wanted.y - TITLE_HEIGHT, width: size.width, height: size.height + TITLE_HEIGHT };
    const blocker = taken.find((other) => overlaps(rect, other));
    if (blocker === undefined) return { x, y: wanted.y };
    x = blocker.x + blocker.width + NODE_GAP;
  }
}

function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
