import type { Point } from '@/graph/document/model';

const THRESHOLD_PX = 3;

/** Follows the pointer until it lets go; a move counts once it left the spot. Points are pixels of the window. */
export function followPointer(
  start: Point,
  gesture: { readonly move: (pointer: Point, event: PointerEvent) => void; readonly end: (hasMoved: boolean) => void },
): void {
  let hasLeft = false;
  const handleMove = (event: PointerEvent): void => {
    hasLeft ||= Math.hypot(event.clientX - start.x, event.clientY - start.y) > THRESHOLD_PX;
    if (hasLeft) gesture.move({ x: event.clientX, y: event.clientY }, event);
  };
  const handleEnd = (): void => {
    window.removeEventListener('pointermove', handleMove);
    window.removeEventListener('pointerup', handleEnd);
    window.removeEventListener('pointercancel', handleEnd);
    gesture.end(hasLeft);
  };
  window.addEventListener('pointermove', handleMove);
  window.addEventListener('pointerup', handleEnd);
  window.addEventListener('pointercancel', handleEnd);
}
