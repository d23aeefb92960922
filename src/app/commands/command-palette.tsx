import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Command, CommandArgument, CommandChoice } from '@/components/commands/command';
import { hintOf } from '@/components/commands/shortcuts';
import { MAX_RECENT_COMMANDS } from '@/config/limits';
import { Button, IconButton } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { PickList } from '@/ui/pick-list';
import { usePreference, useWorkspace } from '@/workspace/use-workspace';
import { t } from '../texts';
import { useCommandRegistry } from './command-registry';
import { findCommands, type FoundCommand } from './find-commands';

/** Every command by name: type, arrow keys, Enter. What a command asks for is asked here as well. */
export function CommandPalette({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Dialog title={t.commands} isOpen={isOpen} onClose={onClose} className="h-[28rem] w-[36rem]">
      {isOpen && <Steps onClose={onClose} />}
    </Dialog>
  );
}

type CommandWithArgument = Command & { readonly argument: CommandArgument };

function Steps({ onClose }: { readonly onClose: () => void }) {
  const { context } = useCommandRegistry();
  const workspace = useWorkspace();
  const [asking, setAsking] = useState<CommandWithArgument | null>(null);
  const run = (command: Command, argument?: string): void => {
    const { recentCommands } = workspace.preferences.getState();
    const recent = [command.id, ...recentCommands.filter((id) => id !== command.id)].slice(0, MAX_RECENT_COMMANDS);
    workspace.setPreferences({ recentCommands: recent });
    onClose();
    void command.run(context, argument);
  };
  if (asking !== null) return <ArgumentStep command={asking} onBack={() => setAsking(null)} onRun={(argument) => run(asking, argument)} />;
  return (
    <CommandStep
      onPick={({ command, argument }) => {
        if (argument === undefined && hasArgument(command)) setAsking(command);
        else run(command, argument);
      }}
    />
  );
}

function hasArgument(command: Command): command is CommandWithArgument {
  return command.argument !== undefined;
}

function CommandStep({ onPick }: { readonly onPick: (found: FoundCommand) => void }) {
  const { commands, context } = useCommandRegistry();
  const recent = usePreference('recentCommands');
  const [query, setQuery] = useState('');
  const found = findCommands(commands, query, recent).filter(({ command }) => command.isEnabled?.(context) !== false);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PickList
        fieldLabel={t.searchCommands}
        listLabel={t.commands}
        query={query}
        onQuery={setQuery}
        items={found}
        keyOf={({ command, argument }) => `${command.id} ${argument ?? ''}`}
        nameOf={titleOf}
        render={(item) => <CommandRow found={item} isRecent={query.trim() === '' && recent.includes(item.command.id)} />}
        empty={t.noCommand}
        onPick={onPick}
      />
    </div>
  );
}

/** `Set batch count…` and 4 → `Set batch count: 4`. */
function titleOf({ command, argument }: FoundCommand): string {
  return argument === undefined ? command.title : t.commandWith({ title: command.title.replace(/…$/, ''), argument });
}

function CommandRow({ found, isRecent }: { readonly found: FoundCommand; readonly isRecent: boolean }) {
  const own = usePreference('shortcuts');
  const keys = hintOf(found.command, own);
  return (
    <span className="flex items-center gap-3">
      <span className="min-w-0 flex-1 truncate">{titleOf(found)}</span>
      {isRecent && <span className="shrink-0 text-secondary text-faint">{t.recentCommand}</span>}
      {keys !== null && <kbd className="shrink-0 font-mono text-secondary text-faint">{keys}</kbd>}
    </span>
  );
}

interface ArgumentStepProps {
  readonly command: CommandWithArgument;
  readonly onBack: () => void;
  readonly onRun: (argument: string) => void;
}

function ArgumentStep({ command, onBack, onRun }: ArgumentStepProps) {
  const { argument } = command;
  return (
    <div className="flex h-full min-h-0 flex-col gap-2">
      <div className="flex items-center gap-2">
        <IconButton label={t.backToCommands} onClick={onBack}>
          <ArrowLeft size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <h3 className="truncate font-semibold">{command.title.replace(/…$/, '')}</h3>
      </div>
      {argument.kind === 'number' ? (
        <NumberField argument={argument} verb={command.title.replace(/…$/, '')} onRun={onRun} />
      ) : (
        <ChoiceStep argument={argument} onRun={onRun} />
      )}
    </div>
  );
}

interface NumberFieldProps {
  readonly argument: Extract<CommandArgument, { kind: 'number' }>;
  readonly verb: string;
  readonly onRun: (argument: string) => void;
}

function NumberField({ argument, verb, onRun }: NumberFieldProps) {
  const { label, min, max, current } = argument;
  const { context } = useCommandRegistry();
  const [text, setText] = useState(() => (current === undefined ? '' : String(current(context))));
  const field = useRef<HTMLInputElement>(null);
  const number = text.trim() === '' ? NaN : Number(text);
  const isFit = Number.isInteger(number) && number >= min && number <= max;
  // Synchronises with the browser's focus, which was on the list that is gone.
  useEffect(() => field.current?.select(), []);
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !isFit) return;
    event.preventDefault();
    onRun(String(number));
  };
  return (
    <div className="flex flex-col gap-2">
      <input
        ref={field}
        type="number"
        aria-label={label}
        aria-describedby="command-range"
        aria-invalid={text !== '' && !isFit}
        min={min}
        max={max}
        step={1}
        className="h-9 rounded-control border border-border-strong bg-sunken px-3 tabular-nums aria-invalid:border-danger"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={handleKey}
      />
      <p id="command-range" className="text-secondary text-faint">
        {t.commandRange({ min, max })}
      </p>
      <Button tone="accent" className="self-start" disabled={!isFit} onClick={() => onRun(String(number))}>
        {verb}
      </Button>
    </div>
  );
}

interface ChoiceStepProps {
  readonly argument: Extract<CommandArgument, { kind: 'choice' }>;
  readonly onRun: (argument: string) => void;
}

function ChoiceStep({ argument, onRun }: ChoiceStepProps) {
  const { context } = useCommandRegistry();
  const [query, setQuery] = useState('');
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const choices: readonly CommandChoice[] = argument
    .choices(context)
    .filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)));
  return (
    <PickList
      fieldLabel={argument.label}
      listLabel={argument.label}
      query={query}
      onQuery={setQuery}
      items={choices}
      keyOf={({ id }) => id}
      nameOf={({ title }) => title}
      render={({ title }) => <span className="truncate">{title}</span>}
      empty={t.noChoice}
      onPick={({ id }) => onRun(id)}
    />
  );
}
