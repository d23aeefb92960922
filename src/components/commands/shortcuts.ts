import type { Preferences } from '@/workspace/workspace';
import type { Command } from './command';

/** What people rebound: command id → tinykeys text; the empty text takes a shortcut away. Commands that are not in it keep their own. */
export type OwnShortcuts = Preferences['shortcuts'];

/** What a key event tells of the keys. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** Apple's keyboards have another key for commands, and tinykeys' `$mod` means it there. */
export const IS_APPLE = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);

const MODIFIERS: ReadonlySet<string> = new Set([
  'Control',
  'Shift',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
]);
/** Moving around a page by keyboard must never be taken away. */
const NAVIGATION: ReadonlySet<string> = new Set(['tab', 'enter', 'escape', 'space', 'arrowup', 'arrowdown', 'arrowleft', 'arrowright']);
/** What the page itself listens to everywhere, and what no page can take from its browser. */
const TAKEN_BY_PAGE: ReadonlySet<string> = new Set(['$mod+k']);
const TAKEN_BY_BROWSER: ReadonlySet<string> = new Set(['t', 'n', 'w'].flatMap((key) => [`$mod+${key}`, `$mod+shift+${key}`]));

/** The shortcuts of a command as they hold now, in tinykeys syntax; none for commands without. */
export function bindingsOf(command: Pick<Command, 'id' | 'shortcut'>, own: OwnShortcuts): readonly string[] {
  return (own[command.id] ?? command.shortcut ?? '').split(' | ').filter(Boolean);
}

/** The first shortcut of a command in words, e.g. `Ctrl+Shift+E`; null for none. */
export function hintOf(command: Pick<Command, 'id' | 'shortcut'>, own: OwnShortcuts): string | null {
  const [first] = bindingsOf(command, own);
  return first === undefined ? null : wordBinding(first);
}

const WORDS: Readonly<Record<string, string>> = {
  Delete: 'Del',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

/** `$mod+Shift+KeyE` → `Ctrl+Shift+E`. A sign that needs Shift on most keyboards is shown alone. */
export function wordBinding(binding: string, isApple = IS_APPLE): string {
  const { modifiers, key } = split(binding);
  const plain = key.replace(/^(?:Key|Digit)(?=.$)/, '');
  const isSign = plain.length === 1 && !/[a-z0-9]/i.test(plain);
  const shown = isSign ? modifiers.filter((modifier) => modifier !== 'Shift') : modifiers;
  const word = WORDS[plain] ?? (plain.length === 1 ? plain.toUpperCase() : plain);
  return [...shown.map((modifier) => (modifier === '$mod' ? (isApple ? '⌘' : 'Ctrl') : modifier)), word].join('+');
}

/** The keys that were pressed as a shortcut; null while only Shift and the like are held. */
export function toBinding(press: KeyPress, isApple = IS_APPLE): string | null {
  if (MODIFIERS.has(press.key)) return null;
  const modifiers = [
    ...((isApple ? press.metaKey : press.ctrlKey) ? ['$mod'] : []),
    ...((isApple ? press.ctrlKey : press.metaKey) ? [isApple ? 'Control' : 'Meta'] : []),
    ...(press.altKey ? ['Alt'] : []),
    ...(press.shiftKey ? ['Shift'] : []),
  ];
  return [...modifiers, nameOf(press)].join('+');
}

/** Alt turns letters into signs on some keyboards, and a space or a plus has a meaning in the text of a shortcut: the place of the key names those. */
function nameOf({ key, code, altKey }: KeyPress): string {
  const isPlace = key === ' ' || key === '+' || (altKey && /^(?:Key|Digit)/.test(code));
  if (isPlace) return code;
  return key.length === 1 ? key.toLowerCase() : key;
}

/** One text for all ways to write the same keys: for comparing. */
export function canonical(binding: string): string {
  const { modifiers, key } = split(binding);
  return [...modifiers.toSorted(), key.replace(/^(?:Key|Digit)(?=.$)/, '')].join('+').toLowerCase();
}

/** Why these keys cannot be a shortcut; null = they can. */
export function refusalOfBinding(binding: string): 'navigation' | 'page' | 'browser' | null {
  const same = canonical(binding);
  const { modifiers } = split(binding);
  if (NAVIGATION.has(same) || (modifiers.join() === 'Shift' && NAVIGATION.has(same.replace('shift+', '')))) return 'navigation';
  if (TAKEN_BY_PAGE.has(same)) return 'page';
  return TAKEN_BY_BROWSER.has(same) ? 'browser' : null;
}

/** Commands by the keys that run them; more than one where they are in each other's way: the first that can run does. */
export function byBinding(commands: readonly Command[], own: OwnShortcuts): ReadonlyMap<string, readonly Command[]> {
  const found = new Map<string, { readonly binding: string; readonly commands: readonly Command[] }>();
  for (const command of commands) {
    for (const binding of bindingsOf(command, own)) {
      const known = found.get(canonical(binding));
      found.set(canonical(binding), { binding: known?.binding ?? binding, commands: [...(known?.commands ?? []), command] });
    }
  }
  return new Map([...found.values()].map((entry) => [entry.binding, entry.commands]));
}

/** For every command that shares keys with others: those others. */
export function findConflicts(commands: readonly Command[], own: OwnShortcuts): ReadonlyMap<string, readonly Command[]> {
  const conflicts = new Map<string, readonly Command[]>();
  for (const sharing of byBinding(commands, own).values()) {
    if (sharing.length < 2) continue;
    for (const command of sharing) {
      const others = sharing.filter((other) => other !== command);
      conflicts.set(command.id, [...new Set([...(conflicts.get(command.id) ?? []), ...others])]);
    }
  }
  return conflicts;
}

function split(binding: string): { readonly modifiers: readonly string[]; readonly key: string } {
  const parts = binding.split(/\b\+/);
  return { modifiers: parts.slice(0, -1), key: parts.at(-1) ?? '' };
}
