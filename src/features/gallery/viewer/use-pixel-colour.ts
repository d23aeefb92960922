import { useMemo, useState } from 'react';
import type { PointerEvent } from 'react';
import { toPixel } from './fit';
import type { PicturePoint, Placement, Size } from './fit';

/** A pixel and its colour, `#rrggbb` and opacity 0–255. */
export interface PixelColour extends PicturePoint {
  readonly hex: string;
  readonly alpha: number;
}

export interface UsedPixelColour {
  readonly pixel: PixelColour | null;
  readonly stageProps: {
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerLeave: () => void;
  };
}

/** The colour of the picture's pixel under the pointer. Pictures of another origin may not be read: there it stays unknown. */
export function usePixelColour(image: HTMLImageElement | null, placement: Placement | null, size: Size | null): UsedPixelColour {
  const [pixel, setPixel] = useState<PixelColour | null>(null);
  const readPixel = useMemo(() => createPixelReader(), []);
  return {
    pixel,
    stageProps: {
      onPointerMove: ({ currentTarget, clientX, clientY }) => {
        if (image === null || placement === null || size === null) return;
        const { left, top } = currentTarget.getBoundingClientRect();
        const point = toPixel(placement, size, { x: clientX - left, y: clientY - top });
        setPixel((before) => (before?.x === point?.x && before?.y === point?.y ? before : point && readPixel(image, point)));
      },
      onPointerLeave: () => setPixel(null),
    },
  };
}

/** Draws one pixel at a time: a canvas of the whole picture would hold it once more. */
function createPixelReader(): (image: HTMLImageElement, point: PicturePoint) => PixelColour | null {
  let context: CanvasRenderingContext2D | null | undefined;
  return (image, { x, y }) => {
    context ??= createContext();
    if (!context) return null;
    try {
      context.clearRect(0, 0, 1, 1);
      context.drawImage(image, x, y, 1, 1, 0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
      return { x, y, hex: toHex([red, green, blue]), alpha };
    } catch {
      return null;
    }
  };
}

function createContext(): CanvasRenderingContext2D | null {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  return canvas.getContext('2d', { willReadFrequently: true });
}

function toHex(channels: readonly number[]): string {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
