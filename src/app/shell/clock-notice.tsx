import { ClockAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { CLOCK_SKEW_TOLD_MS } from '@/config/limits';
import { formatDuration } from '@/lib/format';
import { useSession } from '@/session/session-provider';
import { useClockSkew } from '@/session/use-clock-skew';
import { Button } from '@/ui/button';
import { t } from '../texts';

/** Kept per server: the difference that was read about. */
const NOTE = 'clock-skew-told';

/** Says once that the server's clock and this computer's differ, since the times of jobs are the server's. A new difference is told anew. */
export function ClockNotice() {
  const { ledger } = useSession();
  const skewMs = useClockSkew();
  const [toldMs, setToldMs] = useState<number | null | 'unread'>('unread');
  // Synchronises with what this browser keeps of the server.
  useEffect(() => {
    let isStale = false;
    void ledger
      .note(NOTE, (before) => before)
      .then((kept) => {
        if (!isStale) setToldMs(typeof kept === 'number' ? kept : null);
      });
    return () => {
      isStale = true;
    };
  }, [ledger]);
  if (skewMs === null || toldMs === 'unread') return null;
  if (toldMs !== null && Math.abs(toldMs - skewMs) <= CLOCK_SKEW_TOLD_MS) return null;
  const handleDismiss = (): void => {
    setToldMs(skewMs);
    void ledger.note(NOTE, () => skewMs);
  };
  return (
    <div role="status" aria-label={t.clocks} className="flex flex-wrap items-center gap-2 border-b border-info bg-raised px-3 py-1.5">
      <ClockAlert size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-info" />
      <p className="min-w-0 flex-1">
        {t.clockSkew({ time: formatDuration(Math.abs(skewMs)), isAhead: skewMs > 0 })} <span className="text-muted">{t.clockSkewHint}</span>
      </p>
      <Button tone="quiet" onClick={handleDismiss}>
        {t.dismiss}
      </Button>
    </div>
  );
}
