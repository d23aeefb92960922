import type { NodeId } from '@/protocol/ids';
import type { Rect } from './viewport';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** Being off to the side counts more than distance ahead, so that a straight neighbour wins over a closer diagonal one. */
const SIDE_WEIGHT = 5;

/** The nearest box whose centre lies in the direction's quarter or half plane; null at the edge of the graph. */
export function neighbourOf<K>(nodes: ReadonlyMap<K, Rect>, from: K, direction: Direction): K | null {
  const start = nodes.get(from);
  if (start === undefined) return null;
  let best: K | null = null;
  let bestCost = Infinity;
  for (const [id, rect] of nodes) {
    if (id === from) continue;
    const { ahead, side } = offset(start, rect, direction);
    if (ahead <= 0) continue;
    const cost = ahead + side * SIDE_WEIGHT;
    if (cost < bestCost) {
      best = id;
      bestCost = cost;
    }
  }
  return best;
}

/** Distances between centres: along the direction, and across it (0 while the boxes overlap across). */
function offset(from: Rect, to: Rect, direction: Direction): { ahead: number; side: number } {
  const dx = to.x + to.width / 2 - (from.x + from.width / 2);
  const dy = to.y + to.height / 2 - (from.y + from.height / 2);
  const gapX = Math.max(0, Math.abs(dx) - (from.width + to.width) / 2);
  const gapY = Math.max(0, Math.abs(dy) - (from.height + to.height) / 2);
  if (direction === 'left' || direction === 'right') return { ahead: direction === 'right' ? dx : -dx, side: gapY };
  return { ahead: direction === 'down' ? dy : -dy, side: gapX };
}

export interface Wire {
  readonly originId: NodeId;
  readonly targetId: NodeId;
}

/**
 * The next node along the wires: right = one it feeds, left = one that feeds it, the uppermost first; up and down = the nearest among those
 * that share a feeding or a fed node with it. Null where no wire leads on.
 */
export function wiredNeighbourOf(
  nodes: ReadonlyMap<NodeId, Rect>,
  wires: readonly Wire[],
  { from, direction }: { readonly from: NodeId; readonly direction: Direction },
): NodeId | null {
  const heightOf = (id: NodeId): number => nodes.get(id)?.y ?? Infinity;
  const topmost = (ids: Iterable<NodeId>): NodeId | null =>
    [...ids].filter((id) => nodes.has(id)).toSorted((a, b) => heightOf(a) - heightOf(b))[0] ?? null;
  const fed = (id: NodeId): readonly NodeId[] => wires.flatMap((wire) => (wire.originId === id ? [wire.targetId] : []));
  const feeding = (id: NodeId): readonly NodeId[] => wires.flatMap((wire) => (wire.targetId === id ? [wire.originId] : []));
  if (direction === 'right') return topmost(fed(from));
  if (direction === 'left') return topmost(feeding(from));
  const siblings = new Set([...feeding(from).flatMap(fed), ...fed(from).flatMap(feeding)].filter((id) => id !== from && nodes.has(id)));
  const offset = (id: NodeId): number => (heightOf(id) - heightOf(from)) * (direction === 'down' ? 1 : -1);
  const isNext = (id: NodeId): boolean => offset(id) === 0 && (direction === 'down' ? id > from : id < from);
  const ahead = [...siblings].filter((id) => offset(id) > 0 || isNext(id));
  return ahead.toSorted((a, b) => offset(a) - offset(b))[0] ?? null;
}

/** The node to focus first: the one nearest to the top left corner. */
export function firstNode(nodes: ReadonlyMap<NodeId, Rect>): NodeId | null {
  let best: NodeId | null = null;
  let bestCost = Infinity;
  for (const [id, rect] of nodes) {
    const cost = rect.x + rect.y;
    if (cost < bestCost) {
      best = id;
      bestCost = cost;
    }
  }
  return best;
}

/** Where the keyboard goes when some nodes vanish: the nearest one that stays. */
export function neighbourAfterDelete(nodes: ReadonlyMap<NodeId, Rect>, from: NodeId, gone: ReadonlySet<NodeId>): NodeId | null {
  const start = nodes.get(from);
  if (start === undefined) return null;
  let best: NodeId | null = null;
  let bestDistance = Infinity;
  for (const [id, rect] of nodes) {
    if (gone.has(id)) continue;
    const distance = Math.hypot(rect.x - start.x, rect.y - start.y);
    if (distance < bestDistance) {
      best = id;
      bestDistance = distance;
    }
  }
  return best;
}
