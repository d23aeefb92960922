import { Eraser, Repeat, Unplug } from 'lucide-react';
import { Button } from '@/ui/button';
import { t } from './texts';
import type { LostJobs } from './use-lost-jobs';

/** Says that jobs went down with the server, and offers to queue all of them again. */
export function LostBar({ lost }: { readonly lost: LostJobs }) {
  if (lost.count === 0) return null;
  return (
    <div
      role="group"
      aria-label={t.lostJobs}
      className="flex flex-wrap items-center gap-2 border-b border-border bg-raised px-3 py-1.5 text-secondary"
    >
      <Unplug size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-warning" />
      <span className="min-w-0 flex-1">{t.lostCount({ count: lost.count })}</span>
      <Button disabled={lost.isSending} icon={<Repeat size={16} strokeWidth={1.75} aria-hidden />} onClick={() => void lost.sendAll()}>
        {t.againAll({ count: lost.count })}
      </Button>
      <Button tone="quiet" icon={<Eraser size={16} strokeWidth={1.75} aria-hidden />} onClick={lost.dismissAll}>
        {t.dismissAll}
      </Button>
    </div>
  );
}
