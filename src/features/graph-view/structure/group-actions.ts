import {
  addGroupAround,
  deleteGroup,
  frameAround,
  isGroupCollapsed,
  isGroupPinned,
  isGroupWithin,
  moveGroup,
  nodesInGroup,
  resizeGroup,
  setGroupCollapsed,
  setGroupColor,
  setGroupPinned,
  setGroupTitle,
} from '@/graph/edit/groups';
import { deleteNodes } from '@/graph/edit/nodes';
import type { GraphGroup, Point } from '@/graph/document/model';
import type { NodeId } from '@/protocol/ids';
import type { Direction } from '../canvas/neighbours';
import { boundsOf, type Rect } from '../canvas/viewport';
import type { GraphController } from '../controller';
import { realIds, switchMode } from '../node-actions';
import { STEPS } from '../view-actions';
import { snapped } from './snap';
import { texts as t } from './texts';

/** What can be done to groups; each is one undo step. A group is named by its position in the graph's list. */

/** Puts a group around the selection and asks for its title. */
export function groupSelection(controller: GraphController): void {
  const nodeIds = realIds(controller.selection());
  const bounds = boundsOf([...nodeIds].flatMap((id) => controller.scene().nodes.get(id) ?? []));
  if (bounds === null) return;
  const graphId = controller.graphId();
  controller.edit((document) => addGroupAround(document, { graphId, nodeIds, bounds, title: t.newGroup }));
  controller.say(t.grouped({ count: nodeIds.size }));
  const index = (controller.graph()?.groups.length ?? 0) - 1;
  controller.view.setState({ focusedGroup: index, renamingGroup: index });
}

/** The nodes of a group of the shown graph. */
export function groupNodes(controller: GraphController, index: number): ReadonlySet<NodeId> {
  const document = controller.open()?.document;
  return new Set(document === undefined ? [] : nodesInGroup(document, { graphId: controller.graphId(), index }));
}

/** Selects the nodes of a group, or adds them to the selection. */
export function selectGroup(controller: GraphController, index: number, isAdding = false): void {
  controller.view.setState({ focusedGroup: index, selectedLink: null });
  const nodes = groupNodes(controller, index);
  controller.select(isAdding ? [...controller.selection(), ...nodes] : nodes);
}

/** Gives a group another title. */
export function renameGroup(controller: GraphController, index: number, title: string): void {
  controller.view.setState({ renamingGroup: null });
  controller.edit((document) => setGroupTitle(document, { ...at(controller, index), title }));
}

/** Paints a group; null takes its colour away. */
export function paintGroup(controller: GraphController, index: number, color: string | null): void {
  controller.edit((document) => setGroupColor(document, { ...at(controller, index), color }));
}

/** Folds a group to its title, or unfolds it. */
export function foldGroup(controller: GraphController, index: number): void {
  const group = groupAt(controller, index);
  if (group === undefined) return;
  const isCollapsed = !isGroupCollapsed(group);
  controller.edit((document) => setGroupCollapsed(document, { ...at(controller, index), isCollapsed }));
  controller.say((isCollapsed ? t.groupFolded : t.groupUnfolded)({ title: group.title }));
}

/** Fixes a group to its place, or frees it. */
export function pinGroup(controller: GraphController, index: number): void {
  const group = groupAt(controller, index);
  if (group !== undefined)
    controller.edit((document) => setGroupPinned(document, { ...at(controller, index), isPinned: !isGroupPinned(group) }));
}

/** Takes the frame away; its nodes stay. */
export function removeGroup(controller: GraphController, index: number): void {
  const group = groupAt(controller, index);
  if (group === undefined) return;
  controller.edit((document) => deleteGroup(document, at(controller, index)));
  afterRemoval(controller, t.groupRemoved({ title: group.title }));
}

/** Takes a group and its nodes away. */
export function removeGroupWithNodes(controller: GraphController, index: number): void {
  const group = groupAt(controller, index);
  if (group === undefined) return;
  const nodeIds = groupNodes(controller, index);
  const where = at(controller, index);
  controller.edit((document) => deleteNodes(deleteGroup(document, where), { graphId: where.graphId, nodeIds }));
  controller.select([]);
  afterRemoval(controller, t.groupDeleted({ title: group.title, count: nodeIds.size }));
}

