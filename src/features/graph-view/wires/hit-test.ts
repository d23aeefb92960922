import type { Point } from '@/graph/document/model';
import type { NodeId } from '@/protocol/ids';
import type { Scene, SceneLink, SceneNode, SocketRef } from '../canvas/scene';
import { contains, grow } from '../canvas/viewport';
import { wireBounds, wirePoint, type WireEnds } from './link-shape';

/** The topmost node under a point: the last drawn wins. Canvas units. */
export function hitNode(scene: Scene, point: Point): SceneNode | null {
  let hit: SceneNode | null = null;
  for (const node of scene.nodes.values()) if (contains(node, point)) hit = node;
  return hit;
}

/** The socket nearest to a point within `radius`; `skip` leaves out the node a wire starts from. */
export function hitSocket(scene: Scene, point: Point, radius: number, skip: NodeId | null = null): SocketRef | null {
  let best: SocketRef | null = null;
  let bestDistance = radius;
  for (const node of scene.nodes.values()) {
    if (node.id === skip || !contains(grow(node, radius), point)) continue;
    const candidates = [
      ...node.layout.inputs.map((place) => ({
        place,
        ref: { nodeId: node.id, side: 'input', name: place.name, index: place.index } as const,
      })),
      ...node.layout.outputs.map((place) => ({
        place,
        ref: { nodeId: node.id, side: 'output', name: place.name, index: place.index } as const,
      })),
    ];
    for (const { place, ref } of candidates) {
      const distance = Math.hypot(node.x + place.x - point.x, node.y + place.y - point.y);
      if (distance <= bestDistance) {
        best = ref;
        bestDistance = distance;
      }
    }
  }
  return best;
}

/** The wire nearest to a point within `tolerance`. */
export function hitLink(links: readonly SceneLink[], point: Point, tolerance: number): SceneLink | null {
  let best: SceneLink | null = null;
  let bestDistance = tolerance;
  for (const link of links) {
    if (!contains(grow(wireBounds(link), tolerance), point)) continue;
    const distance = distanceToWire(link, point);
    if (distance <= bestDistance) {
      best = link;
      bestDistance = distance;
    }
  }
  return best;
}

const SAMPLES = 24;

/** Distance to the curve, taken as a chain of short straight pieces. */
function distanceToWire(ends: WireEnds, point: Point): number {
  let best = Infinity;
  let from = wirePoint(ends, 0);
  for (let i = 1; i <= SAMPLES; i++) {
    const to = wirePoint(ends, i / SAMPLES);
    best = Math.min(best, distanceToPiece(from, to, point));
    from = to;
  }
  return best;
}

function distanceToPiece(from: Point, to: Point, point: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((point.x - from.x) * dx + (point.y - from.y) * dy) / length));
  return Math.hypot(from.x + t * dx - point.x, from.y + t * dy - point.y);
}
