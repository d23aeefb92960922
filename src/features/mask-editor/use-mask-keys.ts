import { useEffect, useRef } from 'react';
import { stepSize, type ToolSettings } from './tool-settings';
import { TOOLS } from './tool-panel';

export interface MaskKeys {
  readonly settings: ToolSettings;
  readonly onSettings: (change: Partial<ToolSettings>) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly invert: () => void;
  readonly fit: () => void;
  readonly actual: () => void;
  readonly zoomBy: (factor: number) => void;
}

const ZOOM_STEP = 1.25;

/** Binds the keys of the mask editor while it is open; lists keep theirs. */
export function useMaskKeys(keys: MaskKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  // Synchronises with the window's keyboard.
  useEffect(() => {
    const handleKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.target instanceof HTMLSelectElement) return;
      const action = actionOf(event, latest.current);
      if (action === null) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, []);
}

function actionOf(event: KeyboardEvent, keys: MaskKeys): (() => void) | null {
  const key = event.key.toLowerCase();
  if (event.altKey) return null;
  if (event.ctrlKey || event.metaKey) {
    if (key === 'z') return event.shiftKey ? keys.redo : keys.undo;
    return key === 'y' ? keys.redo : null;
  }
  const tool = TOOLS.find((candidate) => candidate.key.toLowerCase() === key)?.tool;
  if (tool !== undefined) return () => keys.onSettings({ tool });
  const resize = (direction: 1 | -1) => () => keys.onSettings({ sizePx: stepSize(keys.settings.sizePx, direction) });
  const actions: Readonly<Record<string, () => void>> = {
    '[': resize(-1),
    ']': resize(1),
    i: keys.invert,
    '0': keys.fit,
    '1': keys.actual,
    '+': () => keys.zoomBy(ZOOM_STEP),
    '=': () => keys.zoomBy(ZOOM_STEP),
    '-': () => keys.zoomBy(1 / ZOOM_STEP),
  };
  return actions[key] ?? null;
}
