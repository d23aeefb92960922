/**
 * A mask being painted: strokes, shapes, fills and changes of the whole, each one step that can be taken back. Pure memory, no canvas.
 * Every change answers with the part that must be drawn again, or null.
 */
import { MAX_MASK_UNDO_BYTES } from '@/config/limits';
import { coverSegment, type StrokePoint } from './brush';
import { grown, shrunk } from './distance';
import { feathered } from './feather';
import { alikeInMask, alikeInPicture, coverFlood } from './flood';
import { clipRect, copyRect, uniteRects, wholeOf, type Mask, type Point, type Rect } from './mask';
import { coverPolygon } from './polygon';
import { createTileHistory, type TileHistory } from './tile-history';

/** How a tool changes what it covers. */
export interface Ink {
  /** `erase` frees what is masked. */
  readonly mode: 'paint' | 'erase';
  /** 0…1; within one stroke it does not add up. */
  readonly opacity: number;
}

/** What happens to the whole mask; sizes in px. */
export type WholeChange =
  | { readonly kind: 'invert' | 'clear' }
  | { readonly kind: 'grow' | 'shrink' | 'feather'; readonly pixels: number }
  /** As it was at some other time; bytes of the same size. */
  | { readonly kind: 'replace'; readonly data: Uint8Array };

export interface Fill extends Ink {
  readonly at: Point;
  /** 0…255. */
  readonly tolerance: number;
  /** Bounds the fill by the picture's colours instead of by the mask: its pixels, four bytes each. */
  readonly picture?: Uint8ClampedArray;
}

export interface Painting {
  /** As it is now, an unfinished stroke included. Never write to it. */
  readonly mask: Mask;
  /** Paints a piece of a stroke; the first one begins it. */
  readonly stroke: (from: StrokePoint, to: StrokePoint, ink: Ink & { readonly hardness: number }) => Rect | null;
  /** Ends the stroke: from now on it is one step. */
  readonly endStroke: () => void;
  /** Takes an unfinished stroke back. */
  readonly cancelStroke: () => Rect | null;
  readonly fillShape: (points: readonly Point[], ink: Ink) => Rect | null;
  /** Null for a place outside. */
  readonly fillFrom: (fill: Fill) => Rect | null;
  readonly change: (change: WholeChange) => Rect | null;
  readonly undo: () => Rect | null;
  readonly redo: () => Rect | null;
  readonly canUndo: () => boolean;
  readonly canRedo: () => boolean;
}

/** Begins with a mask, of which it takes the bytes over. Holds two more layers of its size. */
export function createPainting(mask: Mask): Painting {
  const layers = createLayers(mask);
  const { before, cover, history } = layers;
  const paintOnce = (rect: Rect | null, ink: Ink): Rect | null => {
    if (rect === null) return null;
    layers.apply(rect, ink);
    layers.finish();
    return rect;
  };
  const step = (move: (of: Mask) => Rect | null): Rect | null => {
    layers.finish();
    const rect = move(mask);
    if (rect !== null) copyRect(mask, rect, mask.data, before.data);
    return rect;
  };
  return {
    mask,
    stroke: (from, to, { hardness, ...ink }) => {
      const rect = coverSegment(cover, from, to, hardness);
      return rect === null ? null : layers.apply(rect, ink);
    },
    endStroke: layers.finish,
    cancelStroke: layers.cancel,
    fillShape: (points, ink) => {
      layers.finish();
      return paintOnce(coverPolygon(cover, points), ink);
    },
    fillFrom: ({ at, tolerance, picture, ...ink }) => {
      layers.finish();
      const [x, y] = [Math.floor(at.x), Math.floor(at.y)];
      if (clipRect(mask, { left: x, top: y, right: x + 1, bottom: y + 1 }) === null) return null;
      const seed = y * mask.width + x;
      const isAlike = picture === undefined ? alikeInMask(before, seed, tolerance) : alikeInPicture(picture, seed, tolerance);
      return paintOnce(coverFlood(cover, seed, isAlike), ink);
    },
    change: (change) => {
      layers.finish();
      layers.replace(changed(mask, change));
      return wholeOf(mask);
    },
    undo: () => step(history.undo),
    redo: () => step(history.redo),
    canUndo: () => layers.isTouched() || history.canUndo(),
    canRedo: history.canRedo,
  };
}

/** The mask, what it was before the step that is under way, and how much of each pixel the step covers. */
interface Layers {
  readonly before: Mask;
  readonly cover: Mask;
  readonly history: TileHistory;
  /** Paints what is covered over what was there before the step. */
  readonly apply: (rect: Rect, ink: Ink) => Rect;
  readonly replace: (data: Uint8Array) => void;
  /** Ends the step. */
  readonly finish: () => void;
  /** Takes the step back; what changed by that. */
  readonly cancel: () => Rect | null;
  readonly isTouched: () => boolean;
}

function createLayers(mask: Mask): Layers {
  const before: Mask = { ...mask, data: mask.data.slice() };
  const cover: Mask = { ...mask, data: new Uint8Array(mask.data.length) };
  const history = createTileHistory(MAX_MASK_UNDO_BYTES);
  let touched: Rect | null = null;

  const forget = (rect: Rect): void => {
    for (let y = rect.top; y < rect.bottom; y++) cover.data.fill(0, y * mask.width + rect.left, y * mask.width + rect.right);
    touched = null;
  };
  const finish = (): void => {
    const rect = touched;
    if (rect === null) return;
    history.record(before, mask, rect);
    copyRect(mask, rect, mask.data, before.data);
    forget(rect);
  };
  return {
    before,
    cover,
    history,
    apply: (rect, { mode, opacity }) => {
      const target = mode === 'paint' ? 255 : 0;
      for (let y = rect.top; y < rect.bottom; y++) {
        for (let at = y * mask.width + rect.left; at < y * mask.width + rect.right; at++) {
          const was = before.data[at] ?? 0;
          mask.data[at] = Math.round(was + (target - was) * ((cover.data[at] ?? 0) / 255) * opacity);
        }
      }
      touched = uniteRects(touched, rect);
      return rect;
    },
    replace: (data) => {
      mask.data.set(data);
      touched = wholeOf(mask);
      finish();
    },
    finish,
    cancel: () => {
      const rect = touched;
      if (rect === null) return null;
      copyRect(mask, rect, before.data, mask.data);
      forget(rect);
      return rect;
    },
    isTouched: () => touched !== null,
  };
}

function changed(mask: Mask, change: WholeChange): Uint8Array {
  switch (change.kind) {
    case 'invert':
      return mask.data.map((value) => 255 - value);
    case 'clear':
      return new Uint8Array(mask.data.length);
    case 'replace':
      return change.data;
    case 'grow':
      return grown(mask, change.pixels);
    case 'shrink':
      return shrunk(mask, change.pixels);
    case 'feather':
      return feathered(mask, change.pixels);
  }
}
