import { uniteRects, type Mask, type Rect } from './mask';

/** Side of a tile in px. */
const TILE = 128;

/** One tile as it was; a number where all its bytes are equal. */
interface Tile {
  readonly rect: Rect;
  readonly bytes: Uint8Array | number;
}

type Step = readonly Tile[];

/** The steps that can be taken back and done again. Holds only the tiles a step changed. */
export interface TileHistory {
  /** Notes what `before` and `after` differ in inside `rect`. False when in nothing: then there is no step. Drops what was taken back. */
  readonly record: (before: Mask, after: Mask, rect: Rect) => boolean;
  /** Puts the tiles of the last step back; the part that changed, or null when there is none. */
  readonly undo: (mask: Mask) => Rect | null;
  readonly redo: (mask: Mask) => Rect | null;
  readonly canUndo: () => boolean;
  readonly canRedo: () => boolean;
}

/** @param limitBytes above it the oldest steps are forgotten; the last one stays always. */
export function createTileHistory(limitBytes: number): TileHistory {
  let past: readonly Step[] = [];
  let future: readonly Step[] = [];
  const swap = (mask: Mask, step: Step): { readonly back: Step; readonly rect: Rect | null } => {
    const back = step.map(({ rect }) => takeTile(mask, rect));
    for (const tile of step) putTile(mask, tile);
    return { back, rect: step.reduce<Rect | null>((all, { rect }) => uniteRects(all, rect), null) };
  };
  return {
    record: (before, after, rect) => {
      const step = tilesOf(before, rect).filter((tile) => isDifferent(before, after, tile));
      if (step.length === 0) return false;
      past = trim([...past, step.map((tile) => takeTile(before, tile))], limitBytes);
      future = [];
      return true;
    },
    undo: (mask) => {
      const step = past.at(-1);
      if (step === undefined) return null;
      const { back, rect } = swap(mask, step);
      past = past.slice(0, -1);
      future = [...future, back];
      return rect;
    },
    redo: (mask) => {
      const step = future.at(-1);
      if (step === undefined) return null;
      const { back, rect } = swap(mask, step);
      future = future.slice(0, -1);
      past = [...past, back];
      return rect;
    },
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
  };
}

function tilesOf({ width, height }: Mask, rect: Rect): readonly Rect[] {
  const tiles: Rect[] = [];
  for (let top = Math.floor(rect.top / TILE) * TILE; top < rect.bottom; top += TILE)
    for (let left = Math.floor(rect.left / TILE) * TILE; left < rect.right; left += TILE)
      tiles.push({ left, top, right: Math.min(width, left + TILE), bottom: Math.min(height, top + TILE) });
  return tiles;
}

function isDifferent(a: Mask, b: Mask, { left, top, right, bottom }: Rect): boolean {
  for (let y = top; y < bottom; y++)
    for (let at = y * a.width + left; at < y * a.width + right; at++) if (a.data[at] !== b.data[at]) return true;
  return false;
}

function takeTile({ width, data }: Mask, rect: Rect): Tile {
  const side = rect.right - rect.left;
  const bytes = new Uint8Array(side * (rect.bottom - rect.top));
  for (let y = rect.top; y < rect.bottom; y++)
    bytes.set(data.subarray(y * width + rect.left, y * width + rect.right), (y - rect.top) * side);
  const [first = 0] = bytes;
  return { rect, bytes: bytes.every((value) => value === first) ? first : bytes };
}

function putTile({ width, data }: Mask, { rect, bytes }: Tile): void {
  const side = rect.right - rect.left;
  for (let y = rect.top; y < rect.bottom; y++) {
    const start = y * width + rect.left;
    if (typeof bytes === 'number') data.fill(bytes, start, start + side);
    else data.set(bytes.subarray((y - rect.top) * side, (y - rect.top + 1) * side), start);
  }
}

function sizeOf(step: Step): number {
  return step.reduce((sum, { bytes }) => sum + (typeof bytes === 'number' ? 0 : bytes.length), 0);
}

function trim(steps: readonly Step[], limitBytes: number): readonly Step[] {
  let bytes = 0;
  const kept = steps.findLastIndex((step) => (bytes += sizeOf(step)) > limitBytes);
  return steps.slice(Math.min(kept + 1, steps.length - 1));
}
