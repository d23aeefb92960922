import type { Rect } from '../pixels/mask';
import type { Painting } from '../pixels/painting';
import type { ToolSettings } from '../tool-settings';
import { bindPointers } from './bind-pointers';
import { createView, type StageView, type ViewParts } from './create-view';
import { drawMask } from './draw-mask';
import { createHand } from './hand';
import { createKeyHand, type KeyHandParts } from './key-hand';

/** The elements of the stage; the rest of the page leaves them alone while it is attached. */
export interface StageElements extends Pick<ViewParts, 'host' | 'sheet' | 'ring'> {
  readonly mask: HTMLCanvasElement;
  /** Of an unfinished shape, in px of the picture. */
  readonly outline: SVGPolygonElement;
}

export interface StageParts extends Pick<ViewParts, 'onZoom'>, Pick<KeyHandParts, 'onPress'> {
  readonly painting: Painting;
  readonly settings: () => ToolSettings;
  /** The picture's pixels, for filling by colour. */
  readonly pixels: () => Uint8ClampedArray;
  /** A step was done. */
  readonly onDone: () => void;
}

/** The stage of one painting; lives until `detach`. */
export interface Stage extends Pick<StageView, 'fit' | 'actual' | 'zoom' | 'refreshRing'> {
  readonly draw: (rect: Rect) => void;
  readonly drawAll: () => void;
  /** A key pressed on the stage; true when it was one of the tool's. */
  readonly handleKey: ReturnType<typeof createKeyHand>;
  readonly detach: () => void;
}

/** Binds pointers and keys to a painting and shows it. */
export function attachStage({ host, sheet, mask, outline, ring }: StageElements, parts: StageParts): Stage {
  const { painting, settings, onZoom, onPress } = parts;
  const picture = painting.mask;
  const draw = (rect: Rect): void => drawMask(mask, picture, rect, settings().overlay);
  const drawAll = (): void => draw({ left: 0, top: 0, right: picture.width, bottom: picture.height });
  const view = createView({ host, sheet, ring, picture, settings, onZoom });
  const hand = createHand({
    painting,
    settings,
    pixels: parts.pixels,
    onDraw: draw,
    onOutline: (points) => outline.setAttribute('points', points.map(({ x, y }) => `${x},${y}`).join(' ')),
    onDone: parts.onDone,
  });
  const unbind = bindPointers({ host, view, hand, settings });
  drawAll();
  return {
    fit: view.fit,
    actual: view.actual,
    zoom: view.zoom,
    refreshRing: view.refreshRing,
    draw,
    drawAll,
    handleKey: createKeyHand({ view, hand, picture, onPress }),
    detach: () => {
      hand.up();
      unbind();
      view.detach();
    },
  };
}
