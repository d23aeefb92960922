import { nextNodeId } from '@/graph/document/ids';
import { REROUTE } from '@/graph/document/virtual-types';
import { dissolveReroutes, insertReroute } from '@/graph/edit/reroutes';
import type { LinkId, Point } from '@/graph/document/model';
import type { GraphController } from '../controller';
import { texts as t } from './texts';

/** Puts a bend into a wire, at a point of the canvas. */
export function addReroute(controller: GraphController, linkId: LinkId, at: Point): void {
  const document = controller.open()?.document;
  if (document === undefined) return;
  const id = nextNodeId(document);
  const args = { graphId: controller.graphId(), nodeTypes: controller.nodeTypes(), linkId, id, at };
  controller.edit((before) => insertReroute(before, args));
  controller.view.setState({ selectedLink: null, hoveredLink: null });
  if (controller.graph()?.nodes.has(id) !== true) return;
  controller.select([id]);
  controller.view.setState({ focusedNode: id, focusWanted: id });
  controller.say(t.rerouteAdded);
}

/** Takes the selected bends out of their wires. */
export function dissolveSelected(controller: GraphController): void {
  const nodeIds = [...controller.selection()].filter((id) => controller.graph()?.nodes.get(id)?.type === REROUTE);
  if (nodeIds.length === 0) return;
  controller.edit((document) => dissolveReroutes(document, { graphId: controller.graphId(), nodeTypes: controller.nodeTypes(), nodeIds }));
  controller.select([]);
  controller.say(t.reroutesDissolved({ count: nodeIds.length }));
}
