import { Pause, Play } from 'lucide-react';
import { wordFailure } from '@/components/server-failure/word-failure';
import { toAppError } from '@/lib/errors';
import { usePausedQueue } from '@/session/use-paused-queue';
import { Button } from '@/ui/button';
import { useToast } from '@/ui/toast';
import { t } from './texts';

/** Holds the own waiting jobs in this browser, and feeds them to the server again. */
export function PauseQueueButton() {
  const { isPaused, isPausing, heldCount, pause, resume } = usePausedQueue();
  const announce = useToast();

  const handlePause = async (): Promise<void> => {
    try {
      const { held, left } = await pause();
      announce(t.paused({ held, left }), left === 0 ? 'success' : 'danger');
    } catch (error) {
      announce(t.pauseFailed({ reason: wordFailure(toAppError(error)) }), 'danger');
    }
  };

  const handleResume = async (): Promise<void> => {
    try {
      await resume();
    } catch (error) {
      announce(t.resumeFailed({ reason: wordFailure(toAppError(error)) }), 'danger');
    }
  };

  return isPaused ? (
    <Button
      icon={<Play size={16} strokeWidth={1.75} aria-hidden />}
      title={t.resumeHint({ count: heldCount })}
      onClick={() => void handleResume()}
    >
      {t.resume({ count: heldCount })}
    </Button>
  ) : (
    <Button
      tone="quiet"
      disabled={isPausing}
      title={t.pauseHint}
      icon={<Pause size={16} strokeWidth={1.75} aria-hidden />}
      onClick={() => void handlePause()}
    >
      {t.pause}
    </Button>
  );
}
