import { Eraser, OctagonX, PackageMinus } from 'lucide-react';
import { useState } from 'react';
import { toJobTitle } from '@/components/job-row/job-title';
import { wordFailure } from '@/components/server-failure/word-failure';
import { ApiError } from '@/lib/errors';
import { useFree, useInterrupt } from '@/session/mutations/queue';
import { useQueueJobs } from '@/session/use-jobs';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/dialog';
import { useToast } from '@/ui/toast';
import { t } from './texts';

/** What can be done to the server as a whole. */
export function ServerActions() {
  const { jobs } = useQueueJobs();
  const running = jobs.find(({ state }) => state === 'running');
  const announce = useToast();
  const free = useFree();
  const interrupt = useInterrupt();
  const [isAsking, setAsking] = useState(false);
  const isMissing = free.error instanceof ApiError && (free.error.status === 404 || free.error.status === 405);

  const ask = (what: 'unload' | 'free'): void => {
    const said = what === 'unload' ? t.unloadAsked : t.freeAsked;
    free.mutate(
      { unloadModels: true, freeMemory: what === 'free' },
      {
        onSuccess: () => announce(running === undefined ? said : t.afterJob, 'success'),
        onError: (error) => announce(t.freeFailed({ reason: wordFailure(error) }), 'danger'),
      },
    );
  };
  const handleInterrupt = (): void =>
    interrupt.mutate(undefined, {
      onSuccess: () => announce(t.interruptAsked, 'success'),
      onError: (error) => announce(t.interruptFailed({ reason: wordFailure(error) }), 'danger'),
    });
  const isFreeDisabled = free.isPending || isMissing;

  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-border px-3 py-2">
      <Button
        icon={<PackageMinus size={16} strokeWidth={1.75} aria-hidden />}
        disabled={isFreeDisabled}
        title={isMissing ? t.freeMissing : t.unloadHint}
        onClick={() => ask('unload')}
      >
        {t.unload}
      </Button>
      <Button
        icon={<Eraser size={16} strokeWidth={1.75} aria-hidden />}
        disabled={isFreeDisabled}
        title={isMissing ? t.freeMissing : t.freeHint}
        onClick={() => ask('free')}
      >
        {t.free}
      </Button>
      <Button
        tone="danger"
        icon={<OctagonX size={16} strokeWidth={1.75} aria-hidden />}
        disabled={running === undefined || interrupt.isPending}
        title={running === undefined ? t.nothingRuns : t.interruptHint}
        onClick={() => setAsking(true)}
      >
        {t.interrupt}
      </Button>
      {isMissing && <span className="text-secondary text-warning">{t.freeMissing}</span>}
      {running !== undefined && (
        <ConfirmDialog
          title={t.interruptTitle}
          description={(running.isMine ? t.interruptOwn : t.interruptForeign)({ name: toJobTitle(running) })}
          confirmLabel={t.interruptConfirm}
          isOpen={isAsking}
          onConfirm={handleInterrupt}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
