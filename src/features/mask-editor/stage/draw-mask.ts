import type { Mask, Rect } from '../pixels/mask';
import type { ToolSettings } from '../tool-settings';

/** Seen on any picture and in both themes; they are colours of the picture, not of the page. */
const COLORS: Readonly<Record<ToolSettings['overlay'], readonly [number, number, number]>> = {
  red: [235, 40, 60],
  black: [0, 0, 0],
  white: [255, 255, 255],
};

/** Draws one part of a mask: its colour where it is masked, nothing where it is free. How strong it lies on the picture is the canvas's own affair. */
export function drawMask(canvas: HTMLCanvasElement, { width, data }: Mask, rect: Rect, overlay: ToolSettings['overlay']): void {
  const columns = rect.right - rect.left;
  const rows = rect.bottom - rect.top;
  const [red, green, blue] = COLORS[overlay];
  const pixels = new ImageData(columns, rows);
  // Written as whole pixels, four times as fast: little-endian, as every machine with a browser is.
  const words = new Uint32Array(pixels.data.buffer);
  const color = (blue << 16) | (green << 8) | red;
  for (let y = 0; y < rows; y++) {
    const start = (rect.top + y) * width + rect.left;
    for (let x = 0; x < columns; x++) words[y * columns + x] = color | ((data[start + x] ?? 0) << 24);
  }
  canvas.getContext('2d')?.putImageData(pixels, rect.left, rect.top);
}
