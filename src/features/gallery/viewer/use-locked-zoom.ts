import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { attachZoom } from './attach-zoom';
import type { AttachedZoom } from './attach-zoom';
import type { Placement, Size } from './fit';
import type { PictureZoom } from './use-picture-zoom';

export interface LockedZoom {
  readonly placement: Placement | null;
  readonly controls: PictureZoom;
}

/** One zoom for several stages of the same size: whichever is moved, all are. All pictures count as being of `picture`'s size. */
export function useLockedZoom(stages: readonly HTMLElement[], picture: Size | null): LockedZoom {
  const [placement, setPlacement] = useState<Placement | null>(null);
  const attached = useRef<readonly AttachedZoom[]>([]);
  // Synchronises d3's zooms with each other, the stages and the picture.
  useLayoutEffect(() => {
    if (picture === null) return;
    let isFollowing = false;
    const follow = (leader: number, next: Placement, isFree: boolean): void => {
      if (isFollowing) return;
      setPlacement(next);
      if (!isFree) return;
      isFollowing = true;
      attached.current.forEach((zoom, index) => index !== leader && zoom.place(next));
      isFollowing = false;
    };
    attached.current = stages.map((stage, index) => attachZoom(stage, picture, (next, isFree) => follow(index, next, isFree)));
    return () => {
      attached.current.forEach((zoom) => zoom.detach());
      attached.current = [];
    };
  }, [stages, picture]);
  const controls = useMemo<PictureZoom>(
    () => ({
      fit: () => attached.current.forEach((zoom) => zoom.show('fit')),
      actual: () => attached.current.forEach((zoom) => zoom.show('actual')),
      zoomBy: (factor) => attached.current[0]?.zoomBy(factor),
      panBy: (x, y) => attached.current[0]?.panBy(x, y),
    }),
    [],
  );
  return { placement, controls };
}
