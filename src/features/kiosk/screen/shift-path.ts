/** Steps of a walk over nine points around the middle. No step is longer than 6 px, and the last point lies beside the first. */
const STEP_PX = 4;
const POINTS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
] as const;

/** How many places the picture takes in turn. */
export const SHIFT_POINTS = POINTS.length;

/** Where the whole picture stands at a step, in px from its middle: no pixel of a panel shows the same edge for long. */
export function shiftAt(step: number): { readonly x: number; readonly y: number } {
  const [x, y] = POINTS[step % POINTS.length] ?? POINTS[0];
  return { x: x * STEP_PX, y: y * STEP_PX };
}
