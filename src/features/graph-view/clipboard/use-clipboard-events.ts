import { useEffect, useRef, type RefObject } from 'react';
import type { Point } from '@/graph/document/model';
import { useSession } from '@/session/session-provider';
import { useToast } from '@/ui/toast';
import type { GraphController } from '../controller';
import { viewCentre } from '../view-actions';
import { pointerPoint } from '../wires/wire-drag';
import { copySelection, cutSelection } from './clipboard-actions';
import { pasteContent } from './paste-content';

/** Copy, cut and paste by the browser's own events, while the keyboard is on the graph and not in a field. Nodes go where the mouse is. */
export function useClipboardEvents(controller: GraphController, view: RefObject<HTMLElement | null>): void {
  const session = useSession();
  const announce = useToast();
  const pointer = usePointerOn(view);
  // Synchronises with the browser's clipboard.
  useEffect(() => {
    let isShiftHeld = false;
    const handleKey = (event: KeyboardEvent): void => {
      isShiftHeld = event.shiftKey;
    };
    const isOurs = (target: EventTarget | null): boolean => {
      if (!(target instanceof Element) || target.closest('input, textarea, select, [contenteditable=true], [role=dialog]') !== null)
        return false;
      return view.current?.contains(target) === true || target === document.body;
    };
    const handleCopy = (event: ClipboardEvent): void => {
      if (!isOurs(event.target) || getSelection()?.isCollapsed === false) return;
      const text = event.type === 'cut' ? cutSelection(controller) : copySelection(controller);
      if (text === null) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
    };
    const handlePaste = (event: ClipboardEvent): void => {
      if (event.defaultPrevented || !isOurs(event.target) || event.clipboardData === null || controller.isFrozen) return;
      event.preventDefault();
      const origin = view.current?.getBoundingClientRect();
      const at =
        pointer.current === null || origin === undefined ? viewCentre(controller) : pointerPoint(controller, pointer.current, origin);
      // The event's own data are gone once it is over.
      const content = { text: event.clipboardData.getData('text/plain'), files: [...event.clipboardData.files] };
      void pasteContent(controller, content, { at, keepsIncoming: isShiftHeld, context: { session, announce } });
    };
    document.addEventListener('keydown', handleKey, true);
    document.addEventListener('copy', handleCopy);
    document.addEventListener('cut', handleCopy);
    document.addEventListener('paste', handlePaste);
    return () => {
      document.removeEventListener('keydown', handleKey, true);
      document.removeEventListener('copy', handleCopy);
      document.removeEventListener('cut', handleCopy);
      document.removeEventListener('paste', handlePaste);
    };
  }, [controller, view, session, announce, pointer]);
}

/** Where the mouse is on an element, pixels of the window; null while it is elsewhere, and for fingers. */
function usePointerOn(view: RefObject<HTMLElement | null>): RefObject<Point | null> {
  const pointer = useRef<Point | null>(null);
  // Synchronises with the mouse.
  useEffect(() => {
    const element = view.current;
    if (element === null) return undefined;
    const handleMove = (event: PointerEvent): void => {
      pointer.current = event.pointerType === 'mouse' ? { x: event.clientX, y: event.clientY } : null;
    };
    const handleLeave = (): void => {
      pointer.current = null;
    };
    element.addEventListener('pointermove', handleMove, { passive: true });
    element.addEventListener('pointerleave', handleLeave);
    return () => {
      element.removeEventListener('pointermove', handleMove);
      element.removeEventListener('pointerleave', handleLeave);
    };
  }, [view]);
  return pointer;
}
