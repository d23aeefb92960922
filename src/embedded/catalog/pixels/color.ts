import type { Picture } from '../values';

/** Puts every colour value (not alpha) through a function of 0 to 1; results are clamped. */
export function mapColors(picture: Picture, change: (value: number) => number): Picture {
  const table = Uint8Array.from({ length: 256 }, (_, value) => toByte(change(value / 255)));
  const data = picture.data.slice();
  for (let i = 0; i < data.length; i++) if ((i & 3) !== 3) data[i] = table[data[i] ?? 0] ?? 0;
  return { ...picture, data };
}

/** Combines the colour values (not alpha) of two pictures of one size; alpha stays the first's. */
export function combineColors(first: Picture, second: Picture, combine: (a: number, b: number) => number): Picture {
  const data = first.data.slice();
  for (let i = 0; i < data.length; i++) {
    if ((i & 3) !== 3) data[i] = toByte(combine((first.data[i] ?? 0) / 255, (second.data[i] ?? 0) / 255));
  }
  return { ...first, data };
}

/** Computes each pixel's three colours from its three colours, all from 0 to 1. */
export function mapPixels(
  picture: Picture,
  change: (red: number, green: number, blue: number) => readonly [number, number, number],
): Picture {
  const data = picture.data.slice();
  for (let i = 0; i < data.length; i += 4) {
    const [red, green, blue] = change((data[i] ?? 0) / 255, (data[i + 1] ?? 0) / 255, (data[i + 2] ?? 0) / 255);
    data[i] = toByte(red);
    data[i + 1] = toByte(green);
    data[i + 2] = toByte(blue);
  }
  return { ...picture, data };
}

/** 0 to 1 as a byte, clamped. */
export function toByte(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value * 255)));
}

type Blend = (a: number, b: number) => number;

/** Blend modes by name, of a base and a layer value. Source: ComfyUI `comfy_extras/nodes_post_processing.py` Blend. */
export const BLENDS: Readonly<Record<string, Blend>> = {
  normal: (_, b) => b,
  multiply: (a, b) => a * b,
  screen: (a, b) => 1 - (1 - a) * (1 - b),
  overlay: (a, b) => (a <= 0.5 ? 2 * a * b : 1 - 2 * (1 - a) * (1 - b)),
  soft_light: (a, b) => (b <= 0.5 ? a - (1 - 2 * b) * a * (1 - a) : a + (2 * b - 1) * (softLightCurve(a) - a)),
  difference: (a, b) => a - b,
};

function softLightCurve(value: number): number {
  return value <= 0.25 ? ((16 * value - 12) * value + 4) * value : Math.sqrt(value);
}
