/** What the hand holds. */
export type Tool = 'brush' | 'eraser' | 'fill' | 'lasso' | 'rectangle' | 'pan';

/** How the tools work; kept while the page lives. */
export interface ToolSettings {
  readonly tool: Tool;
  /** Diameter of brush and eraser in px of the picture. */
  readonly sizePx: number;
  /** The rest in percent. */
  readonly hardness: number;
  readonly opacity: number;
  readonly tolerance: number;
  readonly fillBy: 'mask' | 'picture';
  /** Fill, lasso and rectangle free what is masked. */
  readonly takesAway: boolean;
  readonly usesPressure: boolean;
  /** For grow, shrink and feather. */
  readonly amountPx: number;
  readonly overlay: 'red' | 'black' | 'white';
  readonly strength: number;
}

export const MAX_SIZE_PX = 500;
export const MAX_AMOUNT_PX = 100;

export const FIRST_SETTINGS: ToolSettings = {
  tool: 'brush',
  sizePx: 40,
  hardness: 80,
  opacity: 100,
  tolerance: 12,
  fillBy: 'mask',
  takesAway: false,
  usesPressure: true,
  amountPx: 8,
  overlay: 'red',
  strength: 60,
};

/** One step larger or smaller: even to the eye at every size. */
export function stepSize(sizePx: number, direction: 1 | -1): number {
  const step = Math.max(1, Math.round(sizePx * 0.15));
  return Math.min(MAX_SIZE_PX, Math.max(1, sizePx + direction * step));
}
