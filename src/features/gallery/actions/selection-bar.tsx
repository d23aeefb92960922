import { Columns2, Download, Heart, Trash2, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { wordFailure } from '@/components/server-failure/word-failure';
import { toAppError } from '@/lib/errors';
import { useDeleteHistory } from '@/session/mutations/history';
import { Button, IconButton } from '@/ui/button';
import { ConfirmDialog } from '@/ui/dialog';
import { useToast } from '@/ui/toast';
import type { RunItem } from '../gallery-items';
import type { MarkChange } from '../marks/mark';
import { t } from '../texts';

const ZipDialog = lazy(async () => ({ default: (await import('./zip-dialog')).ZipDialog }));

export interface SelectionBarProps {
  /** In the order of the list. */
  readonly items: readonly RunItem[];
  readonly onMark: (change: MarkChange) => void;
  readonly onCompare: () => void;
  readonly onClear: () => void;
}

const MAX_COMPARED = 4;

/** What can be done with everything chosen. */
export function SelectionBar({ items, onMark, onCompare, onClear }: SelectionBarProps) {
  const [asking, setAsking] = useState<'zip' | 'delete' | null>(null);
  const announce = useToast();
  const { mutateAsync: deleteHistory } = useDeleteHistory();
  const runs = [...new Set(items.map(({ job }) => job.id))];
  const pictures = items.filter(({ output }) => output.kind === 'image');
  const canCompare = pictures.length >= 2 && pictures.length <= MAX_COMPARED;

  const remove = (): void => {
    deleteHistory(runs).then(onClear, (error: unknown) => announce(t.deleteFailed({ reason: wordFailure(toAppError(error)) }), 'danger'));
  };
  return (
    <div role="toolbar" aria-label={t.chosen} className="flex flex-wrap items-center gap-2 border-t border-border px-3 py-1.5">
      <span role="status" className="tabular-nums">
        {t.chosenCount({ count: items.length })}
      </span>
      <IconButton label={t.favourite} onClick={() => onMark({ isFavourite: true })}>
        <Heart size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <Button onClick={() => onMark({ verdict: 'keep' })}>{t.keep}</Button>
      <Button onClick={() => onMark({ verdict: 'reject' })}>{t.reject}</Button>
      <Button
        icon={<Columns2 size={16} strokeWidth={1.75} aria-hidden />}
        disabled={!canCompare}
        title={canCompare ? t.compare : t.compareChoose}
        onClick={onCompare}
      >
        {t.compare}
      </Button>
      <Button icon={<Download size={16} strokeWidth={1.75} aria-hidden />} onClick={() => setAsking('zip')}>
        {t.zip}
      </Button>
      <Button icon={<Trash2 size={16} strokeWidth={1.75} aria-hidden />} onClick={() => setAsking('delete')}>
        {t.deleteRuns}
      </Button>
      <IconButton label={t.clearChoice} className="ml-auto" onClick={onClear}>
        <X size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
      {asking === 'zip' && (
        <Suspense fallback={null}>
          <ZipDialog items={items} onClose={() => setAsking(null)} />
        </Suspense>
      )}
      <ConfirmDialog
        title={t.deleteTitle({ count: runs.length })}
        description={t.deleteHint}
        confirmLabel={t.deleteRuns}
        isOpen={asking === 'delete'}
        onConfirm={remove}
        onClose={() => setAsking(null)}
      />
    </div>
  );
}
