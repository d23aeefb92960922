import type { PointerEvent as ReactPointerEvent } from 'react';
import type { SocketRef } from '../canvas/scene';
import { useController } from '../graph-context';
import { beginWire, cancelWire, dropWire, moveWire, pointerPoint } from './wire-drag';

const THRESHOLD_PX = 4;

/** Pointer handler of a socket: press and drag draws a wire; a mere click stays a click. Shift begins a new wire at a taken input. Touch only taps. */
export function useWireDrag(ref: SocketRef): (event: ReactPointerEvent<HTMLElement>) => void {
  const controller = useController();
  return (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    event.stopPropagation();
    // A finger that means to pan must not tear a wire off: a tap lists the partners instead.
    if (event.pointerType === 'touch') return;
    const start = { x: event.clientX, y: event.clientY };
    const canvas = event.currentTarget.closest('[data-graph-canvas]');
    if (canvas === null) return;
    const isNew = event.shiftKey;
    const origin = canvas.getBoundingClientRect();
    let isDrawing = false;

    const handleMove = (move: PointerEvent): void => {
      if (!isDrawing && Math.hypot(move.clientX - start.x, move.clientY - start.y) < THRESHOLD_PX) return;
      if (!isDrawing) beginWire(controller, ref, isNew);
      isDrawing = true;
      moveWire(controller, pointerPoint(controller, { x: move.clientX, y: move.clientY }, origin));
    };
    const end = (): void => {
      window.removeEventListener('pointermove', handleMove);
      window.removeEventListener('pointerup', handleUp);
      window.removeEventListener('pointercancel', handleCancel);
      window.removeEventListener('keydown', handleKey, true);
    };
    const handleUp = (): void => {
      end();
      if (isDrawing) dropWire(controller);
    };
    const handleCancel = (): void => {
      end();
      cancelWire(controller);
    };
    const handleKey = (key: KeyboardEvent): void => {
      if (key.key !== 'Escape') return;
      key.stopPropagation();
      handleCancel();
    };
    window.addEventListener('pointermove', handleMove);
    window.addEventListener('pointerup', handleUp);
    window.addEventListener('pointercancel', handleCancel);
    window.addEventListener('keydown', handleKey, true);
  };
}
