import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import type { Command, CommandContext } from '@/components/commands/command';
import { useCommandRegistry } from './command-registry';

/** Binds every command's shortcut to the window. A shortcut is silent while a field or an open dialog has the keyboard, unless the command says otherwise. */
export function useShortcuts(): void {
  const { commands, context } = useCommandRegistry();
  // Synchronises with the window's keyboard.
  useEffect(() => {
    const bindings: Record<string, (event: KeyboardEvent) => void> = {};
    for (const command of commands) {
      for (const shortcut of command.shortcut?.split(' | ') ?? []) bindings[shortcut] = (event) => runByKey(command, context, event);
    }
    return tinykeys(window, bindings);
  }, [commands, context]);
}

function runByKey(command: Command, context: CommandContext, event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  if (command.worksInFields !== true && isTyping(event.target)) return;
  if (command.isEnabled?.(context) === false) return;
  event.preventDefault();
  void command.run(context);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return (
    target.closest(
      'input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable=true], [role=dialog], [role=alertdialog], [role=menu]',
    ) !== null
  );
}
