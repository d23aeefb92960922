import { GitCompare, ListChecks, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { wordFailure } from '@/components/server-failure/word-failure';
import { toAppError } from '@/lib/errors';
import { useDeleteHistory } from '@/session/mutations/history';
import { Button, IconButton } from '@/ui/button';
import { ConfirmDialog } from '@/ui/dialog';
import { useToast } from '@/ui/toast';
import { t } from './texts';
import type { Selection } from './use-selection';

export interface SelectionBarProps {
  readonly selection: Selection;
  /** Two are picked: shows how they differ. */
  readonly onCompare: () => void;
}

/** What can be done with the runs that are picked. */
export function SelectionBar({ selection, onCompare }: SelectionBarProps) {
  const [isAsked, setIsAsked] = useState(false);
  const announce = useToast();
  const { mutateAsync: deleteHistory, isPending } = useDeleteHistory();
  const count = selection.ids.size;

  const handleDelete = async (): Promise<void> => {
    try {
      await deleteHistory([...selection.ids]);
      announce(t.deletedSome({ count }), 'success');
      selection.stop();
    } catch (error) {
      announce(t.deleteSomeFailed({ reason: wordFailure(toAppError(error)) }), 'danger');
    }
  };

  return (
    <div role="group" aria-label={t.selection} className="flex flex-wrap items-center gap-1 border-t border-border bg-raised px-3 py-1.5">
      <span role="status" className="min-w-0 flex-1 text-secondary tabular-nums">
        {t.selectedCount({ count })}
      </span>
      <Button tone="quiet" icon={<ListChecks size={16} strokeWidth={1.75} aria-hidden />} onClick={selection.pickAll}>
        {t.selectAll}
      </Button>
      <Button
        disabled={count !== 2}
        title={count === 2 ? t.compare : t.compareNeedsTwo}
        icon={<GitCompare size={16} strokeWidth={1.75} aria-hidden />}
        onClick={onCompare}
      >
        {t.compare}
      </Button>
      <Button
        tone="danger"
        disabled={count === 0 || isPending}
        title={isPending ? t.deleting : t.deleteSelected}
        icon={<Trash2 size={16} strokeWidth={1.75} aria-hidden />}
        onClick={() => setIsAsked(true)}
      >
        {t.deleteSelected}
      </Button>
      <IconButton label={t.endSelection} onClick={selection.stop}>
        <X size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <ConfirmDialog
        title={t.deleteSomeTitle({ count })}
        description={t.clearHint}
        confirmLabel={t.deleteConfirm}
        isOpen={isAsked && count > 0}
        onConfirm={() => void handleDelete()}
        onClose={() => setIsAsked(false)}
      />
    </div>
  );
}
