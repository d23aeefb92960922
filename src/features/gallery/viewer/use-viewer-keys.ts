import { useEffect } from 'react';

/** What the keys of the viewer do. */
export interface ViewerKeys {
  readonly previous: () => void;
  readonly next: () => void;
  readonly zoomBy: (factor: number) => void;
  readonly panBy: (x: number, y: number) => void;
  readonly fit: () => void;
  readonly actual: () => void;
  readonly favourite: () => void;
  readonly judge: (verdict: 'keep' | 'reject') => void;
  readonly download: () => void;
  readonly openWorkflow: () => void;
  readonly changeBackdrop: () => void;
  readonly compare: () => void;
  readonly togglePlay: () => void;
  readonly step: (frames: number) => void;
  readonly toggleDetails: () => void;
  readonly toggleKeys: () => void;
}

const ZOOM_STEP = 1.25;
const PAN_PX = 80;

/** Elements that use the same keys themselves: fields, players, a model, a scrolling text. */
const OWN_KEYS = 'input, textarea, select, video, audio, canvas, pre, [role=menu]';

/** Listens on the window while the viewer is open, wherever in it the focus is. */
export function useViewerKeys(keys: ViewerKeys): void {
  // Synchronises with the window's keyboard.
  useEffect(() => {
    const handleKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(OWN_KEYS) !== null) return;
      // On a button Space presses it.
      const isSpace = event.key === ' ' && !(event.target instanceof Element && event.target.closest('button, a, summary') !== null);
      const action = isSpace ? keys.togglePlay : toAction(event, keys);
      if (action === null) return;
      event.preventDefault();
      action();
    };
    // Before the dialog, which keeps arrow keys to itself.
    window.addEventListener('keydown', handleKey, true);
    return () => window.removeEventListener('keydown', handleKey, true);
  }, [keys]);
}

function toAction({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>, keys: ViewerKeys): (() => void) | null {
  const pan = toPan(key);
  if (pan !== null && shiftKey) return () => keys.panBy(...pan);
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case 'ArrowLeft':
      return keys.previous;
    case 'ArrowRight':
      return keys.next;
    case '+':
    case '=':
      return () => keys.zoomBy(ZOOM_STEP);
    case '-':
      return () => keys.zoomBy(1 / ZOOM_STEP);
    case 'f':
      return keys.favourite;
    case 'y':
      return () => keys.judge('keep');
    case 'x':
      return () => keys.judge('reject');
    case '0':
      return keys.fit;
    case '1':
      return keys.actual;
    case 'b':
      return keys.changeBackdrop;
    case 'c':
      return keys.compare;
    case ',':
      return () => keys.step(-1);
    case '.':
      return () => keys.step(1);
    case 'd':
      return keys.download;
    case 'o':
      return keys.openWorkflow;
    case 'i':
      return keys.toggleDetails;
    case '?':
      return keys.toggleKeys;
    default:
      return null;
  }
}

function toPan(key: string): [number, number] | null {
  switch (key) {
    case 'ArrowLeft':
      return [PAN_PX, 0];
    case 'ArrowRight':
      return [-PAN_PX, 0];
    case 'ArrowUp':
      return [0, PAN_PX];
    case 'ArrowDown':
      return [0, -PAN_PX];
    default:
      return null;
  }
}