/** The keyboard goes on to the first group left, if any. */
function afterRemoval(controller: GraphController, said: string): void {
  const left = controller.scene().groups[0]?.index ?? null;
  const hadKeyboard = controller.view.getState().focusedGroup !== null;
  controller.view.setState({ focusedGroup: left, groupWanted: hadKeyboard ? left : null, renamingGroup: null });
  controller.say(said);
}

/** Mutes (2) or bypasses (4) all nodes of a group; back to normal when all of them are so already. */
export function switchGroupMode(controller: GraphController, index: number, mode: 2 | 4): void {
  switchMode(controller, mode, groupNodes(controller, index));
}

/** Draws the edge of a group closely around its nodes. */
export function fitGroup(controller: GraphController, index: number): void {
  const bounds = boundsOf([...groupNodes(controller, index)].flatMap((id) => controller.scene().nodes.get(id) ?? []));
  if (bounds !== null) controller.edit((document) => resizeGroup(document, { ...at(controller, index), bounds: frameAround(bounds) }));
}

/** A hand moves a group: it, the groups inside and its nodes follow. */
export function dragGroup(controller: GraphController, index: number, by: Point): void {
  const group = groupAt(controller, index);
  if (group === undefined || isGroupPinned(group)) return;
  const nodes = controller.graph()?.nodes;
  const ids = new Set([...groupNodes(controller, index)].filter((id) => nodes?.get(id)?.isPinned === false));
  const all = controller.graph()?.groups ?? [];
  const inside = all.flatMap((other, at) => (other === group || isGroupWithin(group, other) ? [at] : []));
  const { x: dx, y: dy } = snapped(controller, group.bounds, by);
  controller.view.setState({
    groupGesture: { kind: 'move', index, groups: new Set(inside), by: { x: dx, y: dy } },
    drag: { ids, dx, dy },
  });
}

/** A hand moves the lower right corner of a group. */
export function stretchGroup(controller: GraphController, index: number, by: Point): void {
  const bounds = groupAt(controller, index)?.bounds;
  if (bounds === undefined) return;
  const corner = { x: bounds.x + bounds.width, y: bounds.y + bounds.height };
  const { x, y } = snapped(controller, corner, by);
  const resized = { ...bounds, width: Math.max(1, bounds.width + x), height: Math.max(1, bounds.height + y) };
  controller.view.setState({ groupGesture: { kind: 'resize', index, bounds: resized } });
}

/** The hand lets go: one edit. */
export function dropGroup(controller: GraphController): void {
  const { groupGesture: gesture } = controller.view.getState();
  controller.view.setState({ groupGesture: null, drag: null });
  if (gesture === null) return;
  if (gesture.kind === 'resize') resize(controller, gesture.index, gesture.bounds);
  else if (gesture.kind === 'move')
    controller.edit((document) => moveGroup(document, { ...at(controller, gesture.index), by: roundPoint(gesture.by), carries: true }));
}

function resize(controller: GraphController, index: number, { x, y, width, height }: Rect, run?: string): void {
  const bounds = { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
  controller.edit((document) => resizeGroup(document, { ...at(controller, index), bounds }), run);
}

/** Moves a group with its nodes by the grid; a run of such moves is one undo step. */
export function nudgeGroup(controller: GraphController, index: number, direction: Direction): void {
  const by = STEPS[direction];
  controller.edit((document) => moveGroup(document, { ...at(controller, index), by, carries: true }), `nudge group ${index}`);
  const group = groupAt(controller, index);
  if (group !== undefined)
    controller.say(t.groupMoved({ title: group.title, x: Math.round(group.bounds.x), y: Math.round(group.bounds.y) }));
}

/** Moves the right or lower edge of a group by the grid. */
export function growGroup(controller: GraphController, index: number, direction: Direction): void {
  const bounds = groupAt(controller, index)?.bounds;
  if (bounds === undefined) return;
  const { x, y } = STEPS[direction];
  resize(controller, index, { ...bounds, width: bounds.width + x, height: bounds.height + y }, `resize group ${index}`);
  const now = groupAt(controller, index);
  if (now !== undefined) controller.say(t.groupResized({ title: now.title, width: now.bounds.width, height: now.bounds.height }));
}

function groupAt(controller: GraphController, index: number): GraphGroup | undefined {
  return controller.graph()?.groups[index];
}

function at(
  controller: GraphController,
  index: number,
): { readonly graphId: ReturnType<GraphController['graphId']>; readonly index: number } {
  return { graphId: controller.graphId(), index };
}

function roundPoint({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) };
}
