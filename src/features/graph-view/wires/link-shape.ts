import type { Point } from '@/graph/document/model';
import type { Rect } from '../canvas/viewport';

/** A wire from an output (leaving to the right) to an input (arriving from the left), canvas units. */
export interface WireEnds {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

const MIN_BEND = 24;
const MAX_BEND = 160;

/** How far the control points stand off the ends: more when the wire runs backwards, so that it leaves and arrives visibly. */
export function bendOf({ x1, y1, x2, y2 }: WireEnds): number {
  const span = Math.hypot(x2 - x1, y2 - y1);
  return Math.min(MAX_BEND, Math.max(MIN_BEND, span * 0.25));
}

/** A rectangle that surely holds the whole curve. */
export function wireBounds(ends: WireEnds): Rect {
  const bend = bendOf(ends);
  const left = Math.min(ends.x1, ends.x2 - bend);
  const right = Math.max(ends.x1 + bend, ends.x2);
  const top = Math.min(ends.y1, ends.y2);
  return { x: left, y: top, width: right - left, height: Math.max(ends.y1, ends.y2) - top };
}

/** The point at share `t` (0…1) of the curve. */
export function wirePoint(ends: WireEnds, t: number): Point {
  const bend = bendOf(ends);
  const s = 1 - t;
  const b1 = 3 * s * s * t;
  const b2 = 3 * s * t * t;
  return {
    x: s * s * s * ends.x1 + b1 * (ends.x1 + bend) + b2 * (ends.x2 - bend) + t * t * t * ends.x2,
    y: (s * s * s + b1) * ends.y1 + (b2 + t * t * t) * ends.y2,
  };
}

/** SVG path of the curve, for the wire that is being dragged. */
export function wirePath(ends: WireEnds): string {
  const bend = bendOf(ends);
  return `M${ends.x1},${ends.y1} C${ends.x1 + bend},${ends.y1} ${ends.x2 - bend},${ends.y2} ${ends.x2},${ends.y2}`;
}
