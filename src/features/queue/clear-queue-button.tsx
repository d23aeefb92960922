import { ListX } from 'lucide-react';
import { useStore } from 'zustand';
import { clearQuestion } from '@/components/job-actions/clear-question';
import { wordFailure } from '@/components/server-failure/word-failure';
import type { Job } from '@/jobs/job';
import { toAppError } from '@/lib/errors';
import { useClearQueue } from '@/session/mutations/queue';
import { useSession } from '@/session/session-provider';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/dialog';
import { useToast } from '@/ui/toast';
import { t } from './texts';

/** Drops what waits, after asking with the number. */
export function ClearQueueButton({ waiting }: { readonly waiting: readonly Job[] }) {
  const question = clearQuestion(useSession());
  const isAsked = useStore(question, ({ asked }) => asked === 'queue');
  const announce = useToast();
  const { mutateAsync: clearQueue, isPending } = useClearQueue();
  const count = waiting.length;
  const foreign = waiting.filter((job) => !job.isMine).length;

  const handleConfirm = async (): Promise<void> => {
    try {
      const left = await clearQueue();
      if (left === 0) announce(t.cleared({ count }), 'success');
      else announce(t.notCleared({ count: left }), 'danger');
    } catch (error) {
      announce(t.clearFailed({ reason: wordFailure(toAppError(error)) }), 'danger');
    }
  };

  return (
    <>
      <Button
        tone="quiet"
        disabled={count === 0 || isPending}
        title={isPending ? t.clearing : count === 0 ? t.nothingWaits : t.clear}
        icon={<ListX size={16} strokeWidth={1.75} aria-hidden />}
        onClick={() => question.setState({ asked: 'queue' })}
      >
        {t.clear}
      </Button>
      <ConfirmDialog
        title={t.clearTitle({ count })}
        description={foreign === 0 ? t.clearAll : t.clearForeign({ count: foreign })}
        confirmLabel={t.clearConfirm}
        isOpen={isAsked && count > 0}
        onConfirm={() => void handleConfirm()}
        onClose={() => question.setState({ asked: null })}
      />
    </>
  );
}
