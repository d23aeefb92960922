import { useStore } from 'zustand';
import { clearQuestion } from '@/components/job-actions/clear-question';
import { dropWaiting } from '@/components/job-actions/drop-waiting';
import { wordFailure } from '@/components/server-failure/word-failure';
import type { Job } from '@/jobs/job';
import { toAppError } from '@/lib/errors';
import { useSession } from '@/session/session-provider';
import { ConfirmDialog } from '@/ui/dialog';
import { useToast } from '@/ui/toast';
import { t } from './texts';

/** Asks before the own waiting jobs are dropped; those of others stay. */
export function ClearOwnDialog({ waiting }: { readonly waiting: readonly Job[] }) {
  const session = useSession();
  const question = clearQuestion(session);
  const isAsked = useStore(question, ({ asked }) => asked === 'own-queue');
  const announce = useToast();
  const own = waiting.filter((job) => job.isMine).map((job) => job.id);

  const handleConfirm = async (): Promise<void> => {
    try {
      const left = await dropWaiting(session, own);
      if (left === 0) announce(t.cleared({ count: own.length }), 'success');
      else announce(t.notCleared({ count: left }), 'danger');
    } catch (error) {
      announce(t.clearFailed({ reason: wordFailure(toAppError(error)) }), 'danger');
    }
  };

  return (
    <ConfirmDialog
      title={t.clearOwnTitle({ count: own.length })}
      description={t.clearOwnHint}
      confirmLabel={t.clearConfirm}
      isOpen={isAsked && own.length > 0}
      onConfirm={() => void handleConfirm()}
      onClose={() => question.setState({ asked: null })}
    />
  );
}
