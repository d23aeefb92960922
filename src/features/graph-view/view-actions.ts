import { FAR_ZOOM } from '@/config/limits';
import { moveBoundary } from '@/graph/edit/boundary';
import { membersOf, setGroupCollapsed } from '@/graph/edit/groups';
import { shiftNodes } from '@/graph/edit/nodes';
import type { GraphId, Point, WorkflowDocument } from '@/graph/document/model';
import type { NodeId } from '@/protocol/ids';
import { boundarySideOf } from './canvas/boundary-nodes';
import { draggedWith } from './canvas/from-flow-changes';
import { firstNode, neighbourOf, wiredNeighbourOf, type Direction } from './canvas/neighbours';
import { boundsOf, centreOn, fitViewport, revealRect, toGraphPoint, zoomAt } from './canvas/viewport';
import { titleOf, type GraphController } from './controller';
import type { Scene, SceneNode } from './canvas/scene';
import { GRID } from './structure/snap';
import { enteredGraph, findPath, pathTitles, validPath } from './subgraph-path';
import { texts as t } from './texts';
import type { PathStep } from './view-store';

/** Looking around: fit, zoom, focus, and walking from node to node. */

const READING_ZOOM = 1;
const ZOOM_STEP = 1.25;
const LARGE_STEPS = 5;

/** Shows the selection, or everything when less than two nodes are selected. */
export function fitView(controller: GraphController): void {
  const scene = controller.scene();
  const chosen = [...controller.selection()].flatMap((id) => scene.nodes.get(id) ?? []);
  const bounds = chosen.length > 1 ? boundsOf(chosen) : scene.bounds;
  controller.moveTo(fitViewport(bounds, controller.viewport.getState().size));
}

/** Zooms a step in or out around the middle of the canvas. */
export function zoomStep(controller: GraphController, direction: 'in' | 'out'): void {
  const { viewport, size } = controller.viewport.getState();
  const factor = direction === 'in' ? ZOOM_STEP : 1 / ZOOM_STEP;
  controller.moveTo(zoomAt(viewport, factor, { x: size.width / 2, y: size.height / 2 }));
}

/** Back to 100 % around the middle of the canvas. */
export function zoomReset(controller: GraphController): void {
  const { viewport, size } = controller.viewport.getState();
  controller.moveTo(zoomAt(viewport, 1 / viewport.zoom, { x: size.width / 2, y: size.height / 2 }));
}

/** The middle of what is seen, canvas units. */
export function viewCentre(controller: GraphController): Point {
  const { viewport, size } = controller.viewport.getState();
  return toGraphPoint(viewport, { x: size.width / 2, y: size.height / 2 });
}

/** Brings a node into view: as little as needed when it can be read, else up close in the middle. */
export function revealNode(controller: GraphController, id: NodeId, isCentred = false): void {
  const box = controller.scene().nodes.get(id);
  const { viewport, size } = controller.viewport.getState();
  if (box === undefined || size.width === 0) return;
  if (!isCentred && viewport.zoom >= FAR_ZOOM) {
    const next = revealRect(viewport, box, size);
    if (next !== viewport) controller.moveTo(next);
    return;
  }
  const zoom = Math.min(READING_ZOOM, Math.max(FAR_ZOOM, (size.width * 0.8) / box.width, viewport.zoom));
  controller.moveTo(centreOn({ x: box.x + box.width / 2, y: box.y + box.height / 2 }, zoom, size));
}

/** Makes a node the one the keyboard is on. */
export function focusNode(controller: GraphController, id: NodeId): void {
  controller.view.setState({ focusedNode: id, focusWanted: id });
}

/**
 * Jumps to a node from outside the canvas (problems list, link) by its execution id: enters the instances on the way, selects, centres and
 * focuses it. False when no graph has it.
 */
export function showNode(controller: GraphController, executionId: string): boolean {
  const document = controller.open()?.document;
  const found = document === undefined ? null : findPath(document, executionId);
  if (found === null) return false;
  if (!isSamePath(found.path, controller.view.getState().path)) setPath(controller, found.path);
  unfoldAround(controller, found.nodeId);
  controller.select([found.nodeId]);
  revealNode(controller, found.nodeId, true);
  focusNode(controller, found.nodeId);
  return true;
}

/** Unfolds the groups that hide a node. */
function unfoldAround(controller: GraphController, id: NodeId): void {
  const { nodes, groups } = controller.scene();
  const graph = controller.graph();
  if (graph === undefined || nodes.has(id)) return;
  for (const { index, group, isFolded } of groups) {
    if (!isFolded || !membersOf(graph, group).includes(id)) continue;
    controller.edit((document) => setGroupCollapsed(document, { graphId: controller.graphId(), index, isCollapsed: false }));
  }
}

function isSamePath(a: readonly PathStep[], b: readonly PathStep[]): boolean {
  return a.length === b.length && a.every((step, depth) => step.nodeId === b[depth]?.nodeId && step.graphId === b[depth].graphId);
}

/** What pointed into the graph that was shown means nothing in another. */
function setPath(controller: GraphController, path: readonly PathStep[]): void {
  controller.select([]);
  controller.view.setState({
    path,
    focusedNode: null,
    selectedLink: null,
    hoveredLink: null,
    hoveredSocket: null,
    pending: null,
    drag: null,
    groupGesture: null,
    band: null,
    renaming: null,
    renamingSlot: null,
    focusedGroup: null,
    groupWanted: null,
    renamingGroup: null,
  });
}

