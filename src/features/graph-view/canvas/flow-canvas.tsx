import { memo, useMemo, useState } from 'react';
import { ReactFlow, type NodeTypes as FlowNodeTypes, type ReactFlowProps } from 'reactflow';
import { useStore } from 'zustand';
import type { NodeId } from '@/protocol/ids';
import type { GraphController } from '../controller';
import { useController, useView } from '../graph-context';
import { dropDrag, pickNode } from '../node-actions';
import { NodeView } from '../nodes/node-view';
import { GroupLayer } from '../structure/group-layer';
import { snapped } from '../structure/snap';
import { toNodeDrag } from './from-flow-changes';
import type { Scene } from './scene';
import { createFlowMapper, type FlowNode } from './to-flow-nodes';
import { useMountedNodes } from './use-mounted-nodes';
import { MAX_ZOOM, MIN_ZOOM } from './viewport';

const NODE_TYPES: FlowNodeTypes = { workflow: NodeView };
/** Left button on the empty canvas, and the middle one anywhere. */
const PAN_BUTTONS = [0, 1];
/** A drag shorter than this, in pixels, is a click. */
const DRAG_THRESHOLD_PX = 3;

export interface FlowCanvasProps {
  readonly scene: Scene;
  readonly selection: ReadonlySet<NodeId>;
}

type FlowHandlers = Required<
  Pick<
    ReactFlowProps<FlowNode>,
    'onInit' | 'onMoveStart' | 'onMove' | 'onMoveEnd' | 'onNodesChange' | 'onNodeDragStart' | 'onNodeDragStop' | 'onNodeClick'
  >
>;

/** Made once per canvas: React Flow draws every node again when one of its handlers is another function than before. */
function createHandlers(controller: GraphController): FlowHandlers {
  return {
    onInit: (instance) => {
      controller.setMover((viewport) => void instance.setViewport(viewport));
      void instance.setViewport(controller.viewport.getState().viewport);
    },
    onMoveStart: () => controller.viewport.setState({ isMoving: true }),
    onMove: (_, viewport) => controller.viewport.setState({ viewport }),
    onMoveEnd: (_, viewport) => controller.viewport.setState({ viewport, isMoving: false }),
    onNodesChange: (changes) => {
      const next = toNodeDrag(changes, controller.scene(), {
        selection: controller.selection(),
        snap: (from, by) => snapped(controller, from, by),
      });
      if (next !== null && controller.view.getState().drag !== null) controller.view.setState({ drag: next });
    },
    onNodeDragStart: (_, node) => {
      const { id } = node.data.placed;
      if (!controller.selection().has(id)) controller.select([id]);
      controller.view.setState({ drag: { ids: new Set(), dx: 0, dy: 0 }, focusedNode: id, selectedLink: null });
    },
    onNodeDragStop: () => dropDrag(controller),
    onNodeClick: (event, node) => pickNode(controller, node.data.placed.id, event.ctrlKey || event.metaKey || event.shiftKey),
  };
}

/** React Flow, given the nodes in view and nothing else: it moves the canvas and the nodes, everything else is ours. */
export const FlowCanvas = memo(function FlowCanvas({ scene, selection }: FlowCanvasProps) {
  const controller = useController();
  const mounted = useMountedNodes(controller);
  const drag = useView((state) => state.drag);
  const [map] = useState(createFlowMapper);
  const nodes = useMemo(() => map({ scene, mounted, selection, drag }), [map, scene, mounted, selection, drag]);
  const [initialViewport] = useState(() => controller.viewport.getState().viewport);
  const isMeasured = useStore(controller.viewport, (state) => state.size.width > 0);

  const [handlers] = useState(() => createHandlers(controller));
  if (!isMeasured) return null;

  return (
    <ReactFlow<FlowNode>
      nodes={nodes}
      nodeTypes={NODE_TYPES}
      defaultViewport={initialViewport}
      minZoom={MIN_ZOOM}
      maxZoom={MAX_ZOOM}
      panOnDrag={PAN_BUTTONS}
      zoomOnDoubleClick={false}
      nodeDragThreshold={DRAG_THRESHOLD_PX}
      paneClickDistance={DRAG_THRESHOLD_PX}
      nodesDraggable={!controller.isFrozen}
      nodesFocusable={false}
      nodesConnectable={false}
      elementsSelectable={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      panActivationKeyCode={null}
      attributionPosition="bottom-left"
      className="[--xy-attribution-background-color:transparent] [&_[class*=attribution]_a]:text-faint [&:has(.dragging)_[class*=viewport]]:will-change-transform"
      {...handlers}
    >
      {scene.groups.length > 0 && <GroupLayer groups={scene.groups} />}
    </ReactFlow>
  );
});
