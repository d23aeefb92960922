import { CloudOff } from 'lucide-react';
import { formatDuration } from '@/lib/format';
import { useFreshness, useFreshnessState } from '@/session/use-live';
import { t } from './texts';

/** Whether what the server said last is too old to be taken for the present. */
export function useIsStale(): boolean {
  const state = useFreshnessState();
  return state === 'stale' || state === 'offline';
}

/** For the list below a `StaleNote`: greyed, but every text stays readable. */
export const STALE_CLASS = 'opacity-90 grayscale';

/** Says how old the list below is, while the server is silent; nothing otherwise. */
export function StaleNote() {
  return useIsStale() ? <Age /> : null;
}

function Age() {
  const { ageMs } = useFreshness();
  return (
    <p className="flex items-center gap-2 border-b border-border bg-raised px-3 py-1.5 text-secondary text-warning tabular-nums">
      <CloudOff size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />
      {ageMs === null ? t.neverHeard : t.staleSince({ age: formatDuration(ageMs) })}
    </p>
  );
}
