import type { LayoutBox, LayoutFrame, LayoutTask } from '@/graph/layout/lay-out';
import { placeAll } from '@/graph/edit/arrange';
import { isGroupWithin } from '@/graph/edit/groups';
import type { GraphId, Point } from '@/graph/document/model';
import type { NodeId } from '@/protocol/ids';
import { boundarySideOf } from '../canvas/boundary-nodes';
import type { Scene, SceneNode } from '../canvas/scene';
import type { SceneGroup } from '../canvas/scene-groups';
import type { Rect } from '../canvas/viewport';
import type { GraphController } from '../controller';
import { moveBoundaries } from '../view-actions';
import { groupNodes } from './group-actions';
import { startGlide } from './glide';
import { texts as t } from './texts';

/** Rearranging all or some nodes by their wires. */

const running = new WeakMap<GraphController, () => void>();

/**
 * Places the selection, or everything when less than two nodes are selected, in columns from left to right: groups keep their nodes, pinned
 * nodes stay. Worked out in a worker, one undo step, and the nodes glide to their places. A second call gives up the first.
 */
export async function layOutNodes(controller: GraphController, announce: (message: string, tone: 'danger') => void): Promise<void> {
  const task = toTask(controller);
  if (task.boxes.length < 2) return;
  const graphId = controller.graphId();
  running.get(controller)?.();
  controller.say(t.layingOut);
  const [{ layOut }, { startLayoutEngine }] = await Promise.all([import('@/graph/layout/lay-out'), import('@/graph/layout/start-engine')]);
  const engine = startLayoutEngine();
  running.set(controller, engine.stop);
  try {
    apply(controller, { graphId, placed: await layOut(task, engine), before: new Map(task.boxes.map((box) => [box.id, box])) });
    controller.say(t.laidOut({ count: task.boxes.length }));
  } catch {
    announce(t.layoutFailed, 'danger');
  } finally {
    engine.stop();
    if (running.get(controller) === engine.stop) running.delete(controller);
  }
}

/** What shall be placed, as boxes and wires. Exported for its test. */
export function toTask(controller: GraphController): LayoutTask {
  const scene = controller.scene();
  const selection = controller.selection();
  const isWanted = (id: NodeId): boolean => selection.size < 2 || selection.has(id);
  const nodes = [...scene.nodes.values()].filter(({ id, node }) => isWanted(id) && !node.isPinned);
  const frameOf = findFrames(controller, scene);
  const folds = scene.groups.filter((group) => group.isFolded && [...groupNodes(controller, group.index)].every(isWanted));
  const boxes = [...nodes.map((node) => toBox(node, frameOf.of.get(node.id) ?? null)), ...folds.map(toFoldBox)];
  const ports = new Set(boxes.flatMap((box) => [...box.inputs, ...box.outputs].map(({ id }) => id)));
  const foldOf = new Map(
    folds.flatMap((group) => [...groupNodes(controller, group.index)].map((id) => [id, frameName(group.index)] as const)),
  );
  const wires = scene.links.map((link) => ({
    from: foldOf.has(link.originId) ? `${foldOf.get(link.originId)} >` : outputPort(link.originId, link.originSlot),
    to: foldOf.has(link.targetId) ? `${foldOf.get(link.targetId)} <` : inputPort(link.targetId, link.targetName),
  }));
  return { boxes, frames: frameOf.frames, wires: wires.filter(({ from, to }) => ports.has(from) && ports.has(to)) };
}

interface Frames {
  readonly frames: readonly LayoutFrame[];
  /** The innermost group of a node. */
  readonly of: ReadonlyMap<NodeId, string>;
}

/** A node in two groups that only cross stays in the smaller one. Pinned groups, and those with a pinned node, stay where they are. */
function findFrames(controller: GraphController, { groups, nodes }: Scene): Frames {
  const open = groups.filter((group) => !group.isFolded).toSorted((a, b) => area(a) - area(b));
  const of = new Map<NodeId, string>();
  for (const group of open) {
    for (const id of groupNodes(controller, group.index)) if (!of.has(id) && nodes.has(id)) of.set(id, frameName(group.index));
  }
  const frames = open.map((group): LayoutFrame => {
    const outer = open.find((other) => isGroupWithin(other.group, group.group));
    return { id: frameName(group.index), inside: outer === undefined ? null : frameName(outer.index) };
  });
  return { frames, of };
}

function area({ width, height }: Rect): number {
  return width * height;
}

function frameName(index: number): string {
  return `group ${index}`;
}

function toBox({ id, x, y, width, height, layout }: SceneNode, frame: string | null): LayoutBox {
  const side = boundarySideOf(id);
  return {
    id,
    x,
    y,
    width,
    height,
    inputs: layout.inputs.map((place) => ({ id: inputPort(id, place.name), y: place.y })),
    outputs: layout.outputs.map((place) => ({ id: outputPort(id, place.index), y: place.y })),
    frame: side === null ? frame : null,
    place: side === null ? 'any' : side === 'input' ? 'first' : 'last',
  };
}

function toFoldBox({ index, x, y, width, height }: SceneGroup): LayoutBox {
  const id = frameName(index);
  const port = (end: string) => [{ id: `${id} ${end}`, y: height / 2 }];
  return { id, x, y, width, height, inputs: port('<'), outputs: port('>'), frame: null, place: 'any' };
}

function inputPort(id: NodeId, name: string): string {
  return `${id} < ${name}`;
}

function outputPort(id: NodeId, slot: number): string {
  return `${id} > ${slot}`;
}

interface Outcome {
  readonly graphId: GraphId;
  readonly placed: ReadonlyMap<string, Rect>;
  /** Where the boxes were when the task was set. */
  readonly before: ReadonlyMap<string, Rect>;
}

/** What was deleted meanwhile is passed by; what was moved meanwhile goes to its place all the same. */
function apply(controller: GraphController, { graphId, placed, before }: Outcome): void {
  const nodes = graphId === 'root' ? controller.open()?.document.root.nodes : controller.open()?.document.subgraphs.get(graphId)?.nodes;
  const positions = new Map<NodeId, Point>();
  const groups = new Map<number, Rect>();
  const isShown = controller.graphId() === graphId;
  const scene = controller.scene();
  const shift = (id: NodeId, by: Point): void => {
    const from = nodes?.get(id)?.position ?? scene.nodes.get(id)?.node.position;
    if (from !== undefined) positions.set(id, { x: from.x + by.x, y: from.y + by.y });
  };
  for (const [id, rect] of placed) {
    const old = before.get(id);
    const index = id.startsWith('group ') ? Number(id.slice('group '.length)) : null;
    if (index === null) {
      if (old !== undefined) shift(id as NodeId, { x: rect.x - old.x, y: rect.y - old.y });
    } else if (old === undefined) {
      groups.set(index, { x: rect.x, y: rect.y, width: rect.width, height: rect.height });
    } else {
      const by = { x: rect.x - old.x, y: rect.y - old.y };
      for (const member of groupNodes(controller, index)) shift(member, by);
      const bounds = controller.graph()?.groups[index]?.bounds;
      if (bounds !== undefined) groups.set(index, { ...bounds, x: bounds.x + by.x, y: bounds.y + by.y });
    }
  }
  controller.edit((document) => moveBoundaries(placeAll(document, { graphId, positions, groups }), graphId, positions));
  if (isShown) startGlide(controller, scene);
}
