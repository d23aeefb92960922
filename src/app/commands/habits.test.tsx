import { afterEach, describe, expect, it } from 'vitest';
import type { Command, CommandContext } from '@/components/commands/command';
import { findConflicts, type OwnShortcuts } from '@/components/commands/shortcuts';
import { commands as graphCommands } from '@/features/graph-view';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { PAGE_COMMANDS } from './page-commands';
import { bindShortcuts } from './use-shortcuts';

const ALL = [...PAGE_COMMANDS, ...graphCommands];
const removers: (() => void)[] = [];
afterEach(() => removers.splice(0).forEach((remove) => remove()));

/** Every command bound to the page's window as it is in the product, but noting its id instead of acting. */
function listen(own: OwnShortcuts = {}, isEnabled: (id: string) => boolean = () => true): readonly string[] {
  const ran: string[] = [];
  const commands = ALL.map((command): Command => ({
    ...command,
    isEnabled: () => isEnabled(command.id),
    run: () => void ran.push(command.id),
  }));
  const context: CommandContext = {
    session: renderWithSession(null).session,
    workspace: createPageParts().workspace,
    navigate: () => undefined,
    announce: () => undefined,
  };
  removers.push(bindShortcuts(window, { commands, context, own }));
  return ran;
}

function press(key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body): void {
  const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...init }));
}

const ctrl = { ctrlKey: true };
const ctrlShift = { ctrlKey: true, shiftKey: true };

describe('the habits of a user of the official frontend', () => {
  it.each<[string, string, KeyboardEventInit, string]>([
    ['Ctrl+Enter', 'Enter', ctrl, 'run'],
    ['Ctrl+Shift+Enter', 'Enter', ctrlShift, 'run.front'],
    ['Ctrl+B', 'b', ctrl, 'graph.bypass'],
    ['Ctrl+M', 'm', ctrl, 'graph.mute'],
    ['Ctrl+G', 'g', ctrl, 'graph.group'],
    ['Ctrl+C', 'c', ctrl, 'graph.copy'],
    ['Ctrl+V', 'v', ctrl, 'graph.paste'],
    ['Ctrl+Shift+V', 'V', ctrlShift, 'graph.paste-wired'],
    ['Delete', 'Delete', {}, 'graph.delete'],
    ['Backspace', 'Backspace', {}, 'graph.delete'],
    ['Ctrl+Z', 'z', ctrl, 'graph.undo'],
    ['Ctrl+Y', 'y', ctrl, 'graph.redo'],
    ['Ctrl+Shift+Z', 'Z', ctrlShift, 'graph.redo'],
    ['Ctrl+A', 'a', ctrl, 'graph.select-all'],
    ['Ctrl+S', 's', ctrl, 'document.save'],
    ['Ctrl+Shift+E', 'E', ctrlShift, 'graph.subgraph'],
    ['Alt+C', 'c', { altKey: true }, 'graph.collapse'],
    ['P', 'p', {}, 'graph.pin'],
    ['.', '.', {}, 'graph.fit'],
    ['Q', 'q', {}, 'go.queue'],
    ['R', 'r', {}, 'graph.refresh-types'],
    ['N', 'n', {}, 'library.toggle'],
  ])('%s', (_name, key, init, id) => {
    const ran = listen();
    press(key, init);
    expect(ran).toEqual([id]);
  });

  it('share no keys', () => {
    expect([...findConflicts(ALL, {}).keys()]).toEqual([]);
  });
});

describe('shortcuts', () => {
  it('leave a field alone but for those that say they work there', () => {
    const ran = listen();
    const field = document.body.appendChild(document.createElement('input'));
    press('q', {}, field);
    press('Delete', {}, field);
    press('Enter', ctrl, field);
    field.remove();
    expect(ran).toEqual(['run']);
  });

  it('follow what the user chose', () => {
    const ran = listen({ 'go.queue': 'Alt+KeyQ', 'graph.pin': '' });
    press('q');
    press('p');
    press('q', { altKey: true });
    expect(ran).toEqual(['go.queue']);
  });

  it('that two commands share run the first that can', () => {
    const ran = listen({ 'graph.pin': 'q' }, (id) => id !== 'go.queue');
    press('q');
    expect(ran).toEqual(['graph.pin']);
  });
});
