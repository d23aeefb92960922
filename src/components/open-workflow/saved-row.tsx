import { Ellipsis, Star } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import { formatMoment } from '@/lib/format';
import { useSession } from '@/session/session-provider';
import { Button, IconButton } from '@/ui/button';
import { ConfirmDialog } from '@/ui/dialog';
import { Menu } from '@/ui/menu';
import { useToast } from '@/ui/toast';
import { useWorkspace } from '@/workspace/use-workspace';
import { nameOfPath } from '../save-workflow/file-names';
import { wordFailure } from '../server-failure/word-failure';
import { deleteSaved, duplicateSaved, moveSaved, toggleBookmark, type ManageOutcome } from './manage-saved';
import { t } from './texts';

export interface SavedRowProps {
  /** Below the user's root. */
  readonly path: string;
  readonly modifiedAtMs: number | null;
  readonly isBookmarked: boolean;
  readonly onChoose: (path: string) => void;
}

/** One saved workflow: opens at a click; its menu renames, moves, copies and deletes it. */
export function SavedRow({ path, modifiedAtMs, isBookmarked, onChoose }: SavedRowProps) {
  const context = { session: useSession(), workspace: useWorkspace() };
  const announce = useToast();
  const [mode, setMode] = useState<'plain' | 'renaming' | 'deleting'>('plain');
  const name = nameOfPath(path);
  const say = (outcome: ManageOutcome, done: string): void => {
    const { message, tone } = wordOutcome(outcome, name, done);
    announce(message, tone);
  };
  if (mode === 'renaming') {
    const rename = (typed: string): void => {
      setMode('plain');
      void moveSaved(context, path, typed).then((outcome) => say(outcome, t.renamed({ name: typed.trim() })));
    };
    return <RenameRow name={name} onRename={rename} onCancel={() => setMode('plain')} />;
  }
  return (
    <li className="flex items-center gap-1">
      <button
        type="button"
        onClick={() => onChoose(path)}
        className="flex min-h-9 min-w-0 flex-1 items-center gap-3 rounded-control px-2 text-left hover:bg-raised pointer-coarse:min-h-11"
      >
        <span className="min-w-0 flex-1 truncate">{name}</span>
        {modifiedAtMs !== null && (
          <span className="text-secondary text-muted">{formatMoment(modifiedAtMs, context.session.serverNowMs())}</span>
        )}
      </button>
      <IconButton
        label={t.bookmark({ name })}
        isPressed={isBookmarked}
        onClick={() => void toggleBookmark(context, path).then((outcome) => outcome.kind === 'done' || say(outcome, ''))}
      >
        <Star size={16} strokeWidth={1.75} aria-hidden className={isBookmarked ? 'fill-current' : ''} />
      </IconButton>
      <Menu
        trigger={
          <IconButton label={t.moreAbout({ name })}>
            <Ellipsis size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
        }
        items={[
          { id: 'rename', label: t.renameOrMove, onSelect: () => setMode('renaming') },
          {
            id: 'duplicate',
            label: t.duplicate,
            onSelect: () => void duplicateSaved(context, path).then((outcome) => say(outcome, t.duplicated({ name }))),
          },
          { id: 'delete', label: t.delete, tone: 'danger', onSelect: () => setMode('deleting') },
        ]}
      />
      <ConfirmDialog
        title={t.deleteTitle}
        description={t.deleteText({ name })}
        confirmLabel={t.delete}
        cancelLabel={t.cancel}
        tone="danger"
        isOpen={mode === 'deleting'}
        onConfirm={() => void deleteSaved(context, path).then((outcome) => say(outcome, t.deleted({ name })))}
        onClose={() => setMode('plain')}
      />
    </li>
  );
}

interface RenameRowProps {
  readonly name: string;
  readonly onRename: (typed: string) => void;
  readonly onCancel: () => void;
}

function RenameRow({ name, onRename, onCancel }: RenameRowProps) {
  const [typed, setTyped] = useState(name);
  const handleSubmit = (event: SyntheticEvent): void => {
    event.preventDefault();
    onRename(typed);
  };
  return (
    <li>
      <form onSubmit={handleSubmit} className="flex flex-wrap items-center gap-1 py-1">
        <input
          ref={(field) => field?.focus()}
          value={typed}
          aria-label={t.newName({ name })}
          title={t.folderHint}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            // The dialog around it stays.
            event.stopPropagation();
            onCancel();
          }}
          className="min-h-7 min-w-0 flex-1 rounded-control border border-border-strong bg-sunken px-2 text-text"
        />
        <Button type="submit" tone="accent">
          {t.rename}
        </Button>
        <Button onClick={onCancel}>{t.cancel}</Button>
      </form>
    </li>
  );
}

function wordOutcome(
  outcome: ManageOutcome,
  name: string,
  done: string,
): { readonly message: string; readonly tone: 'success' | 'danger' } {
  switch (outcome.kind) {
    case 'done':
      return { message: done, tone: 'success' };
    case 'exists':
      return { message: t.nameTaken({ name: nameOfPath(outcome.path) }), tone: 'danger' };
    case 'bad-name':
      return { message: t[outcome.refusal], tone: 'danger' };
    case 'failed':
      return { message: t.manageFailed({ name, reason: wordFailure(outcome.error) }), tone: 'danger' };
  }
}
