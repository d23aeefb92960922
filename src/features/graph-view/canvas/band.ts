import type { Point } from '@/graph/document/model';
import type { NodeId } from '@/protocol/ids';
import type { Scene } from './scene';
import { overlaps, type Rect } from './viewport';

/** The rectangle between two corners, whichever way it was drawn. */
export function toBand(a: Point, b: Point): Rect {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

/** Nodes a rubber band touches. */
export function nodesInside(scene: Scene, band: Rect): readonly NodeId[] {
  return [...scene.nodes.values()].filter((node) => overlaps(node, band)).map((node) => node.id);
}
