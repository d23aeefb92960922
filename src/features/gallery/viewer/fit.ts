export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How a picture lies on its stage: scaled by `k`, its corner at `x`, `y` px. */
export interface Placement {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

export const MAX_ZOOM = 32;
/** Beyond this the picture is all pixels: they are drawn as such. */
export const PIXELATED_FROM = 3;

/** All of the picture, as large as the stage allows, in its middle. */
export function toFit(stage: Size, picture: Size): Placement {
  const k = Math.min(MAX_ZOOM, stage.width / picture.width, stage.height / picture.height);
  return centre(stage, picture, k > 0 && Number.isFinite(k) ? k : 1);
}

/** One pixel of the picture on one of the page, its middle in the middle. */
export function toActual(stage: Size, picture: Size): Placement {
  return centre(stage, picture, 1);
}

/** The least zoom: half of what fits, or half of its real size for small pictures. */
export function toMinZoom(stage: Size, picture: Size): number {
  return Math.min(1, toFit(stage, picture).k) / 2;
}

function centre(stage: Size, picture: Size, k: number): Placement {
  return { k, x: (stage.width - picture.width * k) / 2, y: (stage.height - picture.height * k) / 2 };
}

/** The pixel of a picture under a point of its stage; null beside the picture. */
export function toPixel({ k, x, y }: Placement, picture: Size, point: { readonly x: number; readonly y: number }): PicturePoint | null {
  const column = Math.floor((point.x - x) / k);
  const row = Math.floor((point.y - y) / k);
  return column >= 0 && row >= 0 && column < picture.width && row < picture.height ? { x: column, y: row } : null;
}

/** A pixel of a picture, counted from its upper left corner. */
export interface PicturePoint {
  readonly x: number;
  readonly y: number;
}
