import type { LinkId, Size } from '@/graph/document/model';
import type { Scene, SceneLink } from '../canvas/scene';
import { shiftOf, type NodeDrag } from '../canvas/node-drag';
import { grow, overlaps, visibleRect, type Viewport } from '../canvas/viewport';
import { bendOf, wireBounds, type WireEnds } from './link-shape';

/** The part of a 2D context that is needed; tests pass a recorder. */
export type LinkContext = Pick<
  CanvasRenderingContext2D,
  'beginPath' | 'moveTo' | 'lineTo' | 'bezierCurveTo' | 'stroke' | 'setLineDash' | 'strokeStyle' | 'lineWidth' | 'globalAlpha'
>;

export interface LinkPicture {
  readonly scene: Scene;
  readonly viewport: Viewport;
  /** Of the canvas, CSS pixels. */
  readonly size: Size;
  readonly drag: NodeDrag | null;
  /** Far away wires are straight lines: the bend is not seen and costs. */
  readonly isFar: boolean;
  /** When given, these wires are bright and all others dim. */
  readonly lit: ReadonlySet<LinkId> | null;
  /** Wires pulled off their socket: the pointer holds them. */
  readonly hidden: ReadonlySet<LinkId>;
  readonly colorOf: (type: string) => string;
}

const DIM_ALPHA = 0.18;
/** A little under one pixel is drawn as a hairline, which is several times cheaper than a stroke. */
const MIN_WIDTH_PX = 0.98;
const WIRE_WIDTH = 2.5;
const DASH = [8, 6];

interface Batch {
  readonly color: string;
  readonly isDashed: boolean;
  readonly isDim: boolean;
  readonly wires: WireEnds[];
}

/** Of a long list, what one frame draws. */
export interface DrawnPart {
  /** The first to draw. */
  readonly from: number;
  readonly limit: number;
}

const WHOLE: DrawnPart = { from: 0, limit: Infinity };

/**
 * Draws wires that may be seen, one path per colour and style. The context must be transformed to canvas units already and cleared.
 * Dim wires come first so that lit ones lie on top. Pure but for the context.
 * @returns the first one that is left for the next frame, null when there is none.
 */
export function drawLinks(context: LinkContext, picture: LinkPicture, part = WHOLE): number | null {
  const { batches, next } = batchLinks(picture, part);
  batches.sort((a, b) => Number(b.isDim) - Number(a.isDim));
  context.lineWidth = Math.max(WIRE_WIDTH, MIN_WIDTH_PX / picture.viewport.zoom);
  for (const batch of batches) {
    context.strokeStyle = batch.color;
    context.globalAlpha = batch.isDim ? DIM_ALPHA : 1;
    context.setLineDash(batch.isDashed ? DASH : []);
    context.beginPath();
    for (const wire of batch.wires) trace(context, wire, picture.isFar);
    context.stroke();
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
  return next;
}

/** Where a wire runs now, a drag in progress included. */
export function currentEnds(link: SceneLink, drag: NodeDrag | null): WireEnds {
  if (drag === null) return link;
  const from = shiftOf(drag, link.originId);
  const to = shiftOf(drag, link.targetId);
  return { x1: link.x1 + from.x, y1: link.y1 + from.y, x2: link.x2 + to.x, y2: link.y2 + to.y };
}

function batchLinks(
  { scene, viewport, size, drag, lit, hidden, colorOf }: LinkPicture,
  { from, limit }: DrawnPart,
): { readonly batches: Batch[]; readonly next: number | null } {
  const visible = grow(visibleRect(viewport, size), WIRE_WIDTH);
  const batches: Batch[] = [];
  const byType = new Map<string, (Batch | undefined)[]>();
  let left = limit;
  for (let index = from; index < scene.links.length; index++) {
    const link = scene.links[index];
    const ends = link === undefined ? null : currentEnds(link, drag);
    if (link === undefined || ends === null || hidden.has(link.id) || !overlaps(wireBounds(ends), visible)) continue;
    if (left-- === 0) return { batches, next: index };
    const isDim = lit !== null && !lit.has(link.id);
    const style = Number(link.isDashed) * 2 + Number(isDim);
    let ofType = byType.get(link.type);
    if (ofType === undefined) byType.set(link.type, (ofType = []));
    let batch = ofType[style];
    if (batch === undefined)
      batches.push((ofType[style] = batch = { color: colorOf(link.type), isDashed: link.isDashed, isDim, wires: [] }));
    batch.wires.push(ends);
  }
  return { batches, next: null };
}

function trace(context: LinkContext, wire: WireEnds, isStraight: boolean): void {
  context.moveTo(wire.x1, wire.y1);
  if (isStraight) {
    context.lineTo(wire.x2, wire.y2);
    return;
  }
  const bend = bendOf(wire);
  context.bezierCurveTo(wire.x1 + bend, wire.y1, wire.x2 - bend, wire.y2, wire.x2, wire.y2);
}
