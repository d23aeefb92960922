import { useLayoutEffect, useState } from 'react';

/** Of a dock that is not laid out yet. */
const USUAL_WIDTH = 360;

/** An element's inner width, kept up to date; a usual one until it is known. */
export function useWidth(element: HTMLElement | null): number {
  const [width, setWidth] = useState(USUAL_WIDTH);
  // Synchronises with the element's size.
  useLayoutEffect(() => {
    if (element === null) return;
    const measure = (): void => setWidth(element.clientWidth > 0 ? element.clientWidth : USUAL_WIDTH);
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
