import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { attachZoom } from './attach-zoom';
import type { AttachedZoom } from './attach-zoom';
import type { Placement, Size } from './fit';

/** What keys and buttons do with a picture. */
export interface PictureZoom {
  readonly fit: () => void;
  readonly actual: () => void;
  readonly zoomBy: (factor: number) => void;
  readonly panBy: (x: number, y: number) => void;
}

export interface UsedPictureZoom {
  /** Null until stage and picture are known. */
  readonly placement: Placement | null;
  /** Does nothing until then. Stable over renders. */
  readonly controls: PictureZoom;
  readonly isFitted: () => boolean;
}

/** Zoom and pan of a picture on its stage. */
export function usePictureZoom(stage: HTMLElement | null, picture: Size | null): UsedPictureZoom {
  const [placement, setPlacement] = useState<Placement | null>(null);
  const attached = useRef<AttachedZoom | null>(null);
  // Synchronises d3's zoom with the stage and the picture on it.
  useLayoutEffect(() => {
    if (stage === null || picture === null) return;
    const current = attachZoom(stage, picture, setPlacement);
    attached.current = current;
    return () => {
      current.detach();
      attached.current = null;
    };
  }, [stage, picture]);
  const controls = useMemo<PictureZoom>(
    () => ({
      fit: () => attached.current?.show('fit'),
      actual: () => attached.current?.show('actual'),
      zoomBy: (factor) => attached.current?.zoomBy(factor),
      panBy: (x, y) => attached.current?.panBy(x, y),
    }),
    [],
  );
  const isFitted = useCallback(() => attached.current?.isFitted() ?? true, []);
  return { placement, controls, isFitted };
}
