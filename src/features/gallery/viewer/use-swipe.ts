import { useRef } from 'react';
import type { PointerEvent } from 'react';

/** A finger that moves this far sideways, and not half as far up or down, turns the page. */
const SWIPE_PX = 60;

interface Start {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

export interface SwipeProps {
  readonly onPointerDownCapture: (event: PointerEvent) => void;
  readonly onPointerUpCapture: (event: PointerEvent) => void;
  readonly onPointerCancelCapture: () => void;
}

/** One finger sideways goes to the next or previous output; a second finger is a pinch. `isAllowed` is asked at the end. */
export function useSwipe(onSwipe: (by: 1 | -1) => void, isAllowed: () => boolean): SwipeProps {
  const start = useRef<Start | null>(null);
  return {
    onPointerDownCapture: ({ pointerType, isPrimary, pointerId, clientX, clientY }) => {
      start.current = pointerType === 'touch' && isPrimary ? { id: pointerId, x: clientX, y: clientY } : null;
    },
    onPointerUpCapture: ({ pointerId, clientX, clientY }) => {
      const from = start.current;
      start.current = null;
      if (from === null || from.id !== pointerId || !isAllowed()) return;
      const [alongX, alongY] = [clientX - from.x, clientY - from.y];
      if (Math.abs(alongX) < SWIPE_PX || Math.abs(alongY) > Math.abs(alongX) / 2) return;
      onSwipe(alongX < 0 ? 1 : -1);
    },
    onPointerCancelCapture: () => {
      start.current = null;
    },
  };
}
