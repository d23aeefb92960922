import { clipRect, type Mask, type Point, type Rect } from './mask';

/** A place the brush passed, with its radius there (pressure changes it). */
export type StrokePoint = Point & { readonly radius: number };

/**
 * Raises the coverage along a straight piece of a stroke to what the tip leaves there. One pass over the piece, so that a stroke has no
 * beads however fast the hand was. Edges are smooth over one pixel at least.
 * @param cover one byte per pixel; never lowered.
 * @param hardness 1 = full up to the edge of the round tip, 0 = fades from its middle on.
 * @returns the part that may have changed; null when the piece lies outside.
 */
export function coverSegment(cover: Mask, from: StrokePoint, to: StrokePoint, hardness: number): Rect | null {
  const reach = Math.max(from.radius, to.radius) + 1;
  const rect = clipRect(cover, {
    left: Math.min(from.x, to.x) - reach,
    top: Math.min(from.y, to.y) - reach,
    right: Math.max(from.x, to.x) + reach,
    bottom: Math.max(from.y, to.y) + reach,
  });
  if (rect === null) return null;
  const { width, data } = cover;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  for (let y = rect.top; y < rect.bottom; y++) {
    const py = y + 0.5 - from.y;
    for (let x = rect.left; x < rect.right; x++) {
      const px = x + 0.5 - from.x;
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
      const distance = Math.hypot(px - along * dx, py - along * dy);
      const value = coverageAt(distance, from.radius + (to.radius - from.radius) * along, hardness);
      const at = y * width + x;
      if (value > (data[at] ?? 0)) data[at] = value;
    }
  }
  return rect;
}

/** What a tip leaves at this distance from its middle, 0…255. */
function coverageAt(distance: number, radius: number, hardness: number): number {
  const outer = radius + 0.5;
  if (distance >= outer) return 0;
  const inner = Math.max(0, Math.min(radius * hardness, radius - 0.5));
  if (distance <= inner) return 255;
  const share = (outer - distance) / (outer - inner);
  return Math.round(255 * (hardness >= 1 ? share : share * share * (3 - 2 * share)));
}
