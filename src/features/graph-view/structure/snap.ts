import type { Point } from '@/graph/document/model';
import type { GraphController } from '../controller';

/** Canvas units between two lines. Source: the official frontend's default of `Comfy.SnapToGrid.GridSize`. */
export const GRID = 10;

/** The distance a thing that is at `from` is moved: to the nearest point of the grid when the user wants that, else as the hand goes. */
export function snapped(controller: GraphController, from: Point, by: Point): Point {
  if (!controller.workspace.preferences.getState().isSnapToGrid) return by;
  return { x: toGrid(from.x + by.x) - from.x, y: toGrid(from.y + by.y) - from.y };
}

function toGrid(value: number): number {
  return Math.round(value / GRID) * GRID;
}
