import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import type { Command, CommandContext } from '@/components/commands/command';
import { byBinding, type OwnShortcuts } from '@/components/commands/shortcuts';
import { usePreference } from '@/workspace/use-workspace';
import { useCommandRegistry } from './command-registry';

/** Binds every command's shortcut to the window. A shortcut is silent while a field or an open dialog has the keyboard, unless the command says otherwise. */
export function useShortcuts(): void {
  const { commands, context } = useCommandRegistry();
  const own = usePreference('shortcuts');
  // Synchronises with the window's keyboard.
  useEffect(() => bindShortcuts(window, { commands, context, own }), [commands, context, own]);
}

export interface Shortcuts {
  readonly commands: readonly Command[];
  readonly context: CommandContext;
  readonly own: OwnShortcuts;
}

/** Listens to the keys of a window. Where commands share keys, the first that can run does. Answers the remover. */
export function bindShortcuts(target: Window, { commands, context, own }: Shortcuts): () => void {
  const bindings: Record<string, (event: KeyboardEvent) => void> = {};
  for (const [binding, sharing] of byBinding(commands, own)) bindings[binding] = (event) => runFirst(sharing, context, event);
  return tinykeys(target, bindings);
}

function runFirst(commands: readonly Command[], context: CommandContext, event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const found = commands.find(
    (command) => (command.worksInFields === true || !isTyping(event.target)) && command.isEnabled?.(context) !== false,
  );
  if (found === undefined) return;
  event.preventDefault();
  void found.run(context);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return (
    target.closest(
      'input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable=true], [role=dialog], [role=alertdialog], [role=menu]',
    ) !== null
  );
}
