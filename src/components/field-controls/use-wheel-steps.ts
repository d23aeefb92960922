import { useEffect, useEffectEvent, type RefObject } from 'react';

/** One notch of a wheel is 100 px or more; a touchpad sends many small moves. */
const PIXELS_PER_STEP = 50;
const PIXELS_PER_LINE = 33;

/** While `isOn` (the element has the focus), turning the wheel over it steps up and down and nothing else scrolls or zooms. */
export function useWheelSteps(element: RefObject<HTMLElement | null>, isOn: boolean, onStep: (count: number) => void): void {
  const step = useEffectEvent(onStep);
  // Synchronises with the browser's wheel events: React's own listener cannot keep them from scrolling.
  useEffect(() => {
    const target = element.current;
    if (!isOn || target === null) return;
    let travelled = 0;
    const handleWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      travelled += event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : PIXELS_PER_LINE);
      if (Math.abs(travelled) < PIXELS_PER_STEP) return;
      step(travelled < 0 ? 1 : -1);
      travelled = 0;
    };
    target.addEventListener('wheel', handleWheel, { passive: false });
    return () => target.removeEventListener('wheel', handleWheel);
  }, [element, isOn]);
}
