import type { Point, Size } from '@/graph/document/model';
import type { Rect } from '../canvas/viewport';

/** Canvas units → minimap pixels: `pixel = unit × scale + offset`. */
export interface MinimapFrame {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export type MinimapContext = Pick<CanvasRenderingContext2D, 'fillRect' | 'fillStyle'>;

export interface MinimapBox extends Rect {
  readonly color: string;
}

const PADDING_PX = 6;
const MIN_BOX_PX = 1.5;

/** The scale that shows all of `bounds` in the middle of a minimap of this size. */
export function minimapFrame(bounds: Rect, size: Size): MinimapFrame {
  const scale = Math.min(
    (size.width - 2 * PADDING_PX) / Math.max(1, bounds.width),
    (size.height - 2 * PADDING_PX) / Math.max(1, bounds.height),
  );
  return {
    scale,
    x: size.width / 2 - (bounds.x + bounds.width / 2) * scale,
    y: size.height / 2 - (bounds.y + bounds.height / 2) * scale,
  };
}

/** Paints the boxes; done once per document change, never while panning. The context must be cleared. */
export function drawMinimap(context: MinimapContext, boxes: Iterable<MinimapBox>, frame: MinimapFrame): void {
  for (const box of boxes) {
    context.fillStyle = box.color;
    context.fillRect(
      box.x * frame.scale + frame.x,
      box.y * frame.scale + frame.y,
      Math.max(MIN_BOX_PX, box.width * frame.scale),
      Math.max(MIN_BOX_PX, box.height * frame.scale),
    );
  }
}

/** Where a rectangle of the graph lies on the minimap, cut to its edges. */
export function toMinimapRect(rect: Rect, frame: MinimapFrame, size: Size): Rect {
  const left = clamp(rect.x * frame.scale + frame.x, size.width);
  const top = clamp(rect.y * frame.scale + frame.y, size.height);
  const right = clamp((rect.x + rect.width) * frame.scale + frame.x, size.width);
  const bottom = clamp((rect.y + rect.height) * frame.scale + frame.y, size.height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The graph point under a minimap pixel. */
export function fromMinimap(pixel: Point, frame: MinimapFrame): Point {
  return { x: (pixel.x - frame.x) / frame.scale, y: (pixel.y - frame.y) / frame.scale };
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}
