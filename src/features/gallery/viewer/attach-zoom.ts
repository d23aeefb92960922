import { select } from 'd3-selection';
import { zoom, zoomIdentity } from 'd3-zoom';
import type { D3ZoomEvent } from 'd3-zoom';
import { MAX_ZOOM, toActual, toFit, toMinZoom } from './fit';
import type { Placement, Size } from './fit';

/** Zoom and pan of one picture on one stage; lives until `detach`. */
export interface AttachedZoom {
  readonly show: (mode: 'fit' | 'actual') => void;
  /** Around the middle of the stage. */
  readonly zoomBy: (factor: number) => void;
  /** In px of the page. */
  readonly panBy: (x: number, y: number) => void;
  /** Takes over the place another picture was moved to. */
  readonly place: (placement: Placement) => void;
  /** True while all of the picture is shown. */
  readonly isFitted: () => boolean;
  readonly detach: () => void;
}

/**
 * Wheel and pinch zoom at the pointer, a drag moves, a double click goes between fit and 100 %. Both of these hold when the stage changes
 * its size, until the user zooms: from then on `isFree`.
 */
export function attachZoom(stage: HTMLElement, picture: Size, onPlace: (placement: Placement, isFree: boolean) => void): AttachedZoom {
  const { width, height } = picture;
  const target = select(stage);
  let mode: 'fit' | 'actual' | 'free' = 'fit';
  let scale = 1;
  const behavior = zoom<HTMLElement, unknown>()
    .extent(() => [
      [0, 0],
      [stage.clientWidth, stage.clientHeight],
    ])
    // Half a picture beyond every edge: it can be moved aside, but not lost.
    .translateExtent([
      [-width / 2, -height / 2],
      [width * 1.5, height * 1.5],
    ])
    .on('zoom', (event: D3ZoomEvent<HTMLElement, unknown>) => {
      const { k, x, y } = event.transform;
      if (event.sourceEvent !== null) mode = 'free';
      scale = k;
      onPlace({ k, x, y }, mode === 'free');
    });
  const show = (next: 'fit' | 'actual'): void => {
    mode = next;
    const { k, x, y } = next === 'fit' ? toFit(sizeOf(stage), picture) : toActual(sizeOf(stage), picture);
    behavior.transform(target, zoomIdentity.translate(x, y).scale(k));
  };
  const settle = (): void => {
    behavior.scaleExtent([toMinZoom(sizeOf(stage), picture), MAX_ZOOM]);
    if (mode !== 'free') show(mode);
  };
  const observer = new ResizeObserver(settle);
  target.call(behavior).on('dblclick.zoom', () => show(mode === 'fit' ? 'actual' : 'fit'));
  settle();
  observer.observe(stage);
  return {
    show,
    zoomBy: (factor) => {
      mode = 'free';
      behavior.scaleBy(target, factor);
    },
    panBy: (x, y) => {
      mode = 'free';
      behavior.translateBy(target, x / scale, y / scale);
    },
    place: ({ k, x, y }) => {
      mode = 'free';
      behavior.transform(target, zoomIdentity.translate(x, y).scale(k));
    },
    isFitted: () => scale <= toFit(sizeOf(stage), picture).k * 1.01,
    detach: () => {
      observer.disconnect();
      target.on('.zoom', null);
    },
  };
}

function sizeOf(stage: HTMLElement): Size {
  return { width: stage.clientWidth, height: stage.clientHeight };
}
