import { describe, expect, it } from 'vitest';
import type { Command } from './command';
import { bindingsOf, canonical, findConflicts, hintOf, refusalOfBinding, toBinding, wordBinding, type KeyPress } from './shortcuts';

const command = (id: string, shortcut?: string): Command => ({
  id,
  title: id,
  ...(shortcut === undefined ? {} : { shortcut }),
  run: () => undefined,
});
const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...more,
});

describe('the keys of a command', () => {
  it('are its own until others are chosen, and may be taken away', () => {
    const undo = command('undo', '$mod+z | F8');
    expect(bindingsOf(undo, {})).toEqual(['$mod+z', 'F8']);
    expect(bindingsOf(undo, { undo: 'Alt+KeyU' })).toEqual(['Alt+KeyU']);
    expect(bindingsOf(undo, { undo: '' })).toEqual([]);
    expect(hintOf(undo, { undo: '' })).toBeNull();
    expect(hintOf(undo, {})).toBe('Ctrl+Z');
  });

  it.each([
    ['$mod+Shift+e', 'Ctrl+Shift+E'],
    ['Alt+KeyC', 'Alt+C'],
    ['KeyP', 'P'],
    ['Delete', 'Del'],
    ['Shift+?', '?'],
    ['.', '.'],
    ['$mod+Shift+Enter', 'Ctrl+Shift+Enter'],
    ['Shift+Digit1', 'Shift+1'],
  ])('%s is told as %s', (binding, words) => expect(wordBinding(binding, false)).toBe(words));

  it('use the command key on Apple’s keyboards', () => {
    expect(wordBinding('$mod+z', true)).toBe('⌘+Z');
    expect(toBinding(press('z', { metaKey: true }), true)).toBe('$mod+z');
    expect(toBinding(press('z', { metaKey: true }), false)).toBe('Meta+z');
  });
});

describe('pressed keys', () => {
  it.each([
    [press('Z', { ctrlKey: true, shiftKey: true }), '$mod+Shift+z'],
    [press('ç', { code: 'KeyC', altKey: true }), 'Alt+KeyC'],
    [press(' ', { code: 'Space', ctrlKey: true }), '$mod+Space'],
    [press('F4'), 'F4'],
    [press('?', { code: 'Slash', shiftKey: true }), 'Shift+?'],
  ])('become a shortcut', (keys, binding) => expect(toBinding(keys, false)).toBe(binding));

  it('are none while only Shift, Ctrl or Alt are held', () => {
    for (const key of ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'Dead']) expect(toBinding(press(key), false)).toBeNull();
  });

  it('that move around the page, open the commands or belong to the browser are refused', () => {
    for (const key of ['Tab', 'Shift+Tab', 'Enter', 'ArrowLeft', 'Space', 'Escape']) expect(refusalOfBinding(key)).toBe('navigation');
    expect(refusalOfBinding('$mod+k')).toBe('page');
    expect(refusalOfBinding('$mod+t')).toBe('browser');
    for (const key of ['$mod+Enter', 'Shift+Space', 'Alt+ArrowUp', 'x']) {
      expect(refusalOfBinding(key)).toBe(key === 'Shift+Space' ? 'navigation' : null);
    }
  });
});

describe('conflicts', () => {
  it('are found however the same keys are written', () => {
    expect(canonical('Shift+$mod+KeyE')).toBe(canonical('$mod+Shift+e'));
    const conflicts = findConflicts([command('a', 'KeyP'), command('b', 'p | F2'), command('c', 'F2'), command('d', 'Alt+KeyP')], {});
    expect(conflicts.get('a')?.map(({ id }) => id)).toEqual(['b']);
    expect(conflicts.get('b')?.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(conflicts.has('d')).toBe(false);
  });

  it('come and go with what the user chose', () => {
    const both = [command('a', 'KeyP'), command('b')];
    expect(findConflicts(both, {}).size).toBe(0);
    expect(findConflicts(both, { b: 'p' }).size).toBe(2);
    expect(findConflicts(both, { a: '', b: 'p' }).size).toBe(0);
  });
});
