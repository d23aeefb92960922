import type { Point } from '../pixels/mask';

/** How the picture lies on the stage: scaled by `k`, its corner at `x`, `y` px. */
export interface Placement {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const MAX_ZOOM = 32;
const MARGIN_PX = 12;

/** All of the picture in the middle of the stage; small ones enlarged no more than four times. */
export function fitPlacement(stage: Size, picture: Size): Placement {
  const room = { width: stage.width - 2 * MARGIN_PX, height: stage.height - 2 * MARGIN_PX };
  const k = Math.min(4, room.width / picture.width, room.height / picture.height);
  return centred(stage, picture, k > 0 ? k : 1);
}

export function centred(stage: Size, picture: Size, k: number): Placement {
  return { k, x: (stage.width - picture.width * k) / 2, y: (stage.height - picture.height * k) / 2 };
}

/** Zooms by a factor so that what is at `at` (px of the stage) stays there; never to less than half of what fits. */
export function zoomAt(
  placement: Placement,
  factor: number,
  at: Point,
  sizes: { readonly stage: Size; readonly picture: Size },
): Placement {
  const least = Math.min(1, fitPlacement(sizes.stage, sizes.picture).k) / 2;
  const k = Math.min(MAX_ZOOM, Math.max(least, placement.k * factor));
  const scale = k / placement.k;
  return { k, x: at.x - (at.x - placement.x) * scale, y: at.y - (at.y - placement.y) * scale };
}

/** A place of the stage in px of the picture. */
export function toPicture({ k, x, y }: Placement, at: Point): Point {
  return { x: (at.x - x) / k, y: (at.y - y) / k };
}

/** A place of the picture in px of the stage. */
export function toStage({ k, x, y }: Placement, at: Point): Point {
  return { x: at.x * k + x, y: at.y * k + y };
}
