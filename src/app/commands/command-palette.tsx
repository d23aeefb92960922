import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { Command } from '@/components/commands/command';
import { Dialog } from '@/ui/dialog';
import { t } from '../texts';
import { useCommandRegistry } from './command-registry';
import { findCommands } from './find-commands';

/** Every command by name: type, arrow keys, Enter. */
export function CommandPalette({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Dialog title={t.commands} isOpen={isOpen} onClose={onClose} className="w-[36rem]">
      {isOpen && <CommandList onClose={onClose} />}
    </Dialog>
  );
}

function CommandList({ onClose }: { readonly onClose: () => void }) {
  const { commands, context } = useCommandRegistry();
  const [query, setQuery] = useState('');
  const [index, setIndex] = useState(0);
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const found = findCommands(commands, query).filter((command) => command.isEnabled?.(context) !== false);
  const chosen = found[Math.min(index, found.length - 1)];

  // Synchronises with the browser's focus, after the dialog has set its own.
  useEffect(() => field.current?.focus(), []);

  const run = (command: Command | undefined): void => {
    if (command === undefined) return;
    onClose();
    void command.run(context);
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setIndex((at) => Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setIndex((at) => Math.max(at - 1, 0));
    else if (event.key === 'Enter') run(chosen);
    else return;
    event.preventDefault();
  };

  return (
    <div className="flex flex-col gap-2">
      <input
        ref={field}
        role="combobox"
        aria-label={t.searchCommands}
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-activedescendant={chosen === undefined ? undefined : `${listId}-${chosen.id}`}
        className="h-9 rounded-control border border-border-strong bg-sunken px-3"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setIndex(0);
        }}
        onKeyDown={handleKey}
      />
      <ul id={listId} role="listbox" aria-label={t.commands} className="max-h-80 overflow-auto">
        {found.map((command) => (
          // The combobox above handles the keys of its options.
          // eslint-disable-next-line jsx-a11y-x/click-events-have-key-events -- keyboard is on the combobox
          <li
            key={command.id}
            id={`${listId}-${command.id}`}
            role="option"
            aria-selected={command === chosen}
            className="flex min-h-8 cursor-default items-center gap-2 rounded-control px-3 aria-selected:bg-raised pointer-coarse:min-h-11"
            onClick={() => run(command)}
          >
            <span className="flex-1">{command.title}</span>
            {command.shortcut !== undefined && <kbd className="font-mono text-secondary text-faint">{wordShortcut(command.shortcut)}</kbd>}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="p-3 text-muted">{t.noCommand}</p>}
    </div>
  );
}

function wordShortcut(shortcut: string): string {
  return (shortcut.split(' | ')[0] ?? '').replace('$mod', 'Ctrl').replaceAll('Key', '');
}
