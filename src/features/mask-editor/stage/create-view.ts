import type { Mask, Point } from '../pixels/mask';
import type { ToolSettings } from '../tool-settings';
import { centred, fitPlacement, toPicture, toStage, zoomAt, type Placement } from './placement';

export interface ViewParts {
  /** The stage. */
  readonly host: HTMLElement;
  /** Holds what is zoomed. */
  readonly sheet: HTMLElement;
  /** Shows where the tool is, and how large. */
  readonly ring: HTMLElement;
  readonly picture: Pick<Mask, 'width' | 'height'>;
  readonly settings: () => ToolSettings;
  readonly onZoom: (percent: number) => void;
}

/** Where the picture lies on the stage, and the tool's cursor on the picture. */
export interface StageView {
  /** Holds when the stage changes its size, until the user moves or zooms. */
  readonly fit: () => void;
  readonly actual: () => void;
  /** `at`: what stays where it is, in px of the stage; its middle when absent. */
  readonly zoom: (factor: number, at?: Point) => void;
  readonly move: (by: Point) => void;
  /** A place of the window in px of the stage. */
  readonly onStage: (at: { readonly clientX: number; readonly clientY: number }) => Point;
  /** The same in px of the picture. */
  readonly onPicture: (at: { readonly clientX: number; readonly clientY: number }) => Point;
  /** In px of the picture. */
  readonly cursor: () => Point;
  readonly setCursor: (at: Point) => void;
  /** Px of the picture in one of the stage. */
  readonly scale: () => number;
  readonly refreshRing: () => void;
  readonly detach: () => void;
}

const PIXELATED_FROM = 3;
const CROSS_PX = 9;

/** Lays the picture on its stage, fitted at first. */
export function createView({ host, sheet, ring, picture, settings, onZoom }: ViewParts): StageView {
  let placement: Placement = { k: 1, x: 0, y: 0 };
  let isFitted = true;
  let cursor: Point = { x: picture.width / 2, y: picture.height / 2 };
  const size = () => ({ width: host.clientWidth, height: host.clientHeight });
  const refreshRing = (): void => {
    const { tool, sizePx } = settings();
    const side = tool === 'brush' || tool === 'eraser' ? Math.max(4, sizePx * placement.k) : CROSS_PX;
    const at = toStage(placement, cursor);
    ring.style.width = ring.style.height = `${side}px`;
    ring.style.transform = `translate(${at.x - side / 2}px, ${at.y - side / 2}px)`;
    ring.hidden = tool === 'pan';
  };
  const place = (next: Placement, fitted = false): void => {
    isFitted = fitted;
    placement = next;
    sheet.style.transform = `translate(${next.x}px, ${next.y}px) scale(${next.k})`;
    sheet.style.imageRendering = next.k >= PIXELATED_FROM ? 'pixelated' : 'auto';
    refreshRing();
    onZoom(Math.round(next.k * 100));
  };
  const fit = (): void => place(fitPlacement(size(), picture), true);
  const onStage: StageView['onStage'] = ({ clientX, clientY }) => {
    const { left, top } = host.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const observer = new ResizeObserver(() => isFitted && fit());
  observer.observe(host);
  fit();
  return {
    fit,
    actual: () => place(centred(size(), picture, 1)),
    zoom: (factor, at = { x: host.clientWidth / 2, y: host.clientHeight / 2 }) =>
      place(zoomAt(placement, factor, at, { stage: size(), picture })),
    move: ({ x, y }) => place({ ...placement, x: placement.x + x, y: placement.y + y }),
    onStage,
    onPicture: (at) => toPicture(placement, onStage(at)),
    cursor: () => cursor,
    setCursor: (at) => {
      cursor = at;
      refreshRing();
    },
    scale: () => placement.k,
    refreshRing,
    detach: () => observer.disconnect(),
  };
}
