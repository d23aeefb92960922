import { Pencil, RotateCcw, TriangleAlert, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Command } from '@/components/commands/command';
import { bindingsOf, findConflicts, wordBinding, type OwnShortcuts } from '@/components/commands/shortcuts';
import { Button, IconButton } from '@/ui/button';
import { CheckField } from '@/ui/check-field';
import { ConfirmDialog } from '@/ui/dialog';
import { TextInput } from '@/ui/text-input';
import { usePreference, useWorkspace } from '@/workspace/use-workspace';
import { KeyCapture } from './key-capture';
import { FIXED, t } from './shortcut-texts';

/** Every command with its keys: find one by name or keys, give it others, see which are in each other's way. */
export function ShortcutList({ commands }: { readonly commands: readonly Command[] }) {
  const own = usePreference('shortcuts');
  const [query, setQuery] = useState('');
  const [hasAll, setAll] = useState(false);
  const [said, setSaid] = useState('');
  const conflicts = findConflicts(commands, own);
  const rows = findRows(commands, own, { query, hasAll });
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">{t.keptHere}</p>
      <TextInput label={t.search} value={query} onChange={setQuery} />
      <CheckField label={t.withoutKeys} isChecked={hasAll} onChange={setAll} />
      {conflicts.size > 0 && (
        <p className="flex items-center gap-1.5 text-warning">
          <TriangleAlert size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />
          {t.conflicts({ count: conflicts.size })}
        </p>
      )}
      <table className="w-full text-left">
        <caption className="sr-only">{t.commands}</caption>
        <thead className="text-secondary text-muted">
          <tr>
            <th scope="col" className="py-1 font-normal">
              {t.command}
            </th>
            <th scope="col" className="py-1 font-normal">
              {t.keys}
            </th>
            <th scope="col">
              <span className="sr-only">{t.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((command) => (
            <CommandRow key={command.id} command={command} conflicts={conflicts.get(command.id) ?? []} onSay={setSaid} />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="text-muted">{t.nothing}</p>}
      <p role="status" className="sr-only">
        {said}
      </p>
      <ResetAll isOff={Object.keys(own).length === 0} />
      <FixedKeys />
    </div>
  );
}

/** Those whose name, keywords or keys hold every word of `query`; without a query those that have keys. */
function findRows(
  commands: readonly Command[],
  own: OwnShortcuts,
  { query, hasAll }: { readonly query: string; readonly hasAll: boolean },
): readonly Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return commands
    .filter((command) => {
      if (command.argument !== undefined) return false;
      const keys = bindingsOf(command, own);
      if (words.length === 0) return hasAll || keys.length > 0 || command.id in own;
      const text = [command.title, ...(command.keywords ?? []), ...keys.map((key) => wordBinding(key))].join(' ').toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => a.title.localeCompare(b.title));
}

interface CommandRowProps {
  readonly command: Command;
  readonly conflicts: readonly Command[];
  readonly onSay: (text: string) => void;
}

function CommandRow({ command, conflicts, onSay }: CommandRowProps) {
  const { id, title } = command;
  const { setPreferences, preferences } = useWorkspace();
  const own = usePreference('shortcuts');
  const [isCapturing, setCapturing] = useState(false);
  const bindings = bindingsOf(command, own);
  const changeButton = useRef<HTMLButtonElement>(null);
  // Synchronises with the browser's focus: what had it while keys were waited for is gone.
  useEffect(() => {
    if (!isCapturing) return undefined;
    const { current } = changeButton;
    return () => current?.focus();
  }, [isCapturing]);
  const change = (changes: OwnShortcuts): void => setPreferences({ shortcuts: { ...preferences.getState().shortcuts, ...changes } });
  const reset = (): void => {
    const { [id]: _own, ...others } = preferences.getState().shortcuts;
    setPreferences({ shortcuts: others });
  };
  const takeAlone = (): void => {
    const mine = new Set(bindings.map((binding) => wordBinding(binding)));
    const without = (other: Command): string =>
      bindingsOf(other, own)
        .filter((binding) => !mine.has(wordBinding(binding)))
        .join(' | ');
    change(Object.fromEntries(conflicts.map((other) => [other.id, without(other)])));
  };
  return (
    <tr className="border-t border-border align-top">
      <th scope="row" className="py-1 pr-3 font-normal">
        <span className="flex min-h-(--control) items-center">{title}</span>
      </th>
      <td className="py-1 pr-2">
        {isCapturing ? (
          <KeyCapture
            title={title}
            onTake={(binding) => {
              change({ [id]: binding });
              setCapturing(false);
              onSay(t.changed({ title, keys: wordBinding(binding) }));
            }}
            onCancel={() => setCapturing(false)}
          />
        ) : (
          <span className="flex min-h-(--control) flex-wrap items-center gap-1">
            {bindings.length === 0 && <span className="text-faint">{t.none}</span>}
            {bindings.map((binding) => (
              <kbd key={binding} className="rounded-control border border-border-strong bg-sunken px-1.5 font-mono text-secondary">
                {wordBinding(binding)}
              </kbd>
            ))}
          </span>
        )}
        {conflicts.length > 0 && (
          <span className="flex flex-wrap items-center gap-2 text-secondary text-warning">
            {t.conflict({ titles: conflicts.map((other) => other.title).join(', ') })}
            {command.hasFixedKeys !== true && conflicts.every((other) => other.hasFixedKeys !== true) && (
              <Button onClick={takeAlone}>{t.takeAlone({ title })}</Button>
            )}
          </span>
        )}
      </td>
      <td className="py-1">
        {command.hasFixedKeys !== true && (
          <span className="flex justify-end">
            <IconButton ref={changeButton} label={t.change({ title })} onClick={() => setCapturing(true)}>
              <Pencil size={16} strokeWidth={1.75} aria-hidden />
            </IconButton>
            <IconButton
              label={t.remove({ title })}
              disabled={bindings.length === 0}
              onClick={() => {
                change({ [id]: '' });
                onSay(t.removed({ title }));
              }}
            >
              <X size={16} strokeWidth={1.75} aria-hidden />
            </IconButton>
            <IconButton label={t.reset({ title })} disabled={!(id in own)} onClick={reset}>
              <RotateCcw size={16} strokeWidth={1.75} aria-hidden />
            </IconButton>
          </span>
        )}
      </td>
    </tr>
  );
}

function ResetAll({ isOff }: { readonly isOff: boolean }) {
  const { setPreferences } = useWorkspace();
  const [isAsking, setAsking] = useState(false);
  return (
    <div>
      <Button disabled={isOff} onClick={() => setAsking(true)}>
        {t.resetAll}
      </Button>
      <ConfirmDialog
        title={t.resetAllTitle}
        description={t.resetAllText}
        confirmLabel={t.resetAll}
        isOpen={isAsking}
        onConfirm={() => setPreferences({ shortcuts: {} })}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}

function FixedKeys() {
  return (
    <table className="w-full text-left">
      <caption className="py-1 text-left font-semibold">{t.fixed}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t.fixedKeys}</th>
          <th scope="col">{t.fixedMeaning}</th>
        </tr>
      </thead>
      <tbody>
        {FIXED.map(({ keys, meaning }) => (
          <tr key={keys} className="border-t border-border">
            <td className="py-1 pr-3 text-secondary">{keys}</td>
            <td className="py-1 text-muted">{meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
