import { alignNodes, distributeNodes, type AlignTo } from '@/graph/edit/arrange';
import type { GraphNode } from '@/graph/document/model';
import { nodeRect } from '@/graph/layout/place';
import type { Rect } from '../canvas/viewport';
import type { GraphController } from '../controller';
import { realIds } from '../node-actions';
import { texts as t } from './texts';

/** Lining up what is selected; each is one undo step. */

/** Brings the selected nodes to one line. */
export function alignSelection(controller: GraphController, to: AlignTo): void {
  const nodeIds = realIds(controller.selection());
  if (nodeIds.size < 2) return;
  controller.edit((document) => alignNodes(document, { graphId: controller.graphId(), nodeIds, to, rectOf: drawnRect(controller) }));
  controller.say(t.aligned({ count: nodeIds.size }));
}

/** Makes the gaps between the selected nodes equal. */
export function distributeSelection(controller: GraphController, along: 'x' | 'y'): void {
  const nodeIds = realIds(controller.selection());
  if (nodeIds.size < 3) return;
  const rectOf = drawnRect(controller);
  controller.edit((document) => distributeNodes(document, { graphId: controller.graphId(), nodeIds, along, rectOf }));
  controller.say(t.distributed({ count: nodeIds.size }));
}

/** Switches snapping to the grid on or off. */
export function switchSnap(controller: GraphController): void {
  const isSnapToGrid = !controller.workspace.preferences.getState().isSnapToGrid;
  controller.workspace.setPreferences({ isSnapToGrid });
  controller.say(isSnapToGrid ? t.snapOn : t.snapOff);
}

/** The room a node takes on the canvas, which may be more than its file says. */
function drawnRect(controller: GraphController): (node: GraphNode) => Rect {
  const { nodes } = controller.scene();
  return (node) => nodes.get(node.id) ?? nodeRect(node);
}
