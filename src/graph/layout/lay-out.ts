import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Rect } from './place';

/** Something to be placed: a node with its title bar, or a folded group. Canvas units. */
export interface LayoutBox extends Rect {
  readonly id: string;
  /** Dots that wires are at: distance from the upper edge. Ids are unique over all boxes. */
  readonly inputs: readonly LayoutPort[];
  readonly outputs: readonly LayoutPort[];
  /** The frame it stays in; null for none. */
  readonly frame: string | null;
  /** The inputs of a definition come first, its outputs last. */
  readonly place: 'any' | 'first' | 'last';
}

export interface LayoutPort {
  readonly id: string;
  readonly y: number;
}

/** A frame around boxes, and perhaps around other frames. */
export interface LayoutFrame {
  readonly id: string;
  readonly inside: string | null;
}

export interface LayoutTask {
  readonly boxes: readonly LayoutBox[];
  readonly frames: readonly LayoutFrame[];
  /** From an output's id to an input's. */
  readonly wires: readonly { readonly from: string; readonly to: string }[];
}

/** Whoever does the sums; the ELK of a worker, or in tests one on the spot. */
export interface LayoutEngine {
  readonly layout: (graph: ElkNode) => Promise<ElkNode>;
}

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.spacing.nodeNode': '40',
  'elk.spacing.edgeNode': '20',
  'elk.layered.spacing.nodeNodeBetweenLayers': '80',
  'elk.layered.spacing.edgeNodeBetweenLayers': '20',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
};
/** Room for a frame's title and edge, as `frameAround` leaves. */
const FRAME_OPTIONS = { 'elk.padding': '[top=44,left=10,bottom=10,right=10]' };

/**
 * Places boxes in columns from left to right along their wires, those of one frame together. Where the upper left corner of all was, it is
 * afterwards, in whole units. A loop is no obstacle.
 * @returns new rectangles of boxes and frames by id; frames without a box in them are not placed.
 */
export async function layOut(task: LayoutTask, engine: LayoutEngine): Promise<ReadonlyMap<string, Rect>> {
  const placed = new Map<string, Rect>();
  if (task.boxes.length === 0) return placed;
  collect(await engine.layout(toElkGraph(task)), { x: 0, y: 0 }, placed);
  const ids = task.boxes.map(({ id }) => id);
  const before = cornerOf(task.boxes);
  const after = cornerOf(ids.flatMap((id) => placed.get(id) ?? []));
  const by = { x: before.x - after.x, y: before.y - after.y };
  return new Map([...placed].map(([id, rect]) => [id, { ...rect, x: Math.round(rect.x + by.x), y: Math.round(rect.y + by.y) }]));
}

function toElkGraph({ boxes, frames, wires }: LayoutTask): ElkNode {
  const used = usedFrames(boxes, frames);
  const childrenOf = (frame: string | null): ElkNode[] => [
    ...frames
      .filter(({ id, inside }) => inside === frame && used.has(id))
      .map(({ id }) => ({ id, layoutOptions: FRAME_OPTIONS, children: childrenOf(id) })),
    ...boxes.filter((box) => box.frame === frame).map(toElkNode),
  ];
  const edges = wires.map(({ from, to }, index): ElkExtendedEdge => ({ id: `wire ${index}`, sources: [from], targets: [to] }));
  return { id: 'all', layoutOptions: OPTIONS, children: childrenOf(null), edges };
}

/** Frames that hold a box, be it in a frame inside. */
function usedFrames(boxes: readonly LayoutBox[], frames: readonly LayoutFrame[]): ReadonlySet<string> {
  const outer = new Map(frames.map(({ id, inside }) => [id, inside]));
  const used = new Set<string>();
  for (const box of boxes) for (let at = box.frame; at !== null && !used.has(at); at = outer.get(at) ?? null) used.add(at);
  return used;
}

function toElkNode({ id, width, height, inputs, outputs, place }: LayoutBox): ElkNode {
  return {
    id,
    width,
    height,
    layoutOptions: {
      'elk.portConstraints': 'FIXED_POS',
      ...(place === 'any' ? {} : { 'elk.layered.layering.layerConstraint': place.toUpperCase() }),
    },
    ports: [
      ...inputs.map((port) => ({ id: port.id, x: 0, y: port.y, layoutOptions: { 'elk.port.side': 'WEST' } })),
      ...outputs.map((port) => ({ id: port.id, x: width, y: port.y, layoutOptions: { 'elk.port.side': 'EAST' } })),
    ],
  };
}

/** Positions of children are relative to what they are in. */
function collect(node: ElkNode, origin: { readonly x: number; readonly y: number }, into: Map<string, Rect>): void {
  for (const child of node.children ?? []) {
    const at = { x: origin.x + (child.x ?? 0), y: origin.y + (child.y ?? 0) };
    into.set(child.id, { ...at, width: child.width ?? 0, height: child.height ?? 0 });
    collect(child, at, into);
  }
}

function cornerOf(rects: readonly Rect[]): { readonly x: number; readonly y: number } {
  return { x: Math.min(...rects.map(({ x }) => x)), y: Math.min(...rects.map(({ y }) => y)) };
}
