import { useEffect, useRef, useState } from 'react';
import type { PointerEvent } from 'react';

/** One drag of a row by its handle. */
export interface DragRows {
  /** The row being dragged and the gap it would fall into (0 = before the first); null while nothing is dragged. */
  readonly drag: { readonly key: string; readonly gap: number } | null;
  /** For a row's handle. */
  readonly handleProps: (key: string) => {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: () => void;
    readonly onPointerCancel: () => void;
  };
}

export interface DragRowsOptions {
  /** The element that scrolls; its content begins at its top. */
  readonly scroller: HTMLElement | null;
  /** The gap nearest to a height within the content that the row may fall into. */
  readonly findGap: (offset: number, key: string) => number;
  readonly onDrop: (key: string, gap: number) => void;
}

/** Near an edge the list scrolls by itself. */
const EDGE_PX = 40;
const SCROLL_STEP_PX = 8;

/** Dragging rows of a virtual list by handles. The list scrolls where the pointer comes near its edge; Escape puts the row back. */
export function useDragRows({ scroller, findGap, onDrop }: DragRowsOptions): DragRows {
  const [drag, setDrag] = useState<DragRows['drag']>(null);
  const pointerY = useRef(0);
  const find = useRef(findGap);
  // Synchronises what the running frames ask with the list as it is now.
  useEffect(() => {
    find.current = findGap;
  });

  const draggedKey = drag?.key ?? null;
  // Synchronises with the frames and keys of a drag: scrolling at the edges, giving up.
  useEffect(() => {
    if (draggedKey === null || scroller === null) return;
    let frame = requestAnimationFrame(tick);
    function tick(): void {
      if (scroller === null || draggedKey === null) return;
      const { top, bottom } = scroller.getBoundingClientRect();
      if (pointerY.current < top + EDGE_PX) scroller.scrollTop -= SCROLL_STEP_PX;
      if (pointerY.current > bottom - EDGE_PX) scroller.scrollTop += SCROLL_STEP_PX;
      const gap = find.current(pointerY.current - top + scroller.scrollTop, draggedKey);
      setDrag((before) => (before === null || before.gap === gap ? before : { ...before, gap }));
      frame = requestAnimationFrame(tick);
    }
    const handleKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setDrag(null);
    };
    window.addEventListener('keydown', handleKey, true);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('keydown', handleKey, true);
    };
  }, [draggedKey, scroller]);

  return {
    drag,
    handleProps: (key) => ({
      onPointerDown: (event) => {
        if (event.button !== 0 || scroller === null) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        pointerY.current = event.clientY;
        setDrag({ key, gap: findGap(event.clientY - scroller.getBoundingClientRect().top + scroller.scrollTop, key) });
      },
      onPointerMove: (event) => {
        pointerY.current = event.clientY;
      },
      onPointerUp: () => {
        if (drag?.key !== key || scroller === null) return;
        const gap = findGap(pointerY.current - scroller.getBoundingClientRect().top + scroller.scrollTop, key);
        setDrag(null);
        onDrop(key, gap);
      },
      onPointerCancel: () => setDrag(null),
    }),
  };
}
