import { duplicateNodes } from '@/graph/edit/duplicate';
import { findAddedNodes } from '@/graph/edit/edit-graph';
import { deleteNodes, moveNodes, setCollapsed, setColor, setPinned, setTitle, toggleMode, type NodeColors } from '@/graph/edit/nodes';
import { setWidgetValue } from '@/graph/edit/widget';
import { isVirtualType } from '@/graph/document/virtual-types';
import type { WidgetSlot } from '@/graph/document/widgets';
import type { GraphId, GraphNode } from '@/graph/document/model';
import type { JsonValue } from '@/lib/json';
import type { NodeId } from '@/protocol/ids';
import { boundarySideOf } from './canvas/boundary-nodes';
import { toPositions } from './canvas/from-flow-changes';
import { neighbourAfterDelete } from './canvas/neighbours';
import type { GraphController } from './controller';
import { texts as t } from './texts';
import { focusNode, moveBoundaries } from './view-actions';
import { cutLink } from './wire-actions';

/** What can be done to nodes; each is one undo step. `ids` default to the selection. */

/** Takes the selected wire away, else the selected nodes with their wires. */
export function deleteSelected(controller: GraphController): void {
  const { selectedLink } = controller.view.getState();
  if (selectedLink === null) {
    removeNodes(controller, controller.selection());
    return;
  }
  cutLink(controller, selectedLink);
}

/** Deletes nodes with their wires; the keyboard goes on to the nearest one left. */
export function removeNodes(controller: GraphController, wanted: ReadonlySet<NodeId>): void {
  const ids = realIds(wanted);
  if (ids.size === 0) return;
  const { focusedNode, activeNode } = controller.view.getState();
  const next = focusedNode !== null && ids.has(focusedNode) ? neighbourAfterDelete(controller.scene().nodes, focusedNode, ids) : null;
  controller.edit((document) => deleteNodes(document, { graphId: controller.graphId(), nodeIds: ids }));
  controller.select([]);
  controller.say(t.deleted({ count: ids.size }));
  if (next === null) return;
  if (activeNode === focusedNode) focusNode(controller, next);
  else controller.view.setState({ focusedNode: next });
}

/** Mutes (2) or bypasses (4) nodes; back to normal when all of them are so already. */
export function switchMode(controller: GraphController, mode: 2 | 4, wanted: ReadonlySet<NodeId> = controller.selection()): void {
  const ids = realIds(wanted);
  if (ids.size === 0) return;
  controller.edit((document) => toggleMode(document, { graphId: controller.graphId(), nodeIds: ids, mode }));
  controller.say((mode === 4 ? t.bypassedCount : t.mutedCount)({ count: ids.size }));
}

/** Folds nodes; unfolds them when all are folded already. */
export function switchCollapsed(controller: GraphController, ids: ReadonlySet<NodeId> = controller.selection()): void {
  const isCollapsed = !nodesOf(controller, ids).every((node) => node.isCollapsed);
  controller.edit((document) => setCollapsed(document, { graphId: controller.graphId(), nodeIds: ids, isCollapsed }));
}

/** Pins nodes; frees them when all are pinned already. */
export function switchPinned(controller: GraphController, ids: ReadonlySet<NodeId> = controller.selection()): void {
  const isPinned = !nodesOf(controller, ids).every((node) => node.isPinned);
  controller.edit((document) => setPinned(document, { graphId: controller.graphId(), nodeIds: ids, isPinned }));
}

/** Paints nodes, or takes their colours away. */
export function paint(controller: GraphController, colors: NodeColors | null, ids: ReadonlySet<NodeId> = controller.selection()): void {
  controller.edit((document) => setColor(document, { graphId: controller.graphId(), nodeIds: ids, colors }));
}

/** Copies nodes beside themselves and selects the copies. */
export function duplicate(controller: GraphController, keepsIncoming: boolean, wanted: ReadonlySet<NodeId> = controller.selection()): void {
  const ids = realIds(wanted);
  if (ids.size === 0) return;
  const count = addCopies(controller, (document) =>
    duplicateNodes(document, { graphId: controller.graphId(), nodeIds: ids, keepsIncoming }),
  );
  controller.say(t.duplicated({ count }));
}

/** Applies an edit that adds nodes, selects what is new and answers how many. */
export function addCopies(controller: GraphController, edit: Parameters<GraphController['edit']>[0]): number {
  const before = controller.open()?.document;
  controller.edit(edit);
  const after = controller.open()?.document;
  if (before === undefined || after === undefined) return 0;
  const added = findAddedNodes(before, after, controller.graphId());
  controller.select(added);
  const [first] = added;
  if (first === undefined) return 0;
  if (controller.view.getState().activeNode === null) controller.view.setState({ focusedNode: first });
  else focusNode(controller, first);
  return added.length;
}

/** Gives a node a title of its own. */
export function rename(controller: GraphController, nodeId: NodeId, title: string): void {
  controller.view.setState({ renaming: null });
  controller.edit((document) => setTitle(document, { graphId: controller.graphId(), nodeId, title }));
}

/** Selects every node of the shown graph. */
export function selectAll(controller: GraphController): void {
  controller.select(controller.graph()?.nodes.keys() ?? []);
}

/** Click: selects one node, or adds it to (takes it out of) the selection. */
export function pickNode(controller: GraphController, id: NodeId, isAdding: boolean): void {
  const selection = controller.selection();
  controller.view.setState({ selectedLink: null, focusedNode: id });
  if (!isAdding) {
    controller.select([id]);
    return;
  }
  controller.select(selection.has(id) ? [...selection].filter((other) => other !== id) : [...selection, id]);
}

/** Ends a drag: one edit, one undo step. */
export function dropDrag(controller: GraphController): void {
  const { drag } = controller.view.getState();
  controller.view.setState({ drag: null });
  if (drag === null || (drag.dx === 0 && drag.dy === 0)) return;
  const positions = toPositions(drag, controller.scene());
  if (positions.size === 0) return;
  const graphId = controller.graphId();
  controller.edit((document) => moveBoundaries(moveNodes(document, { graphId, positions }), graphId, positions));
}

/**
 * Writes one value of a node; edits of the same value in a row are one undo step until `endGesture`. `graphId`: where the node is, when
 * that is not the shown graph.
 */
export function writeValue(
  controller: GraphController,
  node: GraphNode,
  change: { readonly slot: WidgetSlot; readonly value: JsonValue; readonly graphId?: GraphId },
): void {
  const nodeTypes = controller.nodeTypes();
  const graphId = change.graphId ?? controller.graphId();
  const isByPosition = nodeTypes.get(node.type) === undefined && isVirtualType(node.type);
  const name = isByPosition ? String(change.slot.slot) : change.slot.name;
  const args = { graphId, nodeId: node.id, name, value: change.value, nodeTypes };
  controller.edit((document) => setWidgetValue(document, args), `value ${graphId} ${node.id} ${name}`);
}

/** The gesture that wrote a value is over: the next one is an undo step of its own. */
export function endGesture(controller: GraphController): void {
  controller.workspace.endGroup(controller.documentId);
}

function nodesOf(controller: GraphController, ids: ReadonlySet<NodeId>): readonly GraphNode[] {
  return [...ids].flatMap((id) => controller.graph()?.nodes.get(id) ?? []);
}

/** Without the boxes of a definition's inputs and outputs, which can be moved and wired but are no nodes. */
export function realIds(ids: ReadonlySet<NodeId>): ReadonlySet<NodeId> {
  return new Set([...ids].filter((id) => boundarySideOf(id) === null));
}
