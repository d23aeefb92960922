import type { NodeId } from '@/protocol/ids';
import { grow, overlaps, type Rect } from './viewport';

/** Share of the visible width and height around it in which nodes are mounted already, and in which mounted ones stay. */
const ENTER_MARGIN = 0.1;
const LEAVE_MARGIN = 0.5;
/** Mounting is the expensive moment; more than this many new nodes in one frame would be seen as a jerk. */
export const MAX_NEW_NODES_PER_FRAME = 6;

/** What stays mounted whatever is in view: dragged, focused, edited nodes and those at the end of a pending wire. */
export type PinnedNodes = ReadonlySet<NodeId>;

export interface WindowRequest {
  readonly nodes: ReadonlyMap<NodeId, Rect>;
  readonly visible: Rect;
  readonly mounted: ReadonlySet<NodeId>;
  readonly pinned: PinnedNodes;
  /** How many nodes may be added now; the rest follow in later frames. */
  readonly budget: number;
  /** Below the detail threshold only pinned nodes are mounted. */
  readonly isFar: boolean;
}

export interface WindowResult {
  /** The same set object when nothing changed. */
  readonly mounted: ReadonlySet<NodeId>;
  /** False while nodes in view still wait for their turn. */
  readonly isComplete: boolean;
}

/** Decides which nodes React Flow gets: those in view with a margin, with hysteresis so that panning to and fro mounts nothing twice. */
export function selectWindow({ nodes, visible, mounted, pinned, budget, isFar }: WindowRequest): WindowResult {
  const near = growByShare(visible, ENTER_MARGIN);
  const keep = growByShare(visible, LEAVE_MARGIN);
  const next = new Set<NodeId>();
  let left = budget;
  let isComplete = true;
  for (const [id, rect] of nodes) {
    if (pinned.has(id)) next.add(id);
    else if (isFar) continue;
    else if (mounted.has(id)) {
      if (overlaps(rect, keep)) next.add(id);
    } else if (overlaps(rect, near)) {
      if (left > 0) next.add(id);
      else isComplete = false;
      left -= 1;
    }
  }
  return { mounted: sameMembers(mounted, next) ? mounted : next, isComplete };
}

function growByShare(rect: Rect, share: number): Rect {
  return grow(rect, Math.max(rect.width, rect.height) * share);
}

function sameMembers(a: ReadonlySet<NodeId>, b: ReadonlySet<NodeId>): boolean {
  return a.size === b.size && [...b].every((id) => a.has(id));
}
