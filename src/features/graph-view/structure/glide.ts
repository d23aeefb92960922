import type { Point } from '@/graph/document/model';
import type { NodeId } from '@/protocol/ids';
import type { NodeDrag } from '../canvas/node-drag';
import type { Scene } from '../canvas/scene';
import type { GraphController } from '../controller';

const GLIDE_MS = 180;

/** Lets nodes glide from where they were in `before` to where the document has them now; nothing moves where less motion is wanted. */
export function startGlide(controller: GraphController, before: Scene): void {
  if (isStill()) return;
  const from = offsetsFrom(before, controller.scene());
  if (from.size === 0) return;
  let startedAt: number | null = null;
  let current: NodeDrag | null = null;
  const step = (now: number): void => {
    // A hand that takes hold of a node meanwhile wins.
    if (controller.view.getState().drag !== current) return;
    startedAt ??= now;
    const share = (now - startedAt) / GLIDE_MS;
    current = share >= 1 ? null : { ids: new Set(), dx: 0, dy: 0, offsets: scaled(from, (1 - share) ** 3) };
    controller.view.setState({ drag: current });
    if (current !== null) requestAnimationFrame(step);
  };
  current = { ids: new Set(), dx: 0, dy: 0, offsets: from };
  controller.view.setState({ drag: current });
  requestAnimationFrame(step);
}

function isStill(): boolean {
  return document.documentElement.dataset['motion'] === 'reduced' || matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function offsetsFrom(before: Scene, after: Scene): ReadonlyMap<NodeId, Point> {
  const offsets = new Map<NodeId, Point>();
  for (const [id, { x, y }] of after.nodes) {
    const old = before.nodes.get(id);
    if (old !== undefined && (old.x !== x || old.y !== y)) offsets.set(id, { x: old.x - x, y: old.y - y });
  }
  return offsets;
}

function scaled(offsets: ReadonlyMap<NodeId, Point>, factor: number): ReadonlyMap<NodeId, Point> {
  return new Map([...offsets].map(([id, { x, y }]) => [id, { x: x * factor, y: y * factor }]));
}
