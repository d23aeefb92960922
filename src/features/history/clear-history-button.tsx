import { Trash } from 'lucide-react';
import { useStore } from 'zustand';
import { clearQuestion } from '@/components/job-actions/clear-question';
import { wordFailure } from '@/components/server-failure/word-failure';
import { toAppError } from '@/lib/errors';
import { useClearHistory } from '@/session/mutations/history';
import { useSession } from '@/session/session-provider';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/dialog';
import { useToast } from '@/ui/toast';
import { t } from './texts';

export interface ClearHistoryButtonProps {
  /** Runs read so far. */
  readonly count: number;
  /** True when the server has more than those. */
  readonly isMore: boolean;
}

/** Empties the server's history, after asking with the number. */
export function ClearHistoryButton({ count, isMore }: ClearHistoryButtonProps) {
  const question = clearQuestion(useSession());
  const isAsked = useStore(question, ({ asked }) => asked === 'history');
  const announce = useToast();
  const { mutateAsync: clearHistory, isPending } = useClearHistory();

  const handleConfirm = async (): Promise<void> => {
    try {
      await clearHistory();
      announce(t.cleared, 'success');
    } catch (error) {
      announce(t.clearFailed({ reason: wordFailure(toAppError(error)) }), 'danger');
    }
  };

  return (
    <>
      <Button
        tone="quiet"
        disabled={count === 0 || isPending}
        title={isPending ? t.clearing : count === 0 ? t.nothingToClear : t.clear}
        icon={<Trash size={16} strokeWidth={1.75} aria-hidden />}
        onClick={() => question.setState({ asked: 'history' })}
      >
        {t.clear}
      </Button>
      <ConfirmDialog
        title={t.clearTitle({ count, isMore })}
        description={t.clearHint}
        confirmLabel={t.clearConfirm}
        isOpen={isAsked && count > 0}
        onConfirm={() => void handleConfirm()}
        onClose={() => question.setState({ asked: null })}
      />
    </>
  );
}
