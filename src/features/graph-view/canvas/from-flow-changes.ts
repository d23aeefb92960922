import type { NodeChange } from 'reactflow';
import type { Point } from '@/graph/document/model';
import { toNodeId, type NodeId } from '@/protocol/ids';
import type { NodeDrag } from './node-drag';
import type { Scene } from './scene';
import type { FlowNode } from './to-flow-nodes';

/**
 * React Flow's changes → a drag of ours. React Flow only knows the mounted nodes, so the distance it reports for one node is applied to
 * the whole selection (pinned nodes stay), `snap`ped for the node under the hand. Null when the changes move nothing. Other kinds of change are not asked for and ignored.
 */
export function toNodeDrag(
  changes: readonly NodeChange<FlowNode>[],
  scene: Scene,
  { selection, snap }: { readonly selection: ReadonlySet<NodeId>; readonly snap: (from: Point, by: Point) => Point },
): NodeDrag | null {
  for (const change of changes) {
    if (change.type !== 'position' || change.position === undefined) continue;
    const id = toNodeId(change.id);
    const placed = scene.nodes.get(id);
    if (placed === undefined) continue;
    const by = snap(placed.node.position, { x: change.position.x - placed.x, y: change.position.y - placed.y });
    return { ids: draggedWith(id, scene, selection), dx: by.x, dy: by.y };
  }
  return null;
}

/** Which nodes move when `id` is dragged: the selection it belongs to, else itself. */
export function draggedWith(id: NodeId, scene: Scene, selection: ReadonlySet<NodeId>): ReadonlySet<NodeId> {
  const wanted = selection.has(id) ? selection : new Set([id]);
  return new Set([...wanted].filter((one) => scene.nodes.get(one)?.node.isPinned === false));
}

/** Where the dragged nodes are when the pointer lets go, in the form `moveNodes` takes. Whole units: files stay tidy. */
export function toPositions(drag: NodeDrag, scene: Scene): ReadonlyMap<NodeId, Point> {
  const positions = new Map<NodeId, Point>();
  for (const id of drag.ids) {
    const node = scene.nodes.get(id)?.node;
    if (node !== undefined) positions.set(id, { x: Math.round(node.position.x + drag.dx), y: Math.round(node.position.y + drag.dy) });
  }
  return positions;
}
