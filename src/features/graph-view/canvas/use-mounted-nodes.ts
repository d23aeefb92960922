import { useEffect, useRef, useState } from 'react';
import { FAR_ZOOM } from '@/config/limits';
import type { NodeId } from '@/protocol/ids';
import type { GraphController } from '../controller';
import { visibleRect } from './viewport';
import { MAX_NEW_NODES_PER_FRAME, selectWindow } from './window';

/** New nodes per frame while the canvas stands still: a little more, nobody sees the jerk. */
const NEW_NODES_AT_REST = 16;
const NONE: ReadonlySet<NodeId> = new Set();

/**
 * Which nodes React Flow gets right now. Looks again at most once per animation frame when the viewport, the document or what is pinned
 * changes, and in the following frames until everything in view is mounted.
 */
export function useMountedNodes(controller: GraphController): ReadonlySet<NodeId> {
  const [mounted, setMounted] = useState<ReadonlySet<NodeId>>(NONE);
  const current = useRef<ReadonlySet<NodeId>>(NONE);

  // Synchronises the window of nodes with the stores, frame by frame.
  useEffect(() => {
    let frame = 0;
    const look = (): void => {
      frame = 0;
      const { viewport, size, isMoving } = controller.viewport.getState();
      if (size.width === 0) return;
      const { mounted: next, isComplete } = selectWindow({
        nodes: controller.scene().nodes,
        visible: visibleRect(viewport, size),
        mounted: current.current,
        pinned: pinnedNodes(controller, current.current),
        budget: isMoving ? MAX_NEW_NODES_PER_FRAME : NEW_NODES_AT_REST,
        isFar: viewport.zoom < FAR_ZOOM,
      });
      if (next !== current.current) {
        current.current = next;
        setMounted(next);
      }
      if (!isComplete) schedule();
    };
    const schedule = (): void => {
      if (frame === 0) frame = requestAnimationFrame(look);
    };
    const removers = [
      controller.viewport.subscribe(schedule),
      controller.view.subscribe(schedule),
      controller.workspace.documents.subscribe(schedule),
    ];
    look();
    return () => {
      cancelAnimationFrame(frame);
      removers.forEach((remove) => remove());
    };
  }, [controller]);

  return mounted;
}

/** Nodes that must not vanish under the hand: with the keyboard on them, being renamed or dragged, at the end of a wire being drawn. */
function pinnedNodes(controller: GraphController, mounted: ReadonlySet<NodeId>): ReadonlySet<NodeId> {
  const { activeNode, renaming, pending, drag } = controller.view.getState();
  const pinned = new Set([activeNode, renaming, pending?.from.nodeId ?? null].filter((id) => id !== null));
  for (const id of drag?.ids ?? []) if (mounted.has(id)) pinned.add(id);
  return pinned;
}
