import type { Painting } from '../pixels/painting';
import type { Point, Rect } from '../pixels/mask';
import type { ToolSettings } from '../tool-settings';

/** A place of the picture the hand is at. */
export type HandPoint = Point & {
  /** 0…1 of pens, 1 of everything else. */
  readonly pressure: number;
};

export interface HandParts {
  readonly painting: Painting;
  readonly settings: () => ToolSettings;
  /** The picture's pixels, for filling by colour. */
  readonly pixels: () => Uint8ClampedArray;
  /** This part of the mask changed. */
  readonly onDraw: (rect: Rect) => void;
  /** The line of an unfinished shape. */
  readonly onOutline: (points: readonly Point[]) => void;
  /** A step was done. */
  readonly onDone: () => void;
}

/** The tool in the hand, be it of a mouse, a pen, a finger or the arrow keys: down, along, up. */
export interface Hand {
  /** `isOpposite`: adds where the tool takes away, and the other way round. `isStraight`: a stroke goes on from where the last one ended. */
  readonly down: (at: HandPoint, how?: { readonly isOpposite?: boolean; readonly isStraight?: boolean }) => void;
  readonly along: (at: HandPoint) => void;
  readonly up: () => void;
  /** Drops what is under way, as if it had never begun. */
  readonly cancel: () => void;
  readonly isDown: () => boolean;
}

/** The least share of the size that a light pen gets. */
const LIGHTEST = 0.15;

interface Gesture {
  readonly settings: ToolSettings;
  readonly mode: 'paint' | 'erase';
  readonly points: HandPoint[];
}

/** Creates the hand of one painting. A gesture keeps the settings it began with. */
export function createHand(parts: HandParts): Hand {
  const { painting, onOutline, onDone } = parts;
  let gesture: Gesture | null = null;
  let lastEnd: HandPoint | null = null;
  const finish = ({ settings, mode, points }: Gesture): void => {
    if (isShape(settings)) {
      onOutline([]);
      draw(parts, painting.fillShape(outlineOf(settings, points), { mode, opacity: settings.opacity / 100 }));
    } else {
      painting.endStroke();
      lastEnd = points.at(-1) ?? null;
    }
    onDone();
  };
  return {
    down: (at, { isOpposite = false, isStraight = false } = {}) => {
      const settings = parts.settings();
      const { tool, takesAway } = settings;
      if (tool === 'pan') return;
      const erases = tool === 'eraser' || (tool !== 'brush' && takesAway);
      const begun: Gesture = { settings, mode: erases !== isOpposite ? 'erase' : 'paint', points: [at] };
      if (tool === 'fill') {
        fill(parts, begun, at);
        return;
      }
      gesture = begun;
      if (isShape(settings)) onOutline([at]);
      else stroke(parts, begun, isStraight ? (lastEnd ?? at) : at, at);
    },
    along: (at) => {
      if (gesture === null) return;
      const before = gesture.points.at(-1) ?? at;
      gesture.points.push(at);
      if (isShape(gesture.settings)) onOutline(outlineOf(gesture.settings, gesture.points));
      else stroke(parts, gesture, before, at);
    },
    up: () => {
      const ended = gesture;
      gesture = null;
      if (ended !== null) finish(ended);
    },
    cancel: () => {
      if (gesture === null) return;
      gesture = null;
      onOutline([]);
      draw(parts, painting.cancelStroke());
    },
    isDown: () => gesture !== null,
  };
}

function draw({ onDraw }: HandParts, rect: Rect | null): void {
  if (rect !== null) onDraw(rect);
}

function stroke(parts: HandParts, { settings, mode }: Gesture, from: HandPoint, to: HandPoint): void {
  const tip = ({ x, y, pressure }: HandPoint) => ({ x, y, radius: toRadius(settings, pressure) });
  draw(parts, parts.painting.stroke(tip(from), tip(to), { mode, opacity: settings.opacity / 100, hardness: settings.hardness / 100 }));
}

function fill(parts: HandParts, { settings, mode }: Gesture, at: HandPoint): void {
  const picture = settings.fillBy === 'picture' ? { picture: parts.pixels() } : {};
  const tolerance = Math.round(settings.tolerance * 2.55);
  draw(parts, parts.painting.fillFrom({ at, tolerance, mode, opacity: settings.opacity / 100, ...picture }));
  parts.onDone();
}

function isShape({ tool }: ToolSettings): boolean {
  return tool === 'lasso' || tool === 'rectangle';
}

function outlineOf({ tool }: ToolSettings, points: readonly Point[]): readonly Point[] {
  const [from] = points;
  const to = points.at(-1);
  if (tool === 'lasso' || from === undefined || to === undefined) return points;
  // Whole pixels: the edge of a rectangle is sharp.
  const [left, right] = [Math.round(from.x), Math.round(to.x)];
  const [top, bottom] = [Math.round(from.y), Math.round(to.y)];
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}

function toRadius({ sizePx, usesPressure }: ToolSettings, pressure: number): number {
  const share = usesPressure ? LIGHTEST + (1 - LIGHTEST) * pressure : 1;
  return (sizePx / 2) * share;
}
