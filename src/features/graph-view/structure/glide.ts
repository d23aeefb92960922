import type { Point } from '@/graph/document/model';
import type { NodeId } from '@/protocol/ids';
import type { GroupGesture } from '../canvas/group-gesture';
import type { NodeDrag } from '../canvas/node-drag';
import type { Scene } from '../canvas/scene';
import type { Rect } from '../canvas/viewport';
import type { GraphController } from '../controller';

const GLIDE_MS = 180;

/** Where nodes and groups are while they glide; nulls at the end. */
interface Pose {
  readonly drag: NodeDrag | null;
  readonly groupGesture: GroupGesture | null;
}

/** Lets nodes and groups glide from where they were in `before` to where the document has them now; nothing moves where less motion is wanted. */
export function startGlide(controller: GraphController, before: Scene): void {
  if (isStill()) return;
  const after = controller.scene();
  const nodes = offsetsFrom(before, after);
  const groups = groupMoves(before, after);
  if (nodes.size === 0 && groups.length === 0) return;
  let startedAt: number | null = null;
  let current = poseAt({ nodes, groups }, 1);
  const step = (now: number): void => {
    // A hand that takes hold of a node or a group meanwhile wins.
    const { drag, groupGesture } = controller.view.getState();
    if (drag !== current.drag || groupGesture !== current.groupGesture) return;
    startedAt ??= now;
    const share = (now - startedAt) / GLIDE_MS;
    current = share >= 1 ? { drag: null, groupGesture: null } : poseAt({ nodes, groups }, (1 - share) ** 3);
    controller.view.setState(current);
    if (share < 1) requestAnimationFrame(step);
  };
  controller.view.setState(current);
  requestAnimationFrame(step);
}

function isStill(): boolean {
  return document.documentElement.dataset['motion'] === 'reduced' || matchMedia('(prefers-reduced-motion: reduce)').matches;
}

interface Moves {
  readonly nodes: ReadonlyMap<NodeId, Point>;
  readonly groups: readonly GroupMove[];
}

interface GroupMove {
  readonly index: number;
  readonly from: Rect;
  readonly to: Rect;
}

/** `left`: the share of the way still before them. */
function poseAt({ nodes, groups }: Moves, left: number): Pose {
  const bounds = new Map(groups.map(({ index, from, to }) => [index, between(to, from, left)]));
  return {
    drag: { ids: new Set(), dx: 0, dy: 0, offsets: scaled(nodes, left) },
    groupGesture: groups.length === 0 ? null : { kind: 'glide', bounds },
  };
}

function between(to: Rect, from: Rect, share: number): Rect {
  const mix = (key: keyof Rect): number => to[key] + (from[key] - to[key]) * share;
  return { x: mix('x'), y: mix('y'), width: mix('width'), height: mix('height') };
}

function offsetsFrom(before: Scene, after: Scene): ReadonlyMap<NodeId, Point> {
  const offsets = new Map<NodeId, Point>();
  for (const [id, { x, y }] of after.nodes) {
    const old = before.nodes.get(id);
    if (old !== undefined && (old.x !== x || old.y !== y)) offsets.set(id, { x: old.x - x, y: old.y - y });
  }
  return offsets;
}

function groupMoves(before: Scene, after: Scene): readonly GroupMove[] {
  return after.groups.flatMap((to): readonly GroupMove[] => {
    const from = before.groups.find(({ index }) => index === to.index);
    const isMoved = from !== undefined && (['x', 'y', 'width', 'height'] as const).some((key) => from[key] !== to[key]);
    return from !== undefined && isMoved ? [{ index: to.index, from, to }] : [];
  });
}

function scaled(offsets: ReadonlyMap<NodeId, Point>, factor: number): ReadonlyMap<NodeId, Point> {
  return new Map([...offsets].map(([id, { x, y }]) => [id, { x: x * factor, y: y * factor }]));
}
