import type { Point, Size } from '@/graph/document/model';

/** Screen = graph × zoom + offset, the form React Flow uses. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** An axis-parallel rectangle, canvas units unless said otherwise. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const MIN_ZOOM = 0.02;
export const MAX_ZOOM = 2.5;
/** Fitting a small workflow does not blow it up beyond this. */
const MAX_FIT_ZOOM = 1;
const FIT_PADDING_PX = 40;
/** On a phone every pixel counts. */
const FIT_PADDING_SHARE = 0.04;

/** A zoom inside the allowed range. */
export function clampZoom(zoom: number): number {
  return Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom));
}

/** Pixel relative to the canvas element → canvas units. */
export function toGraphPoint(viewport: Viewport, pixel: Point): Point {
  return { x: (pixel.x - viewport.x) / viewport.zoom, y: (pixel.y - viewport.y) / viewport.zoom };
}

/** Canvas units → pixel relative to the canvas element. */
export function toPixel(viewport: Viewport, point: Point): Point {
  return { x: point.x * viewport.zoom + viewport.x, y: point.y * viewport.zoom + viewport.y };
}

/** The part of the graph a canvas of this pixel size shows. */
export function visibleRect(viewport: Viewport, size: Size): Rect {
  const corner = toGraphPoint(viewport, { x: 0, y: 0 });
  return { ...corner, width: size.width / viewport.zoom, height: size.height / viewport.zoom };
}

/** The smallest rectangle around all; null for none. */
export function boundsOf(rects: Iterable<Rect>): Rect | null {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const rect of rects) {
    left = Math.min(left, rect.x);
    top = Math.min(top, rect.y);
    right = Math.max(right, rect.x + rect.width);
    bottom = Math.max(bottom, rect.y + rect.height);
  }
  return left === Infinity ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

/** Whether two rectangles share a point. */
export function overlaps(a: Rect, b: Rect): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

/** Whether the point lies in the rectangle, edges included. */
export function contains(rect: Rect, point: Point): boolean {
  return point.x >= rect.x && point.x <= rect.x + rect.width && point.y >= rect.y && point.y <= rect.y + rect.height;
}

/** The rectangle grown by `margin` on every side. */
export function grow(rect: Rect, margin: number): Rect {
  return { x: rect.x - margin, y: rect.y - margin, width: rect.width + 2 * margin, height: rect.height + 2 * margin };
}

/** The viewport that shows all of `bounds` in the middle; the plain origin when there is nothing to show. */
export function fitViewport(bounds: Rect | null, size: Size): Viewport {
  if (bounds === null || size.width <= 0 || size.height <= 0) return { x: FIT_PADDING_PX, y: FIT_PADDING_PX, zoom: 1 };
  const padding = Math.min(FIT_PADDING_PX, size.width * FIT_PADDING_SHARE);
  const room = { width: Math.max(1, size.width - 2 * padding), height: Math.max(1, size.height - 2 * padding) };
  const zoom = clampZoom(Math.min(MAX_FIT_ZOOM, room.width / Math.max(1, bounds.width), room.height / Math.max(1, bounds.height)));
  return centreOn({ x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 }, zoom, size);
}

/** The viewport with `point` in the middle of the canvas. */
export function centreOn(point: Point, zoom: number, size: Size): Viewport {
  return { x: size.width / 2 - point.x * zoom, y: size.height / 2 - point.y * zoom, zoom };
}

/** Zooms by `factor` while the graph point under `pixel` stays where it is. */
export function zoomAt(viewport: Viewport, factor: number, pixel: Point): Viewport {
  const zoom = clampZoom(viewport.zoom * factor);
  const point = toGraphPoint(viewport, pixel);
  return { x: pixel.x - point.x * zoom, y: pixel.y - point.y * zoom, zoom };
}

/** Moves the viewport as little as needed for `rect` to be seen whole (its corner, when it is larger than the canvas); same object if it is. */
export function revealRect(viewport: Viewport, rect: Rect, size: Size, paddingPx = 24): Viewport {
  const corner = toPixel(viewport, rect);
  const x = revealAxis(corner.x, rect.width * viewport.zoom, size.width, paddingPx);
  const y = revealAxis(corner.y, rect.height * viewport.zoom, size.height, paddingPx);
  return x === 0 && y === 0 ? viewport : { x: viewport.x + x, y: viewport.y + y, zoom: viewport.zoom };
}

function revealAxis(start: number, length: number, room: number, padding: number): number {
  const overflow = start + length - (room - padding);
  const shift = overflow > 0 ? -overflow : 0;
  return start + shift < padding ? padding - start : shift;
}
