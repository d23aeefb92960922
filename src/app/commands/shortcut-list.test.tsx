import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Command } from '@/components/commands/command';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { ShortcutList } from './shortcut-list';

const command = (id: string, title: string, more: Partial<Command> = {}): Command => ({ id, title, run: () => undefined, ...more });
const commands = [
  command('undo', 'Undo', { shortcut: '$mod+z' }),
  command('pin', 'Pin', { shortcut: 'KeyP', keywords: ['lock'] }),
  command('fold', 'Fold'),
  command('copy', 'Copy', { shortcut: '$mod+c', hasFixedKeys: true }),
];

function show() {
  const { wrap, workspace } = createPageParts();
  const own = () => workspace.preferences.getState().shortcuts;
  return { ...renderWithSession(<ShortcutList commands={commands} />, { wrap }), workspace, own };
}

const rowOf = (title: string) => screen.getByRole('row', { name: new RegExp(`^${title} `) });

describe('the list of shortcuts', () => {
  it('finds by name, keyword and keys, and shows the rest on demand', async () => {
    const { user } = show();
    const table = within(screen.getByRole('table', { name: 'Commands' }));
    const titles = (): readonly (string | null)[] => table.getAllByRole('rowheader').map(({ textContent }) => textContent);
    expect(titles()).toEqual(['Copy', 'Pin', 'Undo']);
    await user.click(screen.getByRole('checkbox', { name: 'Show commands without a shortcut as well' }));
    expect(titles()).toContain('Fold');
    await user.type(screen.getByRole('textbox', { name: 'Search shortcuts' }), 'ctrl z');
    expect(titles()).toEqual(['Undo']);
    await user.clear(screen.getByRole('textbox', { name: 'Search shortcuts' }));
    await user.type(screen.getByRole('textbox', { name: 'Search shortcuts' }), 'lock');
    expect(titles()).toEqual(['Pin']);
  });

  it('gives a command the keys that are pressed, and its own back', async () => {
    const { user, own } = show();
    await user.click(screen.getByRole('button', { name: 'Change the keys of Pin' }));
    await user.keyboard('{Control>}{Shift>}L{/Shift}{/Control}');
    expect(own()).toEqual({ pin: '$mod+Shift+l' });
    expect(screen.getByRole('button', { name: 'Change the keys of Pin' }).matches(':focus')).toBe(true);
    expect(within(rowOf('Pin')).getByText('Ctrl+Shift+L')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Back to the usual keys of Pin' }));
    expect(own()).toEqual({});
  });

  it('keeps the old keys on Escape and refuses those that move around the page', async () => {
    const { user, own } = show();
    await user.click(screen.getByRole('button', { name: 'Change the keys of Pin' }));
    await user.keyboard('{Enter}');
    expect(screen.getByRole('alert').textContent).toBe('Enter: These keys move around the page and cannot be given away.');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(own()).toEqual({});
    expect(within(rowOf('Pin')).getByText('P')).toBeDefined();
  });

  it('shows which commands share keys, and leaves them to one on demand', async () => {
    const { user, own } = show();
    await user.click(screen.getByRole('button', { name: 'Change the keys of Pin' }));
    await user.keyboard('{Control>}z{/Control}');
    expect(screen.getByText('2 commands share their keys with others; the first that can run does.')).toBeDefined();
    expect(within(rowOf('Undo')).getByText('Also the keys of Pin')).toBeDefined();
    await user.click(within(rowOf('Pin')).getByRole('button', { name: 'Keep them for Pin alone' }));
    expect(own()).toEqual({ pin: '$mod+z', undo: '' });
    expect(screen.queryByText(/share their keys/)).toBeNull();
    expect(within(rowOf('Undo')).getByText('none')).toBeDefined();
  });

  it('takes keys away, and gives all of them back after a question', async () => {
    const { user, own } = show();
    await user.click(screen.getByRole('button', { name: 'Take the keys of Undo away' }));
    expect(own()).toEqual({ undo: '' });
    await user.click(screen.getByRole('button', { name: 'Back to the usual keys for all' }));
    await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Back to the usual keys for all' }));
    expect(own()).toEqual({});
  });

  it('does not offer to change the browser’s own keys', () => {
    show();
    expect(within(rowOf('Copy')).queryByRole('button')).toBeNull();
  });
});
