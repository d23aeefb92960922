import type { Plane } from '../values';

/**
 * Grows (positive) or shrinks (negative) the bright parts of a plane by that many pixels.
 * With tapered corners growth spreads to the four neighbours only, else to all eight. Source: ComfyUI `comfy_extras/nodes_mask.py` GrowMask.
 */
export function growPlane(plane: Plane, amount: number, hasTaperedCorners: boolean): Plane {
  if (!hasTaperedCorners) return amount === 0 ? plane : extremeBox(plane, Math.abs(amount), amount > 0 ? Math.max : Math.min);
  let grown = plane;
  for (let step = 0; step < Math.min(Math.abs(amount), plane.width + plane.height); step++) {
    grown = extremeCross(grown, amount > 0 ? Math.max : Math.min);
  }
  return grown;
}

type Pick = (a: number, b: number) => number;

function extremeCross(plane: Plane, pick: Pick): Plane {
  const { width, height, data } = plane;
  const result = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      let value = data[at] ?? 0;
      if (x > 0) value = pick(value, data[at - 1] ?? 0);
      if (x < width - 1) value = pick(value, data[at + 1] ?? 0);
      if (y > 0) value = pick(value, data[at - width] ?? 0);
      if (y < height - 1) value = pick(value, data[at + width] ?? 0);
      result[at] = value;
    }
  }
  return { width, height, data: result };
}

/** The largest or smallest value within a square of `radius` around each pixel; rows first, then columns. */
export function extremeBox(plane: Plane, radius: number, pick: Pick): Plane {
  const { width, height, data } = plane;
  const rows = new Float32Array(data.length);
  const result = new Float32Array(data.length);
  for (let y = 0; y < height; y++) extremeLine({ from: data, to: rows, start: y * width, step: 1, length: width }, radius, pick);
  for (let x = 0; x < width; x++) extremeLine({ from: rows, to: result, start: x, step: width, length: height }, radius, pick);
  return { width, height, data: result };
}

interface Line {
  readonly from: Float32Array;
  readonly to: Float32Array;
  readonly start: number;
  readonly step: number;
  readonly length: number;
}

function extremeLine({ from, to, start, step, length }: Line, radius: number, pick: Pick): void {
  for (let i = 0; i < length; i++) {
    let value = from[start + i * step] ?? 0;
    const last = Math.min(length - 1, i + radius);
    for (let j = Math.max(0, i - radius); j <= last; j++) value = pick(value, from[start + j * step] ?? 0);
    to[start + i * step] = value;
  }
}