/** Enters the definition of an instance node; nothing happens on other nodes. A keyboard on the node goes in with it. */
export function enterSubgraph(controller: GraphController, id: NodeId): boolean {
  const document = controller.open()?.document;
  const graphId = document === undefined ? null : enteredGraph(document, controller.graphId(), id);
  if (graphId === null) return false;
  const { path, activeNode } = controller.view.getState();
  setPath(controller, [...path, { nodeId: id, graphId, from: controller.viewport.getState().viewport }]);
  fitView(controller);
  controller.say(t.entered({ title: document === undefined ? '' : (pathTitles(document, controller.view.getState().path).at(-1) ?? '') }));
  if (activeNode === id) focusFirst(controller);
  return true;
}

function focusFirst(controller: GraphController): void {
  const first = firstNode(controller.graph()?.nodes.size === 0 ? controller.scene().nodes : realNodes(controller));
  if (first !== null) focusNode(controller, first);
}

function realNodes(controller: GraphController): ReadonlyMap<NodeId, SceneNode> {
  return new Map([...controller.scene().nodes].filter(([id]) => boundarySideOf(id) === null));
}

/** Goes back up until `depth` instances are left entered; looks where that graph was left, and gives the keyboard to the instance. */
export function leaveSubgraph(controller: GraphController, depth: number): void {
  const { path } = controller.view.getState();
  const left = path[depth];
  if (left === undefined) return;
  setPath(controller, path.slice(0, depth));
  if (left.from === null) fitView(controller);
  else controller.moveTo(left.from);
  controller.select([left.nodeId]);
  focusNode(controller, left.nodeId);
}

/** Goes up one level. False at the root. */
export function leaveOne(controller: GraphController): boolean {
  const { length } = controller.view.getState().path;
  if (length > 0) leaveSubgraph(controller, length - 1);
  return length > 0;
}

/** Escape: clears the selection; with nothing selected it goes up one level. */
export function stepBack(controller: GraphController): void {
  if (controller.selection().size === 0 && controller.view.getState().selectedLink === null && leaveOne(controller)) return;
  controller.select([]);
  controller.view.setState({ selectedLink: null });
}

/** Leaves instances that are no longer there, e.g. after an undo. */
export function repairPath(controller: GraphController, document: WorkflowDocument): void {
  const { path } = controller.view.getState();
  const valid = validPath(document, path);
  if (valid === path) return;
  setPath(controller, valid);
  fitView(controller);
}

/** Arrow keys: the keyboard goes to the nearest node in that direction, and the view follows. */
export function walk(controller: GraphController, direction: Direction): void {
  const { nodes } = controller.scene();
  const from = controller.view.getState().focusedNode;
  const next = from === null || !nodes.has(from) ? firstNode(nodes) : neighbourOf(nodes, from, direction);
  if (next !== null) goTo(controller, next);
}

/** Ctrl and arrow keys: the keyboard goes along the wires. */
export function follow(controller: GraphController, direction: Direction): void {
  const { nodes, links } = controller.scene();
  const from = controller.view.getState().focusedNode;
  const next = from === null || !nodes.has(from) ? firstNode(nodes) : wiredNeighbourOf(nodes, links, { from, direction });
  if (next === null) controller.say(t.noWireLeads);
  else goTo(controller, next);
}

function goTo(controller: GraphController, next: NodeId): void {
  controller.select([next]);
  if (controller.viewport.getState().viewport.zoom >= FAR_ZOOM) revealNode(controller, next);
  focusNode(controller, next);
}

/** One step of moving by keyboard. */
export const STEPS: Readonly<Record<Direction, Point>> = {
  left: { x: -GRID, y: 0 },
  right: { x: GRID, y: 0 },
  up: { x: 0, y: -GRID },
  down: { x: 0, y: GRID },
};

/** Moves a node (with the selection it belongs to) by the grid; a run of such moves is one undo step. */
export function nudge(controller: GraphController, id: NodeId, move: { readonly direction: Direction; readonly isLarge: boolean }): void {
  const ids = draggedWith(id, controller.scene(), controller.selection());
  const graphId = controller.graphId();
  const factor = move.isLarge ? LARGE_STEPS : 1;
  const step = STEPS[move.direction];
  const by = { x: step.x * factor, y: step.y * factor };
  const boundaries = boundaryPositions(ids, controller.scene(), by);
  controller.edit(
    (document) => moveBoundaries(shiftNodes(document, { graphId, nodeIds: ids, by }), graphId, boundaries),
    `nudge ${[...ids].join(' ')}`,
  );
  const position = controller.scene().nodes.get(id)?.node.position;
  if (position !== undefined)
    controller.say(t.moved({ title: titleOf(controller, id), x: Math.round(position.x), y: Math.round(position.y) }));
}

/** New places of those of `ids` that are boxes of the definition's inputs and outputs. */
function boundaryPositions(ids: ReadonlySet<NodeId>, scene: Scene, by: Point): ReadonlyMap<NodeId, Point> {
  const positions = new Map<NodeId, Point>();
  for (const id of ids) {
    const position = boundarySideOf(id) === null ? undefined : scene.nodes.get(id)?.node.position;
    if (position !== undefined) positions.set(id, { x: position.x + by.x, y: position.y + by.y });
  }
  return positions;
}

/** Moves the boxes of a definition's inputs and outputs among `positions`; other nodes are passed by. */
export function moveBoundaries(document: WorkflowDocument, graphId: GraphId, positions: ReadonlyMap<NodeId, Point>): WorkflowDocument {
  if (graphId === 'root') return document;
  let moved = document;
  for (const [id, position] of positions) {
    const side = boundarySideOf(id);
    if (side !== null) moved = moveBoundary(moved, { graphId, side, position });
  }
  return moved;
}
