import type { Direction } from '../canvas/neighbours';

/** What a key does while a node itself (not one of its controls) has the keyboard. */
export type NodeKeyAction =
  | { readonly kind: 'walk' | 'follow'; readonly direction: Direction }
  | { readonly kind: 'nudge'; readonly direction: Direction; readonly isLarge: boolean }
  | { readonly kind: 'enter' | 'select' | 'clear' | 'menu' };

export interface KeyPress {
  readonly key: string;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const DIRECTIONS: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

/** The direction an arrow key points to; null for other keys. */
export function directionOf(key: string): Direction | null {
  return DIRECTIONS[key] ?? null;
}

/**
 * Arrows walk to the next node, with Ctrl along the wires; with Shift they move the node by the grid, with Alt by a larger step. Enter goes into the controls,
 * Ctrl+Space adds to the selection, Escape clears it, Shift+F10 or the menu key opens the node's menu. Other keys belong to commands.
 */
export function toNodeAction(press: KeyPress): NodeKeyAction | null {
  const direction = directionOf(press.key);
  if (press.ctrlKey || press.metaKey) {
    if (press.altKey || press.shiftKey) return null;
    if (direction !== null) return { kind: 'follow', direction };
    return press.key === ' ' ? { kind: 'select' } : null;
  }
  if (direction !== null) {
    return press.shiftKey || press.altKey ? { kind: 'nudge', direction, isLarge: press.altKey } : { kind: 'walk', direction };
  }
  if (press.altKey) return null;
  if (press.key === 'ContextMenu' || (press.key === 'F10' && press.shiftKey)) return { kind: 'menu' };
  if (press.shiftKey) return null;
  if (press.key === 'Enter') return { kind: 'enter' };
  return press.key === 'Escape' ? { kind: 'clear' } : null;
}
