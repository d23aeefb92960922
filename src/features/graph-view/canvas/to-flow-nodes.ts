import type { Node } from 'reactflow';
import type { NodeId } from '@/protocol/ids';
import { shiftOf, type NodeDrag } from './node-drag';
import type { Scene, SceneNode } from './scene';

/** React Flow's view of one node: where it is and what the document knows about it. Progress never passes here. */
export type FlowNode = Node<{ readonly placed: SceneNode }, 'workflow'>;

export interface FlowRequest {
  readonly scene: Scene;
  readonly mounted: ReadonlySet<NodeId>;
  readonly selection: ReadonlySet<NodeId>;
  readonly drag: NodeDrag | null;
}

/** Sockets are ours: React Flow has no handles to measure, and says so by an empty list. */
const NO_HANDLES: NonNullable<FlowNode['handles']> = [];
/** The wrapper is layout only; the node inside carries role, name and focus. */
const NO_ROLE: NonNullable<FlowNode['domAttributes']> = { 'aria-roledescription': undefined };

/** Creates the mapping document → React Flow. It remembers its last answer, so nodes that did not change keep their object. */
export function createFlowMapper(): (request: FlowRequest) => FlowNode[] {
  let last = new Map<NodeId, FlowNode>();
  return ({ scene, mounted, selection, drag }) => {
    const next = new Map<NodeId, FlowNode>();
    for (const id of mounted) {
      const placed = scene.nodes.get(id);
      if (placed === undefined) continue;
      const made = toFlowNode(placed, selection.has(id), drag);
      const before = last.get(id);
      next.set(id, before !== undefined && isSame(before, made) ? before : made);
    }
    last = next;
    return [...next.values()];
  };
}

function toFlowNode(placed: SceneNode, selected: boolean, drag: NodeDrag | null): FlowNode {
  const shift = shiftOf(drag, placed.id);
  const { width, height } = placed;
  return {
    id: placed.id,
    type: 'workflow',
    position: { x: placed.x + shift.x, y: placed.y + shift.y },
    data: { placed },
    selected,
    dragging: drag?.ids.has(placed.id) === true,
    // Others as the canvas says.
    ...(placed.node.isPinned ? { draggable: false } : {}),
    width,
    height,
    measured: { width, height },
    handles: NO_HANDLES,
    domAttributes: NO_ROLE,
  };
}

function isSame(a: FlowNode, b: FlowNode): boolean {
  const isSameState = a.selected === b.selected && a.dragging === b.dragging;
  return isSameState && a.data.placed === b.data.placed && a.position.x === b.position.x && a.position.y === b.position.y;
}
