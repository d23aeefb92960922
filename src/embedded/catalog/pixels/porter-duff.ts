type Rule = (source: number, sourceAlpha: number, target: number, targetAlpha: number) => readonly [value: number, alpha: number];

/** The composition rules by name, on colour values and alpha from 0 to 1. Source: ComfyUI `comfy_extras/nodes_compositing.py`. */
export const PORTER_DUFF: Readonly<Record<string, Rule>> = {
  ADD: (s, sa, d, da) => [Math.min(1, s + d), Math.min(1, sa + da)],
  CLEAR: () => [0, 0],
  DARKEN: (s, sa, d, da) => [(1 - da) * s + (1 - sa) * d + Math.min(s, d), over(sa, da)],
  DST: (_s, _sa, d, da) => [d, da],
  DST_ATOP: (s, sa, d, da) => [sa * d + (1 - da) * s, sa],
  DST_IN: (_s, sa, d, da) => [d * sa, sa * da],
  DST_OUT: (_s, sa, d, da) => [(1 - sa) * d, (1 - sa) * da],
  DST_OVER: (s, sa, d, da) => [d + (1 - da) * s, da + (1 - da) * sa],
  LIGHTEN: (s, sa, d, da) => [(1 - da) * s + (1 - sa) * d + Math.max(s, d), over(sa, da)],
  MULTIPLY: (s, sa, d, da) => [s * d, sa * da],
  OVERLAY: (s, sa, d, da) => [2 * d < da ? 2 * s * d : sa * da - 2 * (da - s) * (sa - d), over(sa, da)],
  SCREEN: (s, sa, d, da) => [s + d - s * d, over(sa, da)],
  SRC: (s, sa) => [s, sa],
  SRC_ATOP: (s, sa, d, da) => [da * s + (1 - sa) * d, da],
  SRC_IN: (s, sa, _d, da) => [s * da, sa * da],
  SRC_OUT: (s, sa, _d, da) => [(1 - da) * s, (1 - da) * sa],
  SRC_OVER: (s, sa, d, da) => [s + (1 - sa) * d, over(sa, da)],
  XOR: (s, sa, d, da) => [(1 - da) * s + (1 - sa) * d, (1 - da) * sa + (1 - sa) * da],
};

function over(a: number, b: number): number {
  return a + b - a * b;
}
