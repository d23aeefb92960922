import { useRef, type MouseEvent, type PointerEvent } from 'react';
import type { JsonValue } from '@/lib/json';

/** Pixels the pointer travels per step while scrubbing, and before scrubbing begins at all. */
const PIXELS_PER_STEP = 4;
const THRESHOLD_PX = 4;

export interface ScrubOptions {
  readonly value: JsonValue;
  readonly isOff: boolean;
  /** The pointer is `count` steps away from where the value was `from`. */
  readonly onStep: (from: JsonValue, count: number) => void;
  readonly onEnd: () => void;
}

/** Handlers for a text field. */
export interface Scrub {
  readonly onPointerDown: (event: PointerEvent<HTMLInputElement>) => void;
  readonly onMouseDown: (event: MouseEvent) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLInputElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLInputElement>) => void;
  readonly onLostPointerCapture: () => void;
}

/**
 * Dragging sideways with the mouse steps a number (Shift = ten at once); a click without a drag focuses the field as ever. While the
 * field has the focus the mouse selects text instead. A finger never scrubs, so panning by touch changes nothing.
 */
export function useScrub({ value, isOff, onStep, onEnd }: ScrubOptions): Scrub {
  const press = useRef<{ readonly x: number; readonly value: JsonValue; hasMoved: boolean } | null>(null);
  const finish = (): boolean => {
    const isClick = press.current?.hasMoved === false;
    if (press.current?.hasMoved === true) onEnd();
    press.current = null;
    return isClick;
  };
  return {
    onPointerDown: (event) => {
      const isFocused = document.activeElement === event.currentTarget;
      if (isOff || isFocused || event.pointerType !== 'mouse' || event.button !== 0) return;
      press.current = { x: event.clientX, value, hasMoved: false };
      // Without it a fast pointer leaves the field, and letting go is never heard of.
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    // The browser would focus the field and select text while the pointer moves.
    onMouseDown: (event) => {
      if (press.current !== null) event.preventDefault();
    },
    onPointerMove: (event) => {
      const from = press.current;
      if (from === null) return;
      const distance = event.clientX - from.x;
      if (!from.hasMoved && Math.abs(distance) < THRESHOLD_PX) return;
      from.hasMoved = true;
      onStep(from.value, Math.trunc(distance / PIXELS_PER_STEP) * (event.shiftKey ? 10 : 1));
    },
    onPointerUp: (event) => {
      if (finish()) event.currentTarget.focus();
    },
    onLostPointerCapture: finish,
  };
}
