import type { Point } from '@/graph/document/model';
import type { NodeId } from '@/protocol/ids';

/** A move in progress. Kept by the view until the pointer lets go, then written to the document as one edit: one drag, one undo step. */
export interface NodeDrag {
  readonly ids: ReadonlySet<NodeId>;
  readonly dx: number;
  readonly dy: number;
}

const STILL: Point = { x: 0, y: 0 };

/** How far a node is from where the document has it. */
export function shiftOf(drag: NodeDrag | null, id: NodeId): Point {
  return drag !== null && drag.ids.has(id) ? { x: drag.dx, y: drag.dy } : STILL;
}
