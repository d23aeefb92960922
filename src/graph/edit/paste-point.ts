import type { Graph, GraphNode, Point } from '../document/model';
import { boundsOf, NODE_GAP, TITLE_HEIGHT } from '../layout/place';

/** Nearer than this, canvas units, one node hides another. */
const HIDES_BELOW = NODE_GAP / 4;

/**
 * Where pasted nodes go: `wanted` is the place of their upper left corner, moved down and right as long as one of them would lie on a node of
 * the graph exactly; pasting again and again makes a staircase.
 */
export function findPastePoint(graph: Graph, pasted: Iterable<GraphNode>, wanted: Point): Point {
  const nodes = [...pasted];
  const bounds = boundsOf(nodes);
  if (bounds === null) return wanted;
  const taken = [...graph.nodes.values()];
  const hides = (at: Point): boolean =>
    nodes.some(({ position }) => {
      const x = position.x + at.x - bounds.x;
      const y = position.y + at.y - bounds.y - TITLE_HEIGHT;
      return taken.some((other) => Math.abs(other.position.x - x) < HIDES_BELOW && Math.abs(other.position.y - y) < HIDES_BELOW);
    });
  let at = wanted;
  while (hides(at)) at = { x: at.x + NODE_GAP / 2, y: at.y + NODE_GAP / 2 };
  return at;
}
