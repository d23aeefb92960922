import { describe, expect, it } from 'vitest';
import { bandColor } from './band-color';
import { toNodeAction, type KeyPress } from './node-keys';

const press = (key: string, over: Partial<KeyPress> = {}): KeyPress => ({
  key,
  altKey: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  ...over,
});

describe('toNodeAction', () => {
  it('walks with arrows, moves with Shift, moves further with Alt', () => {
    expect(toNodeAction(press('ArrowLeft'))).toEqual({ kind: 'walk', direction: 'left' });
    expect(toNodeAction(press('ArrowUp', { shiftKey: true }))).toEqual({ kind: 'nudge', direction: 'up', isLarge: false });
    expect(toNodeAction(press('ArrowUp', { altKey: true }))).toEqual({ kind: 'nudge', direction: 'up', isLarge: true });
  });

  it('goes along the wires with Ctrl or the command key', () => {
    expect(toNodeAction(press('ArrowRight', { ctrlKey: true }))).toEqual({ kind: 'follow', direction: 'right' });
    expect(toNodeAction(press('ArrowUp', { metaKey: true }))).toEqual({ kind: 'follow', direction: 'up' });
    expect(toNodeAction(press('ArrowRight', { ctrlKey: true, shiftKey: true }))).toBeNull();
  });

  it('opens the menu by both keys', () => {
    expect(toNodeAction(press('F10', { shiftKey: true }))?.kind).toBe('menu');
    expect(toNodeAction(press('ContextMenu'))?.kind).toBe('menu');
    expect(toNodeAction(press('F10'))).toBeNull();
  });

  it('leaves commands with Ctrl alone', () => {
    expect(toNodeAction(press('Enter', { ctrlKey: true }))).toBeNull();
    expect(toNodeAction(press('Delete'))).toBeNull();
  });
});

describe('bandColor', () => {
  it('keeps the hue and lifts dark colours', () => {
    expect(bandColor('#232')).toMatch(/^hsl\(120 /);
    expect(bandColor('#335')).toMatch(/^hsl\(240 \d+% 55%\)$/);
    expect(bandColor('#000')).toBe('hsl(0 0% 55%)');
  });

  it('takes other forms as they are', () => {
    expect(bandColor('rebeccapurple')).toBe('rebeccapurple');
  });
});
