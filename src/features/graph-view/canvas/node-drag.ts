import type { Point } from '@/graph/document/model';
import type { NodeId } from '@/protocol/ids';

/** A move in progress. Kept by the view until the pointer lets go, then written to the document as one edit: one drag, one undo step. */
export interface NodeDrag {
  readonly ids: ReadonlySet<NodeId>;
  readonly dx: number;
  readonly dy: number;
  /** Nodes on their way from an old place to the one the document has: each its own distance. */
  readonly offsets?: ReadonlyMap<NodeId, Point>;
}

const STILL: Point = { x: 0, y: 0 };

/** How far a node is from where the document has it. */
export function shiftOf(drag: NodeDrag | null, id: NodeId): Point {
  if (drag === null) return STILL;
  return drag.ids.has(id) ? { x: drag.dx, y: drag.dy } : (drag.offsets?.get(id) ?? STILL);
}
