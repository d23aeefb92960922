import { clipRect, type Mask, type Point, type Rect } from './mask';

/** Lines looked at per row of pixels: how smooth slanting edges are. */
const LINES = 4;

/**
 * Raises the coverage inside a closed line to full, with smooth edges. A line that crosses itself encloses what it goes around once or
 * thrice, as drawing programs have it (even-odd).
 * @param cover one byte per pixel; never lowered.
 * @returns the part that may have changed; null when nothing is enclosed.
 */
export function coverPolygon(cover: Mask, points: readonly Point[]): Rect | null {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const rect = clipRect(cover, { left: least(xs), top: least(ys), right: -least(xs.map(negate)), bottom: -least(ys.map(negate)) });
  if (rect === null || points.length < 3) return null;
  const row = new Float32Array(cover.width);
  for (let y = rect.top; y < rect.bottom; y++) {
    row.fill(0, rect.left, rect.right);
    for (let line = 0; line < LINES; line++) addLine(row, crossingsOf(points, y + (line + 0.5) / LINES), rect);
    for (let x = rect.left; x < rect.right; x++) {
      const value = Math.round(((row[x] ?? 0) * 255) / LINES);
      const at = y * cover.width + x;
      if (value > (cover.data[at] ?? 0)) cover.data[at] = value;
    }
  }
  return rect;
}

const negate = (value: number): number => -value;

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

/** Where the closed line crosses a height, in order. */
function crossingsOf(points: readonly Point[], y: number): readonly number[] {
  const found: number[] = [];
  let before = points.at(-1);
  for (const point of points) {
    if (before !== undefined && before.y <= y !== point.y <= y)
      found.push(before.x + ((y - before.y) / (point.y - before.y)) * (point.x - before.x));
    before = point;
  }
  return found.sort((a, b) => a - b);
}

/** Adds what lies between each pair of crossings, parts of pixels by their share. */
function addLine(row: Float32Array, crossings: readonly number[], rect: Rect): void {
  for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
    const from = Math.max(rect.left, crossings[pair] ?? 0);
    const to = Math.min(rect.right, crossings[pair + 1] ?? 0);
    for (let x = Math.floor(from); x < to; x++) row[x] = (row[x] ?? 0) + Math.min(to, x + 1) - Math.max(from, x);
  }
}
