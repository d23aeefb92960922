import { ServerCrash } from 'lucide-react';
import { useSession } from '@/session/session-provider';
import { useLive } from '@/session/use-live';
import { Button } from '@/ui/button';
import { t } from '../texts';

/** Says that the server was restarted and how many jobs of this browser went down with it, until it was read. */
export function RestartBanner() {
  const session = useSession();
  const restart = useLive((state) => state.restart);
  if (restart === null || restart.lostCount === 0) return null;
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 border-b border-warning bg-raised px-3 py-1.5">
      <ServerCrash size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-warning" />
      <p className="grow">
        <strong className="font-semibold">{t.restarted({ count: restart.lostCount })}</strong>{' '}
        <span className="text-muted">{t.restartedHint({ count: restart.lostCount })}</span>
      </p>
      <Button tone="quiet" onClick={session.dismissRestart}>
        {t.dismiss}
      </Button>
    </div>
  );
}
