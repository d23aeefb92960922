import type { Direction } from '../canvas/neighbours';
import { directionOf, type KeyPress } from '../nodes/node-keys';

/** What a key does while the title of a group has the keyboard. */
export type GroupKeyAction =
  | { readonly kind: 'walk' | 'nudge' | 'grow'; readonly direction: Direction }
  | { readonly kind: 'enter' | 'rename' | 'remove' | 'fold' | 'pin' | 'clear' | 'menu' };

const PLAIN: Readonly<Record<string, GroupKeyAction>> = {
  Enter: { kind: 'enter' },
  F2: { kind: 'rename' },
  Delete: { kind: 'remove' },
  Backspace: { kind: 'remove' },
  Escape: { kind: 'clear' },
  ContextMenu: { kind: 'menu' },
  p: { kind: 'pin' },
};

/**
 * Arrows go on to the next group; with Shift they move the group and its nodes, with Alt its right and lower edge. Alt+C folds, Enter goes to
 * its first node. Other keys belong to commands, which act on the nodes of the group: they are selected.
 */
export function toGroupAction(press: KeyPress): GroupKeyAction | null {
  if (press.ctrlKey || press.metaKey) return null;
  const direction = directionOf(press.key);
  if (direction !== null) return { kind: press.shiftKey ? 'nudge' : press.altKey ? 'grow' : 'walk', direction };
  if (press.key === 'F10' && press.shiftKey) return { kind: 'menu' };
  if (press.altKey) return press.key.toLowerCase() === 'c' ? { kind: 'fold' } : null;
  return press.shiftKey ? null : (PLAIN[press.key] ?? null);
}
