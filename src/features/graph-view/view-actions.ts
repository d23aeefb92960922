import { FAR_ZOOM } from '@/config/limits';
import { findGraph } from '@/graph/edit/edit-graph';
import { shiftNodes } from '@/graph/edit/nodes';
import type { Point, SubgraphId } from '@/graph/document/model';
import type { NodeId } from '@/protocol/ids';
import { draggedWith } from './canvas/from-flow-changes';
import { firstNode, neighbourOf, type Direction } from './canvas/neighbours';
import { boundsOf, centreOn, fitViewport, revealRect, toGraphPoint, zoomAt } from './canvas/viewport';
import { titleOf, type GraphController } from './controller';
import { texts as t } from './texts';

/** Looking around: fit, zoom, focus, and walking from node to node. */

const READING_ZOOM = 1;
const ZOOM_STEP = 1.25;
/** One step of moving by keyboard; Shift takes a larger one. */
const GRID = 10;
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

/** Jumps to a node from outside the canvas (problems list, link): selects, centres and focuses it. False when no graph has it. */
export function showNode(controller: GraphController, id: NodeId): boolean {
  const path = controller.scene().nodes.has(id) ? null : findPath(controller, id);
  if (path !== null) controller.view.setState({ path: path.steps });
  const local = path?.nodeId ?? id;
  if (!controller.scene().nodes.has(local)) return false;
  controller.select([local]);
  revealNode(controller, local, true);
  focusNode(controller, local);
  return true;
}

/** Resolves an execution id (`5:12`) from the root: the instances on the way and the node inside. */
function findPath(controller: GraphController, id: NodeId) {
  const document = controller.open()?.document;
  const parts = id.split(':') as NodeId[];
  const nodeId = parts.pop();
  if (document === undefined || nodeId === undefined) return null;
  const steps = [];
  let graph = findGraph(document, 'root');
  for (const part of parts) {
    const instance = graph?.nodes.get(part);
    const graphId = instance?.type as SubgraphId | undefined;
    graph = graphId === undefined ? undefined : findGraph(document, graphId);
    if (graph === undefined || graphId === undefined) return null;
    steps.push({ nodeId: part, graphId, title: titleOf(controller, part) });
  }
  return { steps, nodeId };
}

/** Enters the definition of an instance node; nothing happens on other nodes. */
export function enterSubgraph(controller: GraphController, id: NodeId): boolean {
  const placed = controller.scene().nodes.get(id);
  const document = controller.open()?.document;
  const definition = [...(document?.subgraphs.values() ?? [])].find((candidate) => candidate.id === placed?.node.type);
  if (definition === undefined) return false;
  const step = { nodeId: id, graphId: definition.id, title: titleOf(controller, id) };
  controller.view.setState((state) => ({ path: [...state.path, step], focusedNode: null, selectedLink: null, hoveredLink: null }));
  controller.select([]);
  fitView(controller);
  return true;
}

/** Goes back up until `depth` instances are left entered. */
export function leaveSubgraph(controller: GraphController, depth: number): void {
  controller.view.setState((state) => ({ path: state.path.slice(0, depth), focusedNode: null, selectedLink: null, hoveredLink: null }));
  controller.select([]);
  fitView(controller);
}

/** Arrow keys: the keyboard goes to the nearest node in that direction, and the view follows. */
export function walk(controller: GraphController, direction: Direction): void {
  const { nodes } = controller.scene();
  const from = controller.view.getState().focusedNode;
  const next = from === null || !nodes.has(from) ? firstNode(nodes) : neighbourOf(nodes, from, direction);
  if (next === null) return;
  controller.select([next]);
  if (controller.viewport.getState().viewport.zoom >= FAR_ZOOM) revealNode(controller, next);
  focusNode(controller, next);
}

const STEPS: Readonly<Record<Direction, Point>> = {
  left: { x: -GRID, y: 0 },
  right: { x: GRID, y: 0 },
  up: { x: 0, y: -GRID },
  down: { x: 0, y: GRID },
};

/** Moves a node (with the selection it belongs to) by the grid; a run of such moves is one undo step. */
export function nudge(controller: GraphController, id: NodeId, move: { readonly direction: Direction; readonly isLarge: boolean }): void {
  const ids = draggedWith(id, controller.scene(), controller.selection());
  const factor = move.isLarge ? LARGE_STEPS : 1;
  const step = STEPS[move.direction];
  const by = { x: step.x * factor, y: step.y * factor };
  controller.edit((document) => shiftNodes(document, { graphId: controller.graphId(), nodeIds: ids, by }), `nudge ${[...ids].join(' ')}`);
  const position = controller.graph()?.nodes.get(id)?.position;
  if (position !== undefined)
    controller.say(t.moved({ title: titleOf(controller, id), x: Math.round(position.x), y: Math.round(position.y) }));
}
